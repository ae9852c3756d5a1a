using NodaTime;
using PerfSignal.Core.Reviews;

namespace PerfSignal.Tests.Reviews;

public sealed class NudgeDaysTests
{
    /// <summary>2026-12-02 is a Wednesday, the 5th a Saturday.</summary>
    [Theory]
    [InlineData("2026-12-02", "7,2,0", 3, "2026-11-23 2026-11-30 2026-12-02 2026-12-07 2026-12-10 2026-12-15")]
    [InlineData("2026-12-02", "7,2,0", 0, "2026-11-23 2026-11-30 2026-12-02")]
    [InlineData("2026-12-05", "2,0", 2, "2026-12-03 2026-12-04 2026-12-08 2026-12-10 2026-12-14 2026-12-16")]
    [InlineData("2026-12-05", "1,0", 0, "2026-12-04")]
    [InlineData("2026-12-02", "", 5, "2026-12-09 2026-12-16 2026-12-23 2026-12-30 2027-01-06 2027-01-13")]
    [InlineData("2026-12-02", "", 0, "")]
    public void Counts_working_days_and_tells_on_no_weekend(string due, string before, int every, string expected)
    {
        var (cycle, days) = (Cycle(before, every), new List<LocalDate>());
        var day = ReviewWorld.Day("2026-11-01");
        while (days.Count < 6 && NudgeDays.Next(cycle, ReviewWorld.Day(due), day) is { } next)
        {
            days.Add(next);
            day = next;
        }

        string.Join(' ', days.Select(NodaTime.Text.LocalDatePattern.Iso.Format)).ShouldBe(expected);
        days.ShouldAllBe(one => NudgeDays.IsOne(cycle, ReviewWorld.Day(due), one) && NudgeDays.IsWorkingDay(one));
    }

    /// <summary>Due Wednesday 2 December, somebody else is told three working days later: Monday the 7th, which is a nudge day too.</summary>
    [Theory]
    [InlineData("2026-11-30", false, false, null)]
    [InlineData("2026-12-02", false, false, "2026-12-07")]
    [InlineData("2026-11-30", true, false, "2026-12-07")]
    [InlineData("2026-12-07", false, false, "2026-12-08")]
    [InlineData("2026-12-11", false, false, "2026-12-14")]
    [InlineData("2026-12-07", false, true, null)]
    public void Announces_in_the_last_nudge_before_and_never_for_the_day_itself(string day, bool last, bool announced, string? expected)
    {
        var cycle = Cycle("7,2,0", 3);
        cycle.EscalateAfterDays = 3;
        NudgeDays
            .Announced(cycle, ReviewWorld.Day("2026-12-02"), ReviewWorld.Day(day), last, announced)
            .ShouldBe(expected is null ? null : ReviewWorld.Day(expected));
    }

    [Fact]
    public void Announces_nothing_where_nobody_else_is_told() =>
        NudgeDays
            .Announced(Cycle("7,2,0", 0), ReviewWorld.Day("2026-12-02"), ReviewWorld.Day("2026-12-02"), last: true, announced: false)
            .ShouldBeNull();

    [Fact]
    public void Tells_somebody_else_so_many_working_days_after_the_due_date()
    {
        var cycle = Cycle("7,2,0", 3);
        NudgeDays.Escalation(cycle, ReviewWorld.Day("2026-12-02")).ShouldBeNull();
        cycle.EscalateAfterDays = 3;
        NudgeDays.Escalation(cycle, ReviewWorld.Day("2026-12-02")).ShouldBe(ReviewWorld.Day("2026-12-07"));
    }

    /// <summary>Monday 30 November to Sunday 6 December; due on the Wednesday.</summary>
    [Fact]
    public void Is_no_day_but_those()
    {
        var days = Enumerable.Range(0, 7).Select(ReviewWorld.Day("2026-11-30").PlusDays).ToList();

        days.Select(day => NudgeDays.IsOne(Cycle("2,0", 3), ReviewWorld.Day("2026-12-02"), day))
            .ShouldBe([true, false, true, false, false, false, false]);
        days.Select(NudgeDays.IsWorkingDay).ShouldBe([true, true, true, true, true, false, false]);
    }

    /// <summary>Due Wednesday 2 December, reminded on Monday 7, Thursday 10 and Tuesday 15, or never.</summary>
    [Theory]
    [InlineData("2026-12-02", 3, 5, false, null)]
    [InlineData("2026-12-07", 3, 5, false, "2026-12-09")]
    [InlineData("2026-12-07", 3, 6, false, "2026-12-10")]
    [InlineData("2026-12-07", 3, 7, false, null)]
    [InlineData("2026-12-07", 3, 5, true, "2026-12-09")]
    [InlineData("2026-12-09", 3, 5, true, null)]
    [InlineData("2026-12-10", 3, 5, false, "2026-12-11")]
    [InlineData("2026-12-02", 0, 5, false, "2026-12-09")]
    public void Announces_in_the_reminder_after_which_none_comes_before_the_day(
        string day,
        int every,
        int after,
        bool announced,
        string? expected
    )
    {
        var cycle = Cycle("", every);
        cycle.EscalateAfterDays = after;

        NudgeDays
            .Announced(cycle, ReviewWorld.Day("2026-12-02"), ReviewWorld.Day(day), last: false, announced)
            .ShouldBe(expected is null ? null : ReviewWorld.Day(expected));
    }

    private static ReviewCycle Cycle(string before, int every) =>
        new()
        {
            Id = Guid.NewGuid(),
            Name = "x",
            From = default,
            To = default,
            Departments = "[]",
            RoleFamilies = "[]",
            NudgeDaysBefore = before,
            NudgeEveryDays = every,
            MostNudges = 9,
            CreatedBy = Guid.NewGuid(),
            CreatedAt = default,
        };
}
