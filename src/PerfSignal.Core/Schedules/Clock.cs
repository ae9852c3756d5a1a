using NodaTime;

namespace PerfSignal.Core.Schedules;

/// <summary>Reads instants and local dates from a <see cref="TimeProvider"/>, the only clock of the product.</summary>
public static class Clock
{
    public static Instant Now(this TimeProvider clock) => Instant.FromDateTimeOffset(clock.GetUtcNow());

    public static LocalDate Today(this TimeProvider clock, DateTimeZone zone) => clock.Now().InZone(zone).Date;

    /// <summary>A new identifier that sorts by time of creation, those of this process in the very order of it.</summary>
    public static Guid NewId(this TimeProvider clock) => Ids.Next(clock);
}
