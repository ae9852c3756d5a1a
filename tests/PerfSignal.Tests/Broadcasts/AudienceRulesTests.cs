using Microsoft.EntityFrameworkCore;
using NodaTime;
using PerfSignal.Core.Broadcasts;
using PerfSignal.Core.People;
using PerfSignal.Core.Reviews;
using static PerfSignal.Tests.Broadcasts.BroadcastWorld;

namespace PerfSignal.Tests.Broadcasts;

/// <summary>Whom each rule means, on Tuesday 24 November 2026 at ten in Berlin.</summary>
public sealed class AudienceRulesTests : IDisposable
{
    private readonly BroadcastWorld world = new();

    public void Dispose() => world.Dispose();

    [Theory]
    [InlineData("""{"roleFamilies":["support"]}""", "ben, eve")]
    [InlineData("""{"departments":["Sales"]}""", "ana, ben")]
    [InlineData("""{"locations":["Porto"]}""", "eve")]
    [InlineData("""{"locations":["Porto","Berlin"],"roleFamilies":["support"]}""", "ben, eve")]
    [InlineData("""{"emails":["ana@example.com","eve@example.com","nobody@example.com"]}""", "ana, eve")]
    [InlineData("""{"departments":["Sales"],"roleFamilies":["support"]}""", "ben")]
    [InlineData("""{"departments":["Sales"],"emails":["eve@example.com"]}""", "")]
    [InlineData("{}", "Dora, Hana, Hugo, ana, ben, eve")]
    public async Task Whoever_meets_every_condition_that_is_set(string rule, string expected)
    {
        world.Add("ana");
        world.Add("ben", change: one => one.RoleFamily = "support");
        world.Add("eve", department: "Care", change: one => (one.RoleFamily, one.Location) = ("support", "Porto"));

        (await Found(AudienceRule.FromJson(rule))).ShouldBe(expected);
    }

    [Fact]
    public async Task Of_hr_of_one_department_only_its_people()
    {
        world.Add("ana");
        world.Add("eve", department: "Care");

        (await Found(new AudienceRule(), world.Dora)).ShouldBe("ana");
        (await Found(new AudienceRule { Departments = ["Care"] }, world.Dora)).ShouldBe("");
    }

    /// <summary>A manager is who has a report that works here, on that day in the organisation's zone.</summary>
    [Theory]
    [InlineData("2026-11-24T09:00Z", "2010-01-01", null, "2010-01-01", null, true)]
    [InlineData("2026-11-24T09:00Z", "2010-01-01", "2026-11-24", "2010-01-01", null, false)]
    [InlineData("2026-11-24T09:00Z", "2010-01-01", "2026-11-25", "2010-01-01", null, true)]
    [InlineData("2026-11-24T09:00Z", "2026-11-25", null, "2010-01-01", null, false)]
    [InlineData("2026-11-24T23:30Z", "2026-11-25", null, "2010-01-01", null, true)]
    [InlineData("2026-11-24T09:00Z", "2010-01-01", null, "2010-01-01", "2026-11-23", false)]
    [InlineData("2026-11-24T09:00Z", "2010-01-01", null, "2010-01-01", "2026-11-24", true)]
    [InlineData("2026-11-24T09:00Z", "2010-01-01", null, "2026-11-25", null, false)]
    public async Task Who_has_reports_on_that_day(string now, string from, string? until, string hired, string? left, bool manages)
    {
        var max = world.Add("max");
        var report = world.Add("ana", change: one => (one.HireDate, one.LastDay) = (Day(hired), left is null ? null : Day(left)));
        world.Save(Line(report, max, Day(from), until is null ? null : Day(until)));
        world.Clock.Set(At(now));

        (await Found(new AudienceRule { Managers = true })).ShouldBe(manages ? "max" : "");
    }

    /// <summary>Who works here is asked of each one's own date: ten at night in Honolulu is the next day in UTC already, and Kiritimati is ahead of it.</summary>
    [Theory]
    [InlineData("Pacific/Honolulu", "2026-11-26T08:00Z", "2010-01-01", "2026-11-25", true)]
    [InlineData("Pacific/Honolulu", "2026-11-26T08:00Z", "2026-11-26", null, false)]
    [InlineData("Pacific/Kiritimati", "2026-11-24T12:00Z", "2010-01-01", "2026-11-24", false)]
    [InlineData("Pacific/Kiritimati", "2026-11-24T12:00Z", "2026-11-25", null, true)]
    public async Task Who_works_here_on_their_own_date(string zone, string now, string hired, string? last, bool found)
    {
        world.Add("ana", zone, change: one => (one.HireDate, one.LastDay) = (Day(hired), last is null ? null : Day(last)));
        world.Clock.Set(At(now));

        (await Found(Sales)).ShouldBe(found ? "ana" : "");
    }

    [Fact]
    public async Task Who_has_something_open_in_a_cycle_or_in_one_step_of_it()
    {
        var (max, ana, ben) = (world.Add("max", department: "Care"), world.Add("ana"), world.Add("ben"));
        world.Save(Line(ana, max));
        var cycle = new ReviewCycle
        {
            Id = Guid.NewGuid(),
            Name = "Autumn",
            From = Day("2026-01-01"),
            To = Day("2026-12-31"),
            Departments = """["Sales"]""",
            RoleFamilies = "[]",
            State = CycleState.Open,
            NudgeDaysBefore = "",
            CreatedBy = world.Hana.Id,
            CreatedAt = world.Now,
        };
        var (self, managers) = (Step(cycle, StepDoer.Self), Step(cycle, StepDoer.Manager));
        world.Save(cycle, self, managers);
        world.Save(
            new StepDone
            {
                Id = Guid.NewGuid(),
                StepId = self.Id,
                SubjectId = ben.Id,
                DoneBy = ben.Id,
                At = world.Now,
            }
        );

        (await Found(new AudienceRule { CycleId = cycle.Id })).ShouldBe("ana, max");
        (await Found(new AudienceRule { CycleId = cycle.Id, StepId = self.Id })).ShouldBe("ana");
        (await Found(new AudienceRule { CycleId = cycle.Id, StepId = managers.Id })).ShouldBe("max");
        (await Found(new AudienceRule { CycleId = cycle.Id, Departments = ["Care"] })).ShouldBe("max");
        world.Change<ReviewCycle>(cycle.Id, one => one.State = CycleState.Closed);
        (await Found(new AudienceRule { CycleId = cycle.Id })).ShouldBe("");
    }

    /// <summary>Who asked for no nudges gets those about an open step of theirs, as they have to do it.</summary>
    [Fact]
    public async Task A_nudge_about_an_open_step_cannot_be_muted()
    {
        var ana = world.Add("ana", change: one => one.Muted = "nudges");

        var excluded = async (AudienceRule rule) =>
            (await world.Do<Exclusions, IReadOnlyDictionary<Guid, string>>(exclusions => exclusions.Of(rule, [ana], default))).Values;

        (await excluded(new AudienceRule { CycleId = Guid.NewGuid() })).ShouldBeEmpty();
        (await excluded(new AudienceRule())).ShouldBe([Exclusions.TopicOff]);
    }

    private static CycleStep Step(ReviewCycle cycle, StepDoer doer) =>
        new()
        {
            Id = Guid.NewGuid(),
            CycleId = cycle.Id,
            Position = doer == StepDoer.Self ? 1 : 2,
            Name = doer.ToString(),
            Doer = doer,
            Due = new LocalDate(2026, 12, 2),
        };

    private Task<string> Found(AudienceRule rule, Person? author = null) =>
        world.Do<AudienceFinder, string>(async finder =>
        {
            var people = await finder.Of(new((author ?? world.Hana).Id), rule, default);
            var names = await people.Select(person => person.Name).ToListAsync();
            return string.Join(", ", names.Order(StringComparer.Ordinal));
        });
}
