using NodaTime;
using NodaTime.Text;

namespace PerfSignal.Core.Calendar;

/// <summary>The name of an occasion within a pair: calendar UID and original start, or a cadence's local date.</summary>
public static class OccasionKey
{
    private const string CadencePrefix = "cadence|";
    private static readonly InstantPattern Utc = InstantPattern.CreateWithInvariantCulture("uuuuMMdd'T'HHmmss'Z'");

    public static string Of(Meeting meeting) => $"{meeting.Uid}|{meeting.OriginalStart}";

    public static string Of(LocalDate cadenceDate) => CadencePrefix + LocalDatePattern.Iso.Format(cadenceDate);

    /// <summary>An original start is no ISO date with hyphens, so an event whose UID happens to be "cadence" is told apart.</summary>
    public static bool IsCadence(string key) =>
        key.StartsWith(CadencePrefix, StringComparison.Ordinal) && LocalDatePattern.Iso.Parse(key[CadencePrefix.Length..]).Success;

    /// <summary>The calendar UID of a key.</summary>
    public static string Uid(string key) => key[..key.LastIndexOf('|')];

    /// <summary>The original start of a key, as text.</summary>
    public static string OriginalStart(string key) => key[(key.LastIndexOf('|') + 1)..];

    /// <summary>The instant of an original start; null for an all-day event.</summary>
    public static Instant? Original(string originalStart) => Utc.Parse(originalStart) is { Success: true } parsed ? parsed.Value : null;
}
