using NodaTime;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Goals;
using PerfSignal.Tests.Fakes;

namespace PerfSignal.Tests.Goals;

/// <summary>The sentences as people read them. Today is Tuesday 24 November 2026; the goal was written down on 1 September.</summary>
public sealed class PaceTests
{
    private static readonly LocalDate Today = new(2026, 11, 24);
    private static readonly LocalDate Written = new(2026, 9, 1);

    // Reports as days ago:progress; the last one is where the goal stands.
    [Theory]
    [InlineData("84:0 60:20 10:50", "2026-12-20", "At this pace 63 % by Sun 20 Dec; 100 % would take until Thu 4 Mar 2027.")]
    [InlineData("84:0 60:20 10:80", "2026-12-31", "At this pace 100 % by Mon 14 Dec; it is due Thu 31 Dec.")]
    [InlineData("60:20 10:80", "2026-12-14", "At this pace 100 % by Mon 14 Dec; it is due Mon 14 Dec.")]
    [InlineData("60:20 10:80", "2026-12-13", "At this pace 99 % by Sun 13 Dec; 100 % would take until Mon 14 Dec.")]
    [InlineData("60:20 10:80", "", "At this pace 100 % by Mon 14 Dec.")]
    [InlineData("60:20 10:80", "2026-11-01", "It was due Sun 1 Nov; at this pace 100 % would take until Mon 14 Dec.")]
    [InlineData("60:1 10:2", "2026-12-31", "At this pace 2 % by Thu 31 Dec; 100 % would take more than two years.")]
    [InlineData("60:1 10:2", "2026-11-01", "It was due Sun 1 Nov; at this pace 100 % would take more than two years.")]
    [InlineData("60:1 10:2", "", "At this pace 100 % would take more than two years.")]
    [InlineData("60:40 30:40 5:40", "2026-12-31", "No progress in the last 30 days.")]
    [InlineData("60:40 45:70", "2026-12-31", "No progress in the last 30 days.")]
    [InlineData("60:60 40:20 5:30", "2026-12-31", "Lower than on Fri 25 Sept, when it stood at 60 %.")]
    [InlineData("31:10", "2026-12-31", "No progress in the last 30 days.")]
    [InlineData(
        "29:10",
        "2026-12-31",
        "Too early to say where this leads: that takes reports on 2 different days, and 14 days since the first."
    )]
    [InlineData("60:20 10:100", "2026-12-31", "")]
    public void Say_where_a_goal_leads(string reports, string due, string expected) =>
        Sentence(Goal(reports, due), reports, Written).ShouldBe(expected);

    [Theory]
    [InlineData(
        "13:0 5:40",
        "Noch zu früh, um zu sagen, wohin das führt: Dazu braucht es Meldungen von 2 verschiedenen Tagen und 14 Tage seit der ersten."
    )]
    [InlineData("14:0 5:40", "In diesem Tempo sind 100 % bis Di, 15. Dez. erreicht, und am Do, 31. Dez. ist es fällig.")]
    public void Wait_for_two_weeks_of_reports_and_speak_german(string reports, string expected)
    {
        var first = int.Parse(reports.Split(':')[0]);
        Sentence(Goal(reports, "2026-12-31"), reports, Today.PlusDays(-first), "de").ShouldBe(expected);
    }

    [Fact]
    public void Count_from_the_day_a_goal_was_written_down_when_it_stood_at_0() =>
        Pace.Of(Goal("10:30 5:50", "2026-12-31"), Today.PlusDays(-20), Points("10:30 5:50"), Today)
            .ShouldBe(new Pace.Ahead(new LocalDate(2026, 12, 31), 100, new LocalDate(2026, 12, 14)));

    [Fact]
    public void Take_the_last_report_of_a_day() =>
        Pace.Of(Goal("20:90 20:10 5:50", "2026-12-31"), Today.PlusDays(-20), Points("20:90 20:10 5:50"), Today)
            .ShouldBe(new Pace.Ahead(new LocalDate(2026, 12, 31), 100, new LocalDate(2026, 12, 19)));

    [Theory]
    [InlineData(GoalStatus.Done)]
    [InlineData(GoalStatus.Dropped)]
    public void Say_nothing_of_a_goal_that_ended(GoalStatus status)
    {
        var goal = Goal("60:20 10:50", "2026-12-31");
        goal.Status = status;
        Sentence(goal, "60:20 10:50", Written).ShouldBe("");
    }

    [Theory]
    [InlineData("sales.win_rate", true)]
    [InlineData("engineering.cycle_time", true)]
    [InlineData("win rate", false)]
    [InlineData("Sales.Win", false)]
    public void Is_not_projected_for_a_metric_of_the_catalogue(string metric, bool governed)
    {
        var goal = Goal("60:20 10:50", "2026-12-31");
        goal.Metric = metric;
        Sentence(goal, "60:20 10:50", Written).StartsWith("It is measured by a metric", StringComparison.Ordinal).ShouldBe(governed);
    }

    [Fact]
    public void Does_not_depend_on_the_order_of_reports()
    {
        var goal = Goal("60:20 40:30 10:50", "2026-12-31");
        Sentence(goal, "10:50 60:20 40:30", Written).ShouldBe(Sentence(goal, "60:20 40:30 10:50", Written));
    }

    private static string Sentence(Goal goal, string reports, LocalDate written, string language = "en") =>
        PaceText.Of(
            Pace.Of(goal, written, Points(reports), Today),
            new Reader(SmallTeam.Texts, language, DateTimeZone.Utc, Instant.FromUtc(2026, 11, 24, 9, 0))
        );

    private static IEnumerable<PacePoint> Points(string reports) =>
        reports
            .Split(' ')
            .Select(report => report.Split(':'))
            .Select(parts => new PacePoint(Today.PlusDays(-int.Parse(parts[0])), decimal.Parse(parts[1])));

    private static Goal Goal(string reports, string due) =>
        new()
        {
            Id = Guid.NewGuid(),
            Key = "kr1",
            OwnerId = Guid.NewGuid(),
            Title = "Goal",
            DueOn = due.Length == 0 ? null : NodaTime.Text.LocalDatePattern.Iso.Parse(due).Value,
            Progress = Points(reports).Last().Progress,
            CreatedAt = Instant.FromUtc(2026, 9, 1, 9, 0),
            UpdatedAt = Instant.FromUtc(2026, 9, 1, 9, 0),
        };
}
