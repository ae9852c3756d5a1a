using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using PerfSignal.Bot.Data;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Delivery;
using PerfSignal.Tests.Data;

namespace PerfSignal.Tests.Delivery;

public sealed class CrashTests
{
    /// <summary>Shows a delivery id once, as the web does by its unique index; counts what would have been shown twice.</summary>
    private sealed class Screen(Kill? kill) : IPlatform
    {
        public ConcurrentDictionary<Guid, string> Shown { get; init; } = new();
        public ConcurrentQueue<Guid> Sends { get; init; } = new();
        public PlatformName Name { get; init; } = PlatformName.Web;

        public Task<bool> Reaches(Core.People.Person person, CancellationToken ct) => Task.FromResult(true);

        public Task<DeliveryResult> Send(Message message, CancellationToken ct)
        {
            kill?.Step();
            Sends.Enqueue(message.DeliveryId);
            Shown.TryAdd(message.DeliveryId, message.Model.ToJsonString());
            kill?.Step();
            return Task.FromResult(FakePlatform.Delivered(message));
        }

        public Task<DeliveryResult> Update(Message message, CancellationToken ct)
        {
            kill?.Step();
            Shown[message.DeliveryId] = message.Model.ToJsonString();
            kill?.Step();
            return Task.FromResult(FakePlatform.Delivered(message));
        }

        public Task<DeliveryResult> Retract(Message message, CancellationToken ct) => throw new NotSupportedException();
    }

    [Theory]
    [InlineData(PlatformName.Web)]
    [InlineData(PlatformName.Slack)]
    [InlineData(PlatformName.Teams)]
    public async Task A_node_killed_at_any_step_loses_nothing_and_doubles_nothing(PlatformName platform)
    {
        // Every third step, and every one in the long run; the platforms begin at different ones.
        var stride = Environment.GetEnvironmentVariable("PERFSIGNAL_LONG") == "1" ? 1 : 3;
        var step = 1 + (int)platform % 3;
        for (var killed = true; killed; step += stride)
        {
            killed = await KilledAt(step, platform);
        }

        // The round takes this many steps: the loop went through all of them.
        step.ShouldBeGreaterThan(25);
    }

    private static async Task<bool> KilledAt(int step, PlatformName platform)
    {
        using var database = new SharedDatabase(inFile: false);
        var kill = new Kill(step);
        var before = new Screen(kill) { Name = platform };
        var after = new Screen(null)
        {
            Shown = before.Shown,
            Sends = before.Sends,
            Name = platform,
        };
        using var calm = new OutboxWorld(database.Open, platforms: after);
        using var doomed = new OutboxWorld(() => database.Open(kill), calm.Clock, new DispatchSettings(AtOnce: 1), before);
        var ana = await calm.Person("ana");
        var ben = await calm.Person("ben");
        var first = await calm.Queue(calm.Row(ana, Lane.Urgent));
        var second = await calm.Queue(calm.Row(ben));
        var early = await calm.Queue(calm.Row(ana, after: Duration.FromMinutes(5)));
        await calm.Update(early, new { At = "11:00" });

        try
        {
            await doomed.Run();
        }
        catch (KilledException)
        {
            // The node is gone; another takes over.
        }

        var late = await calm.Update(first, new { At = "12:00" });
        await calm.RunOut();

        await using var data = calm.Open();
        var rows = await data.Set<DeliveryRow>().ToListAsync();
        rows.ShouldAllBe(row => row.State != DeliveryState.Waiting && row.LeaseId == null);
        foreach (var send in new[] { first, second, early })
        {
            var stored = rows.Single(row => row.Id == send.Id);
            stored.State.ShouldBe(DeliveryState.Sent, $"killed at step {step}");
            // Only Teams cannot tell whether it already has a message, and then the row says so.
            (before.Sends.Count(id => id == send.Id) <= 1 || platform != PlatformName.Teams || stored.PossiblyDoubled).ShouldBeTrue();
            before.Sends.Count(id => id == send.Id).ShouldBeInRange(1, 2);
        }

        var changed = rows.Single(row => row.Id == late.Id);
        (changed.State == DeliveryState.Sent || changed.Reason == "told_with_first").ShouldBeTrue();
        before.Shown[first.Id].ShouldContain("12:00");
        before.Shown[early.Id].ShouldContain("11:00");
        before.Shown.Count.ShouldBe(3);
        return kill.Happened;
    }

    [Fact]
    public async Task Two_engines_over_one_database_never_send_a_row_twice()
    {
        using var database = new SharedDatabase(inFile: true);
        var web = new FakePlatform(PlatformName.Web);
        var settings = new DispatchSettings(AtOnce: 7);
        using var one = new OutboxWorld(database.Open, null, settings, web);
        using var two = new OutboxWorld(database.Open, one.Clock, settings, web);
        for (var i = 0; i < 6; i++)
        {
            var person = await one.Person($"p{i}");
            await one.Act<Outbox>(outbox =>
                outbox.Queue([.. Enumerable.Range(0, 10).Select(_ => one.Row(person, (Lane)(i % 3)))], default)
            );
        }

        await Task.WhenAll(Task.Run(() => one.Run()), Task.Run(() => two.Run()));

        web.Asked.Count.ShouldBe(60);
        web.Asked.Select(asked => asked.Message.DeliveryId).Distinct().Count().ShouldBe(60);
        await using var data = one.Open();
        (await Account.Of(data.Set<DeliveryRow>(), default)).Sent.ShouldBe(60);
    }

    [Fact]
    public async Task Two_nodes_that_claim_at_once_never_hold_one_row()
    {
        // On PostgreSQL, where PERFSIGNAL_POSTGRES says so, both write at once.
        using var database = new TestDatabase();
        using var file = new SharedDatabase(inFile: true);
        Func<PerfSignalData> open = database.Settings.Provider == DatabaseProvider.Postgres ? database.Open : file.Open;
        using var one = new OutboxWorld(open);
        using var two = new OutboxWorld(open, one.Clock);
        for (var i = 0; i < 80; i++)
        {
            var person = await one.Person($"p{i}");
            await one.Queue(one.Row(person, (Lane)(i % 3)));
        }

        var claimed = await Task.WhenAll(ClaimAll(one), ClaimAll(two));

        claimed.SelectMany(rows => rows).Count().ShouldBe(80);
        claimed.SelectMany(rows => rows).Distinct().Count().ShouldBe(80);
    }

    private static async Task<List<Guid>> ClaimAll(OutboxWorld node)
    {
        await Task.Yield();
        var (mine, found) = (new List<Guid>(), 1);
        while (found > 0)
        {
            await node.Act<Claims>(async claims =>
            {
                var rows = await claims.Take(Guid.NewGuid(), PlacesTests.Everywhere(5), [], new Holds(), default);
                mine.AddRange(rows.Select(row => row.Row.Id));
                found = rows.Count;
            });
        }

        return mine;
    }

    [Fact]
    public async Task A_node_that_comes_back_after_its_lease_does_not_decide_what_another_took_over()
    {
        using var world = OutboxWorld.With();
        var row = await world.Queue(world.Row(await world.Person("ana")));
        world.Web.Does(
            async (message, _) =>
            {
                // The answer takes so long that the lease is over and another node sends and ends the row.
                world.Clock.Advance(Duration.FromMinutes(3));
                await world.Run();
                return new DeliveryResult.Failed(FailureCategory.Invalid, "late");
            }
        );

        await world.Run();

        var stored = await world.Stored(row);
        (stored.State, stored.Word).ShouldBe((DeliveryState.Sent, null));
    }
}
