using NodaTime;

namespace PerfSignal.Core.Schedules;

/// <summary>The time zones of the IANA database, by id.</summary>
public static class Zones
{
    public static DateTimeZone? Find(string id) => DateTimeZoneProviders.Tzdb.GetZoneOrNull(id);

    /// <summary>The zone of a stored id; an id that was valid when stored and is not in this version of the database is an error of the installation.</summary>
    public static DateTimeZone Of(string id) =>
        Find(id) ?? throw new InvalidOperationException($"Time zone '{id}' is not in the IANA database of this version.");
}
