using NodaTime;
using PerfSignal.Core.Calendar;

namespace PerfSignal.Tests.Calendar;

public sealed class SyncRulesTests
{
    private static readonly Instant Now = Instant.FromUtc(2026, 11, 24, 9, 0, 17);

    [Fact]
    public void Ten_thousand_people_are_spread_over_the_two_minutes()
    {
        var seconds = Enumerable
            .Range(0, 10_000)
            .Select(_ => SyncRules.Turn(Guid.CreateVersion7(), Now) - Now)
            .GroupBy(wait => (int)wait.TotalSeconds)
            .Select(group => group.Count())
            .ToList();
        seconds.Count.ShouldBeGreaterThanOrEqualTo(120);
        seconds.Max().ShouldBeLessThan(150, "83 a second, give and take");
    }

    [Fact]
    public void A_turn_comes_within_two_minutes_and_stays_the_same_second()
    {
        var person = Guid.CreateVersion7();
        var turn = SyncRules.Turn(person, Now);
        turn.ShouldBeGreaterThan(Now);
        (turn - Now).ShouldBeLessThanOrEqualTo(SyncRules.Every);
        SyncRules.Turn(person, turn).ShouldBe(turn + SyncRules.Every);
        SyncRules.Turn(person, turn - Duration.FromMilliseconds(1)).ShouldBe(turn);
    }

    [Fact]
    public void Waiting_grows_to_half_an_hour_and_differs_by_person()
    {
        var person = Guid.CreateVersion7();
        Wait(1).TotalMinutes.ShouldBeInRange(0.5, 1);
        Wait(3).TotalMinutes.ShouldBeInRange(2, 4);
        Wait(40).TotalMinutes.ShouldBeInRange(15, 30);
        Enumerable
            .Range(0, 50)
            .Select(_ => SyncRules.Again(CalendarTrouble.Transient, Guid.CreateVersion7(), 6, Now))
            .Distinct()
            .Count()
            .ShouldBeGreaterThan(20);

        Duration Wait(int failures) => SyncRules.Again(CalendarTrouble.Transient, person, failures, Now) - Now;
    }

    [Fact]
    public void A_window_is_opened_anew_while_the_horizon_still_fits_in_twice()
    {
        var link = new CalendarLink
        {
            PersonId = Guid.CreateVersion7(),
            Source = "graph",
            NextAt = Now,
            Cursor = "c",
            WindowStart = Now - Duration.FromDays(1),
            WindowEnd = Now + Duration.FromDays(28),
        };
        SyncRules.NeedsFull(link, Now).ShouldBeFalse();
        SyncRules.NeedsFull(link, Now + Duration.FromSeconds(1)).ShouldBeTrue();
    }
}
