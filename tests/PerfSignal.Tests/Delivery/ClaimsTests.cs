using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using NodaTime;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Delivery;

namespace PerfSignal.Tests.Delivery;

/// <summary>What one node holds: in which order it goes on with it, and that it begins nothing whose lease it has lost.</summary>
public sealed class ClaimsTests
{
    private static async Task<IReadOnlyList<Claimed>> Take(OutboxWorld world, int places)
    {
        IReadOnlyList<Claimed> taken = [];
        await world.Act<Claims>(async claims =>
            taken = await claims.Take(Guid.NewGuid(), PlacesTests.Everywhere(places), [], new Holds(), default)
        );
        return taken;
    }

    [Fact]
    public async Task Of_one_claim_the_urgent_comes_first_and_then_what_was_due_first()
    {
        using var world = OutboxWorld.With();
        var ana = await world.Person("ana");
        var normal = await world.Queue(world.Row(ana, after: Duration.FromHours(-3)));
        var late = await world.Queue(world.Row(ana, Lane.Urgent, after: Duration.FromMinutes(-1)));
        var early = await world.Queue(world.Row(ana, Lane.Urgent, after: Duration.FromMinutes(-2)));

        (await Take(world, 8)).Select(one => one.Row.Id).ShouldBe([early.Id, late.Id, normal.Id]);
    }

    /// <summary>Two processes over one SQLite file, which locks no rows.</summary>
    [Fact]
    public async Task What_another_node_leased_since_it_was_found_is_left_to_it()
    {
        using var database = new SharedDatabase(inFile: false);
        var other = Guid.NewGuid();
        var first = new BeforeLease(() =>
        {
            using var data = database.Open();
            data.Set<DeliveryRow>().ExecuteUpdate(set => set.SetProperty(row => row.LeaseId, other));
        });
        using var world = new OutboxWorld(() => database.Open(first), settings: new DispatchSettings { OneWriter = true });
        var row = await world.Queue(world.Row(await world.Person("ana")));

        (await Take(world, 8)).ShouldBeEmpty();

        first.Done.ShouldBeTrue();
        (await world.Stored(row)).LeaseId.ShouldBe(other);
    }

    [Fact]
    public async Task What_another_node_sent_since_it_was_found_is_not_leased()
    {
        using var database = new SharedDatabase(inFile: false);
        using var other = new OutboxWorld(database.Open);
        var first = new BeforeLease(() => other.Run().GetAwaiter().GetResult());
        using var world = new OutboxWorld(() => database.Open(first), settings: new DispatchSettings { OneWriter = true });
        var row = await world.Queue(world.Row(await world.Person("ana")));

        (await Take(world, 8)).ShouldBeEmpty();

        first.Done.ShouldBeTrue();
        var stored = await world.Stored(row);
        (stored.State, stored.LeaseId, stored.LeaseUntil).ShouldBe((DeliveryState.Sent, null, null));
    }

    /// <summary>Does something once, between finding what is due and leasing it.</summary>
    private sealed class BeforeLease(Action act) : DbCommandInterceptor
    {
        public bool Done { get; private set; }

        public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
            DbCommand command,
            CommandEventData eventData,
            InterceptionResult<int> result,
            CancellationToken cancellationToken = default
        )
        {
            if (
                !Done
                && command.CommandText.StartsWith("UPDATE", StringComparison.Ordinal)
                && command.CommandText.Contains("\"LeaseUntil\" =")
            )
            {
                Done = true;
                act();
            }

            return new(result);
        }
    }

    [Fact]
    public async Task Only_what_is_still_held_is_begun_and_where_is_stored()
    {
        using var world = OutboxWorld.With();
        foreach (var name in new[] { "ana", "ben", "cem" })
        {
            await world.Queue(world.Row(await world.Person(name)));
        }

        var taken = await Take(world, 8);
        var lost = taken[1].Row;
        await using (var data = world.Open())
        {
            await data.Set<DeliveryRow>()
                .Where(row => row.Id == lost.Id)
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.LeaseId, Guid.NewGuid()));
        }

        IReadOnlyList<bool> held = [];
        await world.Act<Claims>(async claims =>
            held = await claims.Begin([.. taken.Select(one => (one.Row, PlatformName.Slack))], default)
        );

        held.ShouldBe([true, false, true]);
        foreach (var (row, begun) in taken.Select(one => one.Row).Zip(held))
        {
            var stored = await world.Stored(row);
            (stored.Platform, stored.BegunAt).ShouldBe(begun ? (PlatformName.Slack, world.Now) : (null, (Instant?)null));
            row.BegunAt.ShouldBe(stored.BegunAt);
        }
    }

    [Fact]
    public async Task A_platform_is_told_that_the_message_may_be_there_twice()
    {
        var teams = new FakePlatform(PlatformName.Teams).Fails(FailureCategory.Uncertain);
        using var world = OutboxWorld.With(teams);
        await world.Queue(world.Row(await world.Person("ana")));

        await world.RunOut();

        teams.Asked.Select(asked => asked.Message.PossiblyDoubled).ShouldBe([false, true]);
    }

    [Fact]
    public async Task What_may_have_arrived_is_asked_for_where_it_may_be_although_the_person_has_left_there()
    {
        var slack = new FakePlatform(PlatformName.Slack).Fails(FailureCategory.Uncertain);
        var web = new FakePlatform(PlatformName.Web);
        using var world = OutboxWorld.With(slack, web);
        var row = await world.Queue(world.Row(await world.Person("ana")));
        await world.Run();
        slack.Knows = _ => false;
        world.Clock.Advance(Duration.FromMinutes(1));

        await world.Run();

        (await world.Stored(row)).State.ShouldBe(DeliveryState.Sent);
        (slack.Asked.Count, web.Asked.Count).ShouldBe((2, 0));
    }
}
