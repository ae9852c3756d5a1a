using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using NodaTime;
using NodaTime.Text;

namespace PerfSignal.Core.Schedules;

/// <summary>The part of each day in which nothing may ring, on a person's own wall clock; equal ends mean there is none.</summary>
/// <param name="From">First quiet minute.</param>
/// <param name="To">First minute that is no longer quiet; at or before <paramref name="From"/> it is on the next day.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct QuietHours(LocalTime From, LocalTime To)
{
    private static readonly LocalTimePattern Pattern = LocalTimePattern.CreateWithInvariantCulture("HH:mm");

    public static QuietHours None { get; }

    public bool IsNone => From == To;

    /// <summary>Whether the clock reading is quiet: <see cref="From"/> is, <see cref="To"/> is not.</summary>
    public bool Contain(LocalTime reading) => From <= To ? From <= reading && reading < To : From <= reading || reading < To;

    /// <summary>The last instant, a whole minute before the quiet hours began, that is at or before the wanted one and not quiet.</summary>
    public Instant LastAllowed(Instant wanted, DateTimeZone zone)
    {
        var allowed = wanted;
        // More than one round only where daylight saving skips the few minutes that are not quiet.
        for (var reading = wanted.InZone(zone).LocalDateTime; Contain(reading.TimeOfDay); reading = allowed.InZone(zone).LocalDateTime)
        {
            var began = reading.TimeOfDay >= From ? reading.Date : reading.Date.PlusDays(-1);
            allowed = zone.ClockReaches(began + From) - Duration.FromMinutes(1);
        }

        return allowed;
    }

    /// <exception cref="FormatException">The text is not of the form 20:00-07:00; the message says what to write.</exception>
    public static QuietHours Parse(string text) => TryParse(text, out var quiet, out var error) ? quiet : throw new FormatException(error);

    public static bool TryParse(string? text, out QuietHours quiet, [NotNullWhen(false)] out string? error)
    {
        quiet = None;
        error = null;
        var ends = (text ?? "").Split('-');
        if (ends.Length != 2)
        {
            error = $"'{text}' is not a span of quiet hours; write two times as in 20:00-07:00, or 00:00-00:00 for none.";
            return false;
        }

        var from = Pattern.Parse(ends[0].Trim());
        var to = Pattern.Parse(ends[1].Trim());
        if (!from.Success || !to.Success)
        {
            var wrong = from.Success ? ends[1] : ends[0];
            error = $"'{wrong.Trim()}' in '{text}' is not a time of day; write hours and minutes from 00:00 to 23:59, as in 20:00-07:00.";
            return false;
        }

        quiet = new QuietHours(from.Value, to.Value);
        return true;
    }

    public override string ToString() => $"{Pattern.Format(From)}-{Pattern.Format(To)}";
}
