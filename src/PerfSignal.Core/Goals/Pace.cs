using NodaTime;

namespace PerfSignal.Core.Goals;

/// <summary>One day of a goal's history.</summary>
/// <param name="Progress">0 to 100, the last that was reported on the day.</param>
public readonly record struct PacePoint(LocalDate On, decimal Progress);

/// <summary>How fast a goal moves and where that leads by its due date; one of the closed list of answers.</summary>
/// <remarks>
/// The rule: the speed is the progress made since the start, over the days until today, so that silence makes it slower. The start is the last
/// report at least <see cref="WindowDays"/> days ago, else the day the goal was written down (at 0) or its first report. There is no speed
/// before reports of <see cref="MinimumReports"/> days and <see cref="MinimumDays"/> days, and none when nothing moved in the last
/// <see cref="QuietDays"/> days. Days are the owner's local days; a projected share is rounded down, a projected day up.
/// </remarks>
public abstract record Pace
{
    public const int MinimumReports = 2;
    public const int MinimumDays = 14;
    public const int QuietDays = 30;
    public const int WindowDays = 60;

    /// <summary>Beyond this no day is named.</summary>
    public const int FarDays = 730;

    private Pace() { }

    /// <summary>Nothing to reckon: done, dropped or at 100.</summary>
    public sealed record Ended : Pace;

    /// <summary>Measured by a metric of the catalogue: its projection is a governed capability, which is off.</summary>
    public sealed record Governed : Pace;

    /// <summary>Too few reports, or too few days.</summary>
    public sealed record TooEarly : Pace;

    public sealed record Quiet : Pace;

    /// <summary>Lower than it was.</summary>
    public sealed record Back(LocalDate Since, decimal Then) : Pace;

    /// <param name="ByDue">The share reached by the due date, 0 to 100; null where there is none, or it has passed.</param>
    /// <param name="Full">The day on which 100 would be reached; null where it is further off than <see cref="FarDays"/>.</param>
    public sealed record Ahead(LocalDate? Due, decimal? ByDue, LocalDate? Full) : Pace;

    /// <param name="written">The day the goal was written down.</param>
    /// <param name="reports">In any order; several of one day in the order they were made.</param>
    public static Pace Of(Goal goal, LocalDate written, IEnumerable<PacePoint> reports, LocalDate today)
    {
        if (goal.Progress >= 100 || goal.Status is GoalStatus.Done or GoalStatus.Dropped)
        {
            return new Ended();
        }

        if (MetricKeys.IsOne(goal.Metric))
        {
            return new Governed();
        }

        var points = reports.OrderBy(point => point.On).GroupBy(point => point.On).Select(day => day.Last()).ToList();
        var days = points.Count;
        if (days == 0 || written < points[0].On)
        {
            points.Insert(0, new PacePoint(written, 0));
        }

        if (days < MinimumReports || Period.DaysBetween(points[0].On, today) < MinimumDays)
        {
            return Period.DaysBetween(points[^1].On, today) >= QuietDays ? new Quiet() : new TooEarly();
        }

        var start = LastBefore(points, today.PlusDays(-WindowDays)) ?? points[0];
        var gained = goal.Progress - start.Progress;
        return LastBefore(points, today.PlusDays(-QuietDays)) is { } month && goal.Progress <= month.Progress ? new Quiet()
            : gained <= 0 ? new Back(start.On, start.Progress)
            : Reckon(goal, gained / Period.DaysBetween(start.On, today), today);
    }

    private static Ahead Reckon(Goal goal, decimal perDay, LocalDate today)
    {
        var days = Math.Ceiling((100 - goal.Progress) / perDay);
        var left = goal.DueOn is { } date && date >= today ? Period.DaysBetween(today, date) : (int?)null;
        LocalDate? full = days <= Math.Max(FarDays, left ?? 0) ? today.PlusDays((int)days) : null;
        decimal? byDue = left is { } until ? Math.Min(100, Math.Floor(goal.Progress + (perDay * until))) : null;
        return new Ahead(goal.DueOn, byDue is not null && full <= goal.DueOn ? 100 : byDue, full);
    }

    private static PacePoint? LastBefore(List<PacePoint> points, LocalDate day) =>
        points.FindLastIndex(point => point.On <= day) is >= 0 and var at ? points[at] : null;
}
