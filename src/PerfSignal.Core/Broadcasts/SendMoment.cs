using NodaTime;
using PerfSignal.Core.People;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Core.Broadcasts;

/// <summary>When a broadcast is due for a person, by their zone as it is now.</summary>
internal static class SendMoment
{
    public static Instant Of(Broadcast broadcast, Person person, Instant now) =>
        broadcast.Timing switch
        {
            SendTiming.RecipientTime => (Zones.Find(person.ChosenTimeZone ?? person.TimeZone) ?? DateTimeZone.Utc).ClockReaches(
                Local(broadcast)
            ),
            _ => ForAll(broadcast, now),
        };

    /// <summary>The one instant of a broadcast that leaves for everyone at once, and the earliest of one that does not.</summary>
    public static Instant First(Broadcast broadcast, Instant now) =>
        broadcast.Timing == SendTiming.RecipientTime
            ? ZoneMoments.Of(Local(broadcast)).Next(Instant.MinValue)!.Value
            : ForAll(broadcast, now);

    public static LocalDateTime Local(Broadcast broadcast) =>
        broadcast is { OnDate: { } date, AtTime: { } time }
            ? date + time
            : throw new InvalidOperationException($"The broadcast {broadcast.Id} is for a local time and has none.");

    private static Instant ForAll(Broadcast broadcast, Instant now) =>
        broadcast.Timing == SendTiming.AuthorTime ? Zones.Of(broadcast.Zone!).ClockReaches(Local(broadcast)) : broadcast.StartedAt ?? now;
}
