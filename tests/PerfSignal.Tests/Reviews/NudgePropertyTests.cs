using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.Reviews;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Tests.Reviews;

public sealed class NudgePropertyTests
{
    private static readonly int Samples = Environment.GetEnvironmentVariable("PERFSIGNAL_LONG") == "1" ? 200 : 6;

    /// <summary>However time passes and steps are done: nobody is told after completing, more often than set, or twice a day; nobody of somebody unwarned.</summary>
    [Fact]
    public void Nobody_is_told_too_much() =>
        Prop.ForAll(
                (
                    from hours in Gen.Choose(1, 40).ListOf(25)
                    from done in Gen.Choose(0, 5).ListOf(25)
                    from most in Gen.Choose(0, 3)
                    from every in Gen.Choose(0, 3)
                    from escalate in Gen.Choose(0, 3)
                    select (Hours: hours.ToArray(), Done: done.ToArray(), most, every, escalate)
                ).ToArbitrary(),
                sample => Holds(sample.Hours, sample.Done, sample.most, sample.every, sample.escalate).GetAwaiter().GetResult()
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(Samples).WithReplay(20261122, 7));

    private static async Task Holds(int[] hours, int[] done, int most, int every, int escalate)
    {
        using var world = new ReviewWorld();
        var (_, self, managers) = world.Cycle(
            cycle =>
                (cycle.MostNudges, cycle.NudgeEveryDays, cycle.EscalateAfterDays, cycle.EscalateEveryDays) = (
                    most,
                    every,
                    escalate == 0 ? null : escalate,
                    2
                ),
            "2026-11-26",
            "2026-11-30"
        );
        var people = new[] { world.Ana, world.Ben, world.Maya, world.Olga };
        var completed = new Dictionary<Guid, Instant>();
        for (var i = 0; i < hours.Length; i++)
        {
            world.Clock.Advance(Duration.FromHours(hours[i]));
            await world.In<NudgeOpenSteps, int>(act => act.Run(CancellationToken.None));
            if (done[i] < people.Length && i % 2 == 0 && completed.TryAdd(people[done[i]].Id, world.Clock.Now()))
            {
                var person = people[done[i]];
                await world.Press(person, CompleteStep.Done, new StepKey(self.Id, person.Id).ToString());
                if (person != world.Olga)
                {
                    var manager = person == world.Maya ? world.Olga : world.Maya;
                    await world.Press(manager, CompleteStep.Done, new StepKey(managers.Id, person.Id).ToString());
                }
            }

            await world.Deliver();
        }

        var nudges = world.All<StepNudge>();
        nudges.Where(row => row.StepId == self.Id && completed.TryGetValue(row.PersonId, out var at) && row.At > at).ShouldBeEmpty();
        nudges.GroupBy(row => (row.StepId, row.PersonId)).ShouldAllBe(group => group.Count() <= most);
        var escalations = world.All<StepEscalation>();
        escalations.ShouldAllBe(row =>
            nudges.Any(nudge => nudge.StepId == row.StepId && nudge.PersonId == row.DoerId && nudge.Announced <= row.On)
        );
        escalations.Where(row => row.StepId == self.Id && completed.TryGetValue(row.DoerId, out var at) && row.At > at).ShouldBeEmpty();
        var all = people.Append(world.Hanna).ToDictionary(person => person.Id);
        world
            .Sends.GroupBy(row => (row.RecipientId, row.CreatedAt.InZone(all[row.RecipientId].Zone).Date))
            .ShouldAllBe(group => group.Count() == 1);
        foreach (var send in world.Sends.Where(row => row.State == DeliveryState.Sent && completed.ContainsKey(row.RecipientId)))
        {
            var own = new StepKey(self.Id, send.RecipientId).ToString();
            (send.EndedAt > completed[send.RecipientId] && send.Model.Contains(own, StringComparison.Ordinal)).ShouldBeFalse();
        }
    }
}
