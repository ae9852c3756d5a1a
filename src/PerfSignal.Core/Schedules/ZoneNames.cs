using NodaTime;
using NodaTime.TimeZones;

namespace PerfSignal.Core.Schedules;

/// <summary>Finds the IANA id that somebody most likely meant.</summary>
public static class ZoneNames
{
    /// <summary>Windows ids, wrong case, a bare city, or a slip of the pen; null where nothing is near.</summary>
    public static string? Nearest(string text)
    {
        var asked = text.Trim();
        var ids = DateTimeZoneProviders.Tzdb.Ids;
        return ids.FirstOrDefault(id => Same(id, asked)) ?? OfWindows(asked) ?? OfCity(ids, asked.Replace(' ', '_')) ?? OfSlip(ids, asked);
    }

    /// <summary>The zone, or a sentence that says what to write instead.</summary>
    public static (DateTimeZone? Zone, string? Error) Read(string text)
    {
        if (Zones.Find(text) is { } zone)
        {
            return (zone, null);
        }

        var shown = text.Length <= 40 ? text : text[..40] + "…";
        return Nearest(text) is { } near
            ? (null, $"'{shown}' is not an IANA time zone; did you mean '{near}'?")
            : (null, $"'{shown}' is not an IANA time zone; write one such as Europe/Berlin or America/New_York.");
    }

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    /// <summary>The mapping that Unicode CLDR publishes for Windows ids such as "W. Europe Standard Time".</summary>
    private static string? OfWindows(string asked) =>
        TzdbDateTimeZoneSource.Default.WindowsMapping.PrimaryMapping.FirstOrDefault(pair => Same(pair.Key, asked)).Value;

    /// <summary>Of several ids that end in the city, one that is no old alias.</summary>
    private static string? OfCity(IReadOnlyList<string> ids, string city) =>
        ids.Where(id => Same(id[(id.LastIndexOf('/') + 1)..], city)).OrderBy(IsAlias).FirstOrDefault();

    private static string? OfSlip(IReadOnlyList<string> ids, string asked)
    {
        var near = ids.Select(id => (Id: id, Far: Distance(id.ToUpperInvariant(), asked.ToUpperInvariant())))
            .OrderBy(pair => pair.Far)
            .ThenBy(pair => IsAlias(pair.Id))
            .First();
        return asked.Length is > 4 and <= 64 && near.Far <= Math.Max(1, asked.Length / 5) ? near.Id : null;
    }

    private static bool IsAlias(string id) => TzdbDateTimeZoneSource.Default.CanonicalIdMap[id] != id;

    /// <summary>Edits that turn one text into the other (Levenshtein 1966).</summary>
    public static int Distance(string one, string other)
    {
        var row = Enumerable.Range(0, other.Length + 1).ToArray();
        for (var i = 1; i <= one.Length; i++)
        {
            var (diagonal, left) = (row[0], i);
            for (var j = 1; j <= other.Length; j++)
            {
                var here = Math.Min(Math.Min(row[j], left) + 1, diagonal + (one[i - 1] == other[j - 1] ? 0 : 1));
                (diagonal, row[j - 1], left) = (row[j], left, here);
            }

            row[other.Length] = left;
        }

        return row[other.Length];
    }
}
