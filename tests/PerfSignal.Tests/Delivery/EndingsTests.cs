using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Delivery;

namespace PerfSignal.Tests.Delivery;

/// <summary>What cannot be stored as it should be takes nothing else with it.</summary>
public sealed class EndingsTests
{
    private static async Task With(OutboxWorld world, Func<Endings, Task> act) =>
        await world.Act<IServiceScopeFactory>(scopes =>
            world.Act<DispatchLog>(log => act(new Endings(scopes, world.Clock, new DispatchSettings(), log)))
        );

    /// <summary>Does something whenever a hold is about to be stored.</summary>
    private sealed class AtHold(Action act) : SaveChangesInterceptor
    {
        public override ValueTask<InterceptionResult<int>> SavingChangesAsync(
            DbContextEventData eventData,
            InterceptionResult<int> result,
            CancellationToken cancellationToken = default
        )
        {
            if (eventData.Context!.ChangeTracker.Entries<PlatformHold>().Any(entry => entry.State == EntityState.Added))
            {
                act();
            }

            return new(result);
        }
    }

    private static Step Held(OutboxWorld world, int seconds) =>
        new(DeliveryState.Waiting, world.Now, 0)
        {
            Platform = PlatformName.Slack,
            Workspace = "T1",
            Hold = new Hold(world.Now + Duration.FromSeconds(seconds), FailureCategory.Throttled),
        };

    [Fact]
    public async Task Of_a_group_only_what_cannot_be_written_is_set_aside()
    {
        using var world = OutboxWorld.With();
        foreach (var name in new[] { "ana", "eve", "ben" })
        {
            var person = await world.Person(name);
            world.Check.Untellable = name == "eve" ? person.Id : world.Check.Untellable;
            await world.Queue(world.Row(person, check: "brief"));
        }

        IReadOnlyList<Claimed> taken = [];
        await world.Act<Claims>(async claims =>
            taken = await claims.Take(Guid.NewGuid(), PlacesTests.Everywhere(3), [], new Holds(), default)
        );
        var lost = taken[2].Row;
        await using (var data = world.Open())
        {
            await data.Set<DeliveryRow>()
                .Where(row => row.Id == lost.Id)
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.LeaseId, Guid.NewGuid()));
        }

        IReadOnlyList<bool> held = [];
        await With(
            world,
            async endings =>
                held = await endings.Write([
                    .. taken.Select(one => (one.Row, new Step(DeliveryState.Sent, world.Now, 1) { Platform = PlatformName.Web })),
                ])
        );

        held.ShouldBe([true, true, false]);
        var states = new List<DeliveryState>();
        foreach (var one in taken)
        {
            states.Add((await world.Stored(one.Row)).State);
        }

        states.ShouldBe([DeliveryState.Sent, DeliveryState.Failed, DeliveryState.Waiting]);
    }

    [Fact]
    public async Task Two_nodes_that_store_the_same_hold_at_once_both_go_on()
    {
        using var database = new SharedDatabase(inFile: false);
        var times = 0;
        OutboxWorld? world = null;
        var another = new AtHold(() =>
        {
            if (++times == 1)
            {
                using var data = database.Open();
                data.Add(
                    new PlatformHold
                    {
                        Platform = PlatformName.Slack,
                        Workspace = "T1",
                        Until = world!.Now + Duration.FromSeconds(10),
                        Because = FailureCategory.Throttled,
                    }
                );
                data.SaveChanges();
            }
        });
        using var node = world = new OutboxWorld(() => database.Open(another));
        var row = node.Row(await node.Person("ana"));

        await With(node, endings => endings.Note(row, Held(node, 20), new Holds()));

        await using var stored = database.Open();
        (await stored.Set<PlatformHold>().SingleAsync()).Until.ShouldBe(node.Now + Duration.FromSeconds(20));
        node.Log.All.ShouldNotContain("bug");
    }

    [Fact]
    public async Task A_hold_that_cannot_be_stored_is_told_and_does_not_stop_the_end()
    {
        using var database = new SharedDatabase(inFile: false);
        var broken = new AtHold(() => throw new InvalidOperationException("text that somebody wrote"));
        using var world = new OutboxWorld(() => database.Open(broken));
        world.Web.Answers(new DeliveryResult.Failed(FailureCategory.Throttled, "ratelimited", Duration.FromSeconds(20)));
        var row = await world.Queue(world.Row(await world.Person("ana")));

        await world.Run();

        var stored = await world.Stored(row);
        (stored.State, stored.NotBefore, stored.LeaseId).ShouldBe((DeliveryState.Waiting, world.Now + Duration.FromSeconds(20), null));
        world.Log.All.ShouldContain($"Delivery {row.Id} of card note met a bug");
        world.Log.All.ShouldNotContain("somebody wrote");
    }
}
