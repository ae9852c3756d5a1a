using NodaTime;
using NodaTime.Text;
using PerfSignal.Core.People;
using PerfSignal.Core.Reviews;

namespace PerfSignal.Tests.Reviews;

/// <summary>Who is told, and asked for what, at the edges: away in between, on the last day, HR themselves, and stand-ins.</summary>
public sealed class WhoIsToldTests : IDisposable
{
    private readonly ReviewWorld world = new();

    public void Dispose() => world.Dispose();

    /// <summary>Ana was told on the 30th, without a word of her manager, and was away when the card with it would have come.</summary>
    [Fact]
    public async Task Nobody_is_told_of_somebody_who_was_told_but_not_warned()
    {
        await Only(world.Ana);
        await RunAt("2026-11-30T09:30:00Z");
        world.All<StepNudge>().ShouldHaveSingleItem().Announced.ShouldBeNull();

        await world.Change<Person>(world.Ana.Id, person => person.PausedUntil = At("2027-01-01T00:00:00Z"));
        for (var day = 1; day <= 31; day++)
        {
            await RunAt($"2026-12-{day:00}T10:00:00Z");
        }

        world.All<StepEscalation>().ShouldBeEmpty();
    }

    [Fact]
    public async Task Hr_is_not_told_of_themself()
    {
        await Only(world.Hanna);
        await RunAt("2026-12-02T09:30:00Z");
        world.All<StepNudge>().ShouldHaveSingleItem().PersonId.ShouldBe(world.Hanna.Id);

        for (var day = 3; day <= 31; day++)
        {
            await RunAt($"2026-12-{day:00}T10:00:00Z");
        }

        world.All<StepEscalation>().ShouldBeEmpty();
    }

    /// <summary>At nine on the 3rd in Auckland it is the 2nd still where the organisation is.</summary>
    [Theory]
    [InlineData("2026-12-02", false)]
    [InlineData("2026-12-03", true)]
    public async Task Nobody_is_told_after_their_last_day_on_their_own_calendar(string last, bool told)
    {
        await Only(world.Ana, "2026-12-03");
        await world.Change<Person>(world.Ana.Id, person => (person.TimeZone, person.LastDay) = ("Pacific/Auckland", ReviewWorld.Day(last)));

        await RunAt("2026-12-02T20:00:00Z");

        world.All<StepNudge>().Select(row => row.PersonId).ShouldBe(told ? [world.Ana.Id] : []);
    }

    /// <summary>Zoe stands in for Maya: she has the steps about Maya's reports on those days, and never what Maya writes about herself.</summary>
    [Theory]
    [InlineData("2026-11-01", "2026-12-01", 2)]
    [InlineData("2026-11-24", "2026-11-25", 2)]
    [InlineData("2026-11-25", "2026-12-01", 0)]
    [InlineData("2026-11-01", "2026-11-24", 0)]
    public async Task A_stand_in_has_the_steps_about_the_reports_on_the_days_of_the_delegation(string from, string until, int steps)
    {
        var zoe = world.Make("zoe@example.com", "Zoe Lund", "People");
        world.Save(
            zoe,
            new Delegation
            {
                Id = Guid.CreateVersion7(),
                ManagerId = world.Maya.Id,
                DelegateId = zoe.Id,
                From = ReviewWorld.Day(from),
                Until = ReviewWorld.Day(until),
            }
        );
        world.Cycle();

        var open = await world.In<OpenSteps, IReadOnlyList<OpenLine>>(open => open.ToDo(zoe.Id, default));

        open.Count.ShouldBe(steps);
        open.ShouldAllBe(line => line.Step.Doer == StepDoer.Manager && line.SubjectId != world.Maya.Id);
    }

    private Task<int> RunAt(string now)
    {
        world.Clock.Set(At(now));
        return world.In<NudgeOpenSteps, int>(act => act.Run(CancellationToken.None));
    }

    private static Instant At(string instant) => InstantPattern.ExtendedIso.Parse(instant).Value;

    /// <summary>A cycle that reviews one person, whose own step alone is open; three working days after it somebody above is told.</summary>
    private async Task Only(Person person, string due = "2026-12-02")
    {
        await world.Change<Person>(person.Id, row => row.RoleFamily = "support");
        var (_, _, managers) = world.Cycle(
            cycle => (cycle.Departments, cycle.RoleFamilies, cycle.EscalateAfterDays) = ("[]", """["support"]""", 3),
            due
        );
        world.Save(world.Done(managers, person, world.Maya));
    }
}
