using NodaTime;
using NodaTime.TimeZones;

namespace PerfSignal.Core.Schedules;

/// <summary>The time zones of the IANA database by id, and the one rule by which a local time becomes an instant.</summary>
public static class Zones
{
    private static readonly ZoneLocalMappingResolver ClockStart = Resolvers.CreateMappingResolver(
        Resolvers.ReturnEarlier,
        Resolvers.ReturnStartOfIntervalAfter
    );

    public static DateTimeZone? Find(string id) => DateTimeZoneProviders.Tzdb.GetZoneOrNull(id);

    /// <summary>The zone of a stored id; an id that was valid when stored and is not in this version of the database is an error of the installation.</summary>
    public static DateTimeZone Of(string id) =>
        Find(id) ?? throw new InvalidOperationException($"Time zone '{id}' is not in the IANA database of this version.");

    /// <summary>
    /// The instant at which something agreed for a local time happens. A time that daylight saving skips counts with the offset before the
    /// gap (02:30 becomes 03:30), one that comes twice is its first: RFC 5545 3.3.5, so that a cadence and a calendar agree.
    /// </summary>
    public static Instant At(this DateTimeZone zone, LocalDateTime local) => zone.AtLeniently(local).ToInstant();

    /// <summary>The first instant at which the wall clock shows the local time or, where daylight saving skips it, a later one.</summary>
    public static Instant ClockReaches(this DateTimeZone zone, LocalDateTime local) => zone.ResolveLocal(local, ClockStart).ToInstant();
}
