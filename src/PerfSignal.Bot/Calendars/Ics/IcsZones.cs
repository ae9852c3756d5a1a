using NodaTime;
using NodaTime.TimeZones;

namespace PerfSignal.Bot.Calendars.Ics;

/// <summary>
/// Finds the zone a TZID means. IANA ids and Windows names mean the tz database, because definitions within calendars are often cut down to
/// today's rules; a definition that agrees with the database in no year since 2000 means something else and is used as it stands, with a
/// warning. Any other id needs its VTIMEZONE.
/// </summary>
internal sealed class IcsZones(IReadOnlyDictionary<string, Component> definitions, IcsLimits limits, ICollection<IcsProblem> warnings)
{
    private readonly Dictionary<string, DateTimeZone> _found = new(StringComparer.Ordinal);

    public DateTimeZone Find(ContentLine line, string id)
    {
        if (_found.TryGetValue(id, out var found))
        {
            return found;
        }

        var known = Known(id);
        var defined = definitions.GetValueOrDefault(id) is { } component ? VTimeZoneReader.Read(component, limits) : null;
        var zone =
            known is null ? defined ?? throw Unknown(line, id)
            : defined is null || Agree(known, defined) ? known
            : defined;
        if (known is not null && zone == defined)
        {
            warnings.Add(new IcsProblem(line.Line, $"the file defines the time zone '{IcsValues.Shown(id)}' unlike the tz database; its own definition is used."));
        }

        return _found[id] = zone;
    }

    private static DateTimeZone? Known(string id)
    {
        // Some programs prefix an IANA id with a path: /freeassociation.sourceforge.net/Europe/Berlin (a globally unique TZID, RFC 5545 3.8.3.1).
        var names = id.StartsWith('/') && id.Split('/') is { Length: > 2 } parts
            ? [string.Join('/', parts[^2..]), string.Join('/', parts[Math.Max(2, parts.Length - 3)..]), parts[^1]]
            : new[] { id };
        foreach (var name in names)
        {
            if (DateTimeZoneProviders.Tzdb.GetZoneOrNull(name) is { } zone)
            {
                return zone;
            }

            if (TzdbDateTimeZoneSource.Default.WindowsMapping.PrimaryMapping.TryGetValue(name, out var mapped))
            {
                return DateTimeZoneProviders.Tzdb.GetZoneOrNull(mapped);
            }
        }

        return null;
    }

    private static bool Agree(DateTimeZone known, VTimeZone defined) =>
        Enumerable
            .Range(2000, 38)
            .Any(year =>
                Enumerable
                    .Range(1, 12)
                    .Select(month => Instant.FromUtc(year, month, 15, 12, 0))
                    .All(instant => known.GetUtcOffset(instant) == defined.GetUtcOffset(instant))
            );

    private static IcsException Unknown(ContentLine line, string id) =>
        line.Wrong(
            $"the time zone '{IcsValues.Shown(id)}' is neither defined in the file by a VTIMEZONE nor known; use an IANA name such as Europe/Berlin or add its VTIMEZONE."
        );
}
