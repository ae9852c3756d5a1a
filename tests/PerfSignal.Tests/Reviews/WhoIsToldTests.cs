using Microsoft.EntityFrameworkCore;
using NodaTime;
using NodaTime.Text;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.People;
using PerfSignal.Core.Reviews;
using PerfSignal.Tests.People;

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

    /// <summary>Maya's reports are in the pilot and she is not: she is not asked, and no nudge of hers is used up until she is.</summary>
    [Fact]
    public async Task A_manager_outside_the_pilot_is_asked_for_nothing_and_it_is_not_counted()
    {
        world.Cycle();
        await world.Change<Person>(world.Maya.Id, person => person.Department = "Outside");
        world.Save(Waves.Of(world.Hanna.Id, departments: "Engineering"));

        await RunAt("2026-12-02T09:30:00Z");
        await RunAt("2026-12-09T09:30:00Z");

        world.All<StepNudge>().ShouldNotBeEmpty();
        world.All<StepNudge>().ShouldAllBe(row => row.PersonId != world.Maya.Id);
        world.Sends.ShouldAllBe(row => row.RecipientId != world.Maya.Id);
    }

    /// <summary>Ana gets another manager between the card and its leaving: it leaves about Ben and Maya herself.</summary>
    [Fact]
    public async Task A_card_leaves_with_what_is_open_at_that_moment()
    {
        world.Cycle();
        await RunAt("2026-12-09T09:30:00Z");
        await world.Hand(world.Ana, world.Olga, "2026-12-09");

        await world.Deliver();

        var card = CardJson.Read<ReviewStepsCard>(
            world.Platform.Asked.Single(one => one.Message.Recipient.Id == world.Maya.Id).Message.Model.ToJsonString()
        );
        card.Title.ShouldBe("2 review steps are open for you");
        card.Lines.ShouldAllBe(line => !line.What.Contains("Ana", StringComparison.Ordinal));
    }

    /// <summary>Hanna, whom no wave takes in, would be told of Olga as HR; by the time it leaves she holds another office.</summary>
    [Fact]
    public async Task Who_no_longer_holds_the_office_is_not_told_for_it()
    {
        await world.Change<Person>(world.Hanna.Id, person => person.Department = "Outside");
        await Only(world.Olga);
        world.Save(Waves.Of(world.Hanna.Id, departments: world.Olga.Department));
        await RunAt("2026-12-02T09:30:00Z");
        await RunAt("2026-12-07T09:30:00Z");
        var row = world.Sends.Where(row => row.RecipientId == world.Hanna.Id).ShouldHaveSingleItem();

        await using (var data = world.Open())
        {
            await data
                .PersonRoles.Where(role => role.PersonId == world.Hanna.Id)
                .ExecuteUpdateAsync(set => set.SetProperty(role => role.Kind, RoleKind.WorksCouncil));
        }

        await world.Deliver();

        var left = world.Sends.Single(one => one.Id == row.Id);
        (left.State, left.Reason).ShouldBe((DeliveryState.Excluded, "no_office"));
    }

    [Fact]
    public async Task A_step_of_a_closed_cycle_stays_as_it_is_and_the_answer_says_why()
    {
        var (cycle, self, _) = world.Cycle();
        await world.Change<ReviewCycle>(cycle.Id, one => one.State = CycleState.Closed);

        var said = await world.Press(world.Ana, CompleteStep.Done, new StepKey(self.Id, world.Ana.Id).ToString());

        said.ShouldBeOfType<Reply.Said>().Text.ShouldStartWith("Autumn review is not open");
        world.All<StepDone>().ShouldBeEmpty();
    }

    [Fact]
    public async Task What_somebody_completed_themself_their_manager_does_not_open_again()
    {
        var (_, self, _) = world.Cycle();
        world.Save(world.Done(self, world.Ana, world.Ana));
        var key = new StepKey(self.Id, world.Ana.Id).ToString();

        (await world.Press(world.Maya, CompleteStep.Reopen, key)).ShouldBeOfType<Reply.Said>().Text.ShouldContain("not there");
        world.All<StepDone>().ShouldHaveSingleItem().ReopenedAt.ShouldBeNull();
        await world.Press(world.Hanna, CompleteStep.Reopen, key);
        world.All<StepDone>().ShouldHaveSingleItem().ReopenedBy.ShouldBe(world.Hanna.Id);
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
