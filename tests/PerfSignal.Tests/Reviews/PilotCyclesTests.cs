using NodaTime.Text;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.Governance;
using PerfSignal.Core.People;
using PerfSignal.Core.Reviews;
using PerfSignal.Tests.Fakes;
using PerfSignal.Tests.People;

namespace PerfSignal.Tests.Reviews;

/// <summary>Review cycles while there is a pilot.</summary>
public sealed class PilotCyclesTests : IDisposable
{
    private readonly ReviewWorld world = new();

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task Reviews_nobody_outside_and_asks_them_for_nothing()
    {
        await Outside(world.Ben);
        var (cycle, _, _) = world.Cycle();
        (await world.Doers(cycle)).ShouldBe("Ana Maya Olga");
        (await RunAt("2026-12-02T09:30:00Z")).ShouldBe(3);
        world.All<StepNudge>().ShouldAllBe(row => row.PersonId != world.Ben.Id);
    }

    [Fact]
    public async Task Keeps_nothing_that_somebody_outside_completes_or_that_is_completed_about_them()
    {
        var (_, self, managers) = world.Cycle();
        world.Save(world.Done(managers, world.Ben, world.Maya));
        await Outside(world.Maya, world.Ben);

        // As the page does it, without the conversation.
        (await Act(world.Maya, managers, world.Ana)).Said.ShouldBe("step_gone");
        (await Act(world.Ben, self, world.Ben)).Said.ShouldBe("step_gone");
        (await Act(world.Maya, managers, world.Ben, reopen: true)).Said.ShouldBe("step_gone");
        (await Act(world.Hanna, managers, world.Ben, reopen: true)).Said.ShouldBe("step_gone");
        world.All<StepDone>().ShouldHaveSingleItem().ReopenedAt.ShouldBeNull();
    }

    [Fact]
    public async Task Shows_its_cycles_to_hr_and_the_works_council_whether_or_not_they_are_in()
    {
        var council = world.Make("wim@example.com", "Wim Rat", "People");
        world.Save(council, world.Role(council, RoleKind.WorksCouncil));
        await Outside(world.Ben, world.Hanna, council);
        var (cycle, _, _) = world.Cycle();
        foreach (var person in new[] { world.Hanna, council })
        {
            var list = (await world.Type(person, "reviews")).ShouldBeOfType<Reply.Showed>();
            list.Model["cycles"]![0]!["name"]!.GetValue<string>().ShouldBe("Autumn review");
            var shown = (await world.Press(person, ShowCycle.Name, cycle.Id.ToString("N"))).ShouldBeOfType<Reply.Showed>().Model;
            shown["count"]!.GetValue<string>().ShouldBe("3 people are reviewed");
            shown.ToJsonString().ShouldNotContain("Ana Sousa");
        }
    }

    [Fact]
    public async Task Hr_outside_is_told_of_those_above_whom_nobody_is_and_of_nothing_of_their_own()
    {
        await Outside(world.Hanna);
        var (_, self, managers) = world.Cycle(cycle => cycle.EscalateAfterDays = 3);
        world.Save(world.Line(world.Ben, world.Hanna, "2026-12-01"));
        foreach (var person in new[] { world.Ana, world.Ben, world.Maya })
        {
            world.Save(world.Done(self, person, person), world.Done(managers, person, world.Maya));
        }

        await RunAt("2026-12-02T09:30:00Z");
        await world.Deliver();
        await RunAt("2026-12-07T09:30:00Z");
        await world.Deliver();
        var told = world.Sends.Where(row => row.RecipientId == world.Hanna.Id).ShouldHaveSingleItem();
        (told.State, told.Reason).ShouldBe((DeliveryState.Sent, null));
        var card = CardJson.Read<ReviewStepsCard>(told.Model);
        card.Late.ShouldHaveSingleItem().What.ShouldStartWith("Olga");
        card.Lines.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_manager_outside_is_told_nothing_about_reports_who_are_in()
    {
        await Outside(world.Maya);
        world.Cycle(cycle => cycle.EscalateAfterDays = 3);
        for (var day = 2; day < 20; day++)
        {
            await RunAt($"2026-12-{day:00}T09:30:00Z");
            await world.Deliver();
        }

        world.Sends.ShouldAllBe(row => row.RecipientId != world.Maya.Id);
        world.All<StepEscalation>().ShouldAllBe(row => row.ToldId != world.Maya.Id);
    }

    [Fact]
    public async Task A_nudge_from_before_its_wave_ended_is_not_sent_after_it()
    {
        world.Cycle();
        await RunAt("2026-12-02T09:30:00Z");
        await Outside(world.Ana);
        await world.Deliver();
        world
            .Sends.Where(row => row.State != DeliveryState.Sent)
            .Select(row => (row.RecipientId, row.State, row.Reason))
            .ShouldBe([(world.Ana.Id, DeliveryState.Excluded, "not_in_pilot")]);
    }

    /// <summary>What a pilot costs a command: the waves, and what it looks up of those whom a row names.</summary>
    [Fact]
    public async Task A_pilot_costs_a_command_one_query()
    {
        world.Cycle();
        await world.Type(world.Ana, "reviews");
        var without = await Commands();
        world.Save(Waves.Of(world.Olga.Id, families: "engineering"));
        (await Commands()).ShouldBe(without);

        async Task<int> Commands()
        {
            using var count = new QueryCount();
            await world.Type(world.Ana, "reviews");
            return count.Reads;
        }
    }

    private async Task Outside(params Person[] people)
    {
        foreach (var person in people)
        {
            await world.Change<Person>(person.Id, row => row.RoleFamily = "outside");
        }

        world.Save(Waves.Of(world.Olga.Id, families: "engineering"));
    }

    private Task<StepEnd> Act(Person by, CycleStep step, Person subject, bool reopen = false) =>
        world.In<StepActs, StepEnd>(acts =>
            reopen
                ? acts.Reopen(new Viewer(by.Id), new StepKey(step.Id, subject.Id), CancellationToken.None)
                : acts.Done(new Viewer(by.Id), new StepKey(step.Id, subject.Id), CancellationToken.None)
        );

    private Task<int> RunAt(string now)
    {
        world.Clock.Set(InstantPattern.ExtendedIso.Parse(now).Value);
        return world.In<NudgeOpenSteps, int>(act => act.Run(CancellationToken.None));
    }
}
