using NodaTime;
using NodaTime.Text;
using NodaTime.TimeZones;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Bot.Calendars.Graph;

/// <summary>Reads the times of Graph, and writes the original start as calendar files have it.</summary>
internal static class GraphTimes
{
    private static readonly InstantPattern Basic = InstantPattern.CreateWithInvariantCulture("uuuuMMdd'T'HHmmss'Z'");
    private static readonly LocalDatePattern Day = LocalDatePattern.CreateWithInvariantCulture("uuuuMMdd");

    /// <returns>Null where the time or the name of its zone is not understood: a guess would send briefs at a wrong hour.</returns>
    public static Instant? Of(GraphTime? time) =>
        time is { DateTime: { } text, TimeZone: { } zone }
        && LocalDateTimePattern.ExtendedIso.Parse(text) is { Success: true, Value: var local }
        && Zone(zone) is { } known
            ? known.At(local)
            : null;

    public static Instant? Of(string? withOffset) =>
        withOffset is not null && OffsetDateTimePattern.ExtendedIso.Parse(withOffset) is { Success: true, Value: var time }
            ? time.ToInstant()
            : null;

    public static string Original(Instant start, bool allDay) => allDay ? Day.Format(start.InUtc().Date) : Basic.Format(start);

    /// <summary>Names of Windows by the mapping that Unicode CLDR publishes.</summary>
    private static DateTimeZone? Zone(string name) =>
        Zones.Find(name)
        ?? (TzdbDateTimeZoneSource.Default.WindowsMapping.PrimaryMapping.TryGetValue(name, out var id) ? Zones.Find(id) : null);
}
