using NodaTime;

namespace PerfSignal.Core.Signals;

/// <summary>A window of whole local calendar days, and the instants between which its facts lie.</summary>
/// <param name="First">First day.</param>
/// <param name="Last">Last day, included.</param>
/// <param name="From">Start of the first day, included.</param>
/// <param name="Until">End of the window, excluded.</param>
public sealed record Span(LocalDate First, LocalDate Last, Instant From, Instant Until)
{
    /// <summary>Earlier windows that the anomaly guard compares with.</summary>
    public const int Earlier = 8;

    /// <summary>Trend windows of more than 30 days overlap, so that there is a point for each month.</summary>
    public static int Step(int days) => Math.Min(days, 30);

    /// <summary>
    /// The window that ends with the day of the instant and holds nothing later than the instant, then the earlier ones, newest first,
    /// each of which holds the whole of its last day. Days of 23 or 25 hours count as one day.
    /// </summary>
    public static IReadOnlyList<Span> Of(int days, Instant at, DateTimeZone zone)
    {
        var today = at.InZone(zone).Date;
        var spans = new Span[Earlier + 1];
        for (var back = 0; back <= Earlier; back++)
        {
            var last = today.PlusDays(-back * Step(days));
            var first = last.PlusDays(1 - days);
            var until = back == 0 ? at + Duration.Epsilon : Start(last.PlusDays(1), zone);
            spans[back] = new Span(first, last, Start(first, zone), until);
        }

        return spans;
    }

    public bool Holds(Instant at) => From <= at && at < Until;

    private static Instant Start(LocalDate day, DateTimeZone zone) => zone.AtStartOfDay(day).ToInstant();
}
