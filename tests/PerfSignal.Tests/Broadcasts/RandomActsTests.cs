using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using PerfSignal.Core.Broadcasts;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.Governance;
using PerfSignal.Core.People;
using PerfSignal.Tests.Delivery;
using static PerfSignal.Tests.Broadcasts.BroadcastWorld;

namespace PerfSignal.Tests.Broadcasts;

/// <summary>Time passes, somebody pauses and resumes, people leave, come and move, a node is killed, failures are tried again, in any order.</summary>
public sealed class RandomActsTests
{
    private static readonly string[] Zones = ["Asia/Tokyo", "Europe/Berlin", "America/New_York", "Pacific/Honolulu", "Pacific/Kiritimati"];

    private static int Samples => Environment.GetEnvironmentVariable("PERFSIGNAL_LONG") == "1" ? 200 : 5;

    [Fact]
    public void Whoever_met_the_rule_at_their_moment_has_one_row_and_the_account_adds_up()
    {
        var acts = Gen.Choose(0, 7).ListOf(8);
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(Samples).WithReplay(20261124, 3),
            Prop.ForAll(Arb.From(acts), Arb.From(Gen.Choose(0, 1000)), (some, seed) => Run([.. some], seed).GetAwaiter().GetResult())
        );
    }

    private static async Task Run(IReadOnlyList<int> acts, int seed)
    {
        using var world = new BroadcastWorld(page: 2);
        var people = Zones.Select((zone, i) => world.Add($"p{i}", zone)).ToList();
        var id = await world.Requested(Wish(local: "2026-11-25 09:00"));
        var hana = new Viewer(world.Hana.Id);
        for (var i = 0; i < acts.Count; i++)
        {
            var one = people[(seed + i) % people.Count];
            switch (acts[i])
            {
                case 0 or 1:
                    await world.Pass(Duration.FromHours(3 + (seed % 5)));
                    break;
                case 2:
                    await world.Act(all => all.Pause(hana, id, default));
                    break;
                case 3:
                    await world.Act(all => all.Resume(hana, id, default));
                    break;
                case 4:
                    world.Change<Person>(one.Id, person => person.ChosenTimeZone = Zones[(seed + (2 * i)) % Zones.Length]);
                    break;
                case 5:
                    people.Add(world.Add($"late{i}", Zones[i % Zones.Length]));
                    break;
                case 6:
                    world.Platform.Fails(FailureCategory.Invalid);
                    await world.Act(all => all.RetryFailed(hana, id, default));
                    break;
                default:
                    await Killed(world, 1 + ((seed + i) % 30));
                    break;
            }
        }

        await world.Act(all => all.Resume(hana, id, default));
        await world.Until(At("2026-11-28T12:00Z"));

        var rows = world.Rows(id);
        people.ForEach(person => rows.Count(row => row.RecipientId == person.Id).ShouldBe(1, person.Name));
        rows.ShouldAllBe(row => row.State != DeliveryState.Waiting);
        world.Stored(id).State.ShouldBe(BroadcastState.Done);
        foreach (var person in people)
        {
            var delivered = rows.Single(row => row.RecipientId == person.Id).State == DeliveryState.Sent;
            world.Got(person).Count(one => one.Act == DeliveryAct.Send).ShouldBeGreaterThanOrEqualTo(delivered ? 1 : 0);
        }
    }

    private static async Task Killed(BroadcastWorld world, int at)
    {
        await using var node = world.Services([new Kill(at)]);
        try
        {
            await world.MakeRows(node);
        }
        catch (KilledException) { }
        catch (AggregateException) { }
    }
}
