using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using NodaTime;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.Governance;
using PerfSignal.Tests.Fakes;

namespace PerfSignal.Tests.Delivery;

/// <summary>Two nodes over one database; what the second does comes at an exact point of what the first does.</summary>
public sealed class TwoNodesTests : IDisposable
{
    private readonly SharedDatabase database = new(inFile: false);
    private readonly TestClock clock = new();
    private readonly FakePlatform mine = new(PlatformName.Teams);
    private readonly FakePlatform theirs = new(PlatformName.Teams);
    private readonly OutboxWorld one;
    private readonly OutboxWorld two;

    public TwoNodesTests()
    {
        one = new OutboxWorld(database.Open, clock, new DispatchSettings(AtOnce: 8), mine);
        two = new OutboxWorld(database.Open, clock, new DispatchSettings(AtOnce: 8), theirs);
    }

    public void Dispose()
    {
        one.Dispose();
        two.Dispose();
        database.Dispose();
    }

    /// <summary>Does something once, right before a transaction begins.</summary>
    private sealed class BeforeTransaction(Func<Task> act) : DbTransactionInterceptor
    {
        private bool done;

        public override async ValueTask<InterceptionResult<DbTransaction>> TransactionStartingAsync(
            DbConnection connection,
            TransactionStartingEventData eventData,
            InterceptionResult<DbTransaction> result,
            CancellationToken cancellationToken = default
        )
        {
            if (!done)
            {
                done = true;
                await act();
            }

            return result;
        }
    }

    private static async Task<IReadOnlyList<Claimed>> Take(OutboxWorld node)
    {
        IReadOnlyList<Claimed> taken = [];
        await node.Act<Claims>(async claims =>
            taken = await claims.Take(Guid.NewGuid(), PlacesTests.Everywhere(8), [], new Holds(), default)
        );
        return taken;
    }

    private async Task<List<DeliveryRow>> Queued(int people)
    {
        var rows = new List<DeliveryRow>();
        for (var i = 0; i < people; i++)
        {
            rows.Add(await one.Queue(one.Row(await one.Person($"p{i}"))));
        }

        return rows;
    }

    [Fact]
    public async Task A_node_that_is_too_slow_leaves_the_end_to_the_one_that_took_over()
    {
        var row = (await Queued(1))[0];
        mine.Does(
            async (_, _) =>
            {
                clock.Advance(Duration.FromMinutes(2) + Duration.FromSeconds(1));
                await two.Run();
                return new DeliveryResult.Delivered("late", "late");
            }
        );

        await one.Run();

        theirs.Asked.Single().Message.MayHaveArrived.ShouldBeTrue();
        mine.Asked.Count.ShouldBe(1);
        var stored = await one.Stored(row);
        (stored.State, stored.PlatformMessageId, stored.Attempts).ShouldBe((DeliveryState.Sent, $"m-{row.Id}", 2));
        stored.PossiblyDoubled.ShouldBeTrue("Teams cannot tell that it has the message already");
        one.Log.All.ShouldContain($"The lease of delivery {row.Id} was lost");
        await using var data = one.Open();
        (await data.Set<AuditEntry>().CountAsync(entry => entry.Act == "sent")).ShouldBe(1);
    }

    [Fact]
    public async Task What_one_node_holds_the_other_leaves_alone_until_the_lease_is_over()
    {
        var row = (await Queued(1))[0];
        var claim = (await Take(one)).Single().Row.LeaseId;

        foreach (var wait in new[] { Duration.Zero, Duration.FromSeconds(119), Duration.FromSeconds(1) })
        {
            clock.Advance(wait);
            await two.Run();
            theirs.Asked.ShouldBeEmpty();
            (await one.Stored(row)).LeaseId.ShouldBe(claim);
        }

        clock.Advance(Duration.FromMilliseconds(1));
        await two.Run();

        theirs.Asked.Single().Message.MayHaveArrived.ShouldBeFalse("its node had not begun it");
        ((await one.Stored(row)).State, (await one.Stored(row)).Attempts).ShouldBe((DeliveryState.Sent, 1));
    }

    /// <summary>Two rows: of one nothing is lost, the other was taken over.</summary>
    [Fact]
    public async Task What_is_given_back_too_late_stays_with_whoever_took_it_over()
    {
        await Queued(2);
        var taken = await Take(one);
        var (kept, lost) = (taken[0].Row, taken[1].Row);
        var (claim, other, begun) = (kept.LeaseId!.Value, Guid.NewGuid(), clock.GetUtcNow());
        Instant? at = Instant.FromDateTimeOffset(begun);
        await using (var data = one.Open())
        {
            await data.Set<DeliveryRow>()
                .Where(row => row.Id == lost.Id)
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.LeaseId, other).SetProperty(row => row.BegunAt, at));
        }

        await one.Act<Leases>(leases => leases.SetAside(claim, PlatformName.Slack, [lost.Id], default));
        await one.Act<Leases>(leases => leases.Release(claim, [lost.Id], default));
        (await one.Stored(kept)).LeaseId.ShouldBe(claim, "only the rows that are named are given back");
        await one.Act<Leases>(leases => leases.Release(claim, default));

        var stays = await one.Stored(lost);
        (stays.LeaseId, stays.BegunAt, stays.Platform).ShouldBe((other, at, null));
        (await one.Stored(kept)).LeaseId.ShouldBeNull();
    }

    [Fact]
    public async Task What_a_stopping_node_gives_back_another_sends_at_once()
    {
        var ana = await one.Person("ana");
        List<DeliveryRow> rows = [];
        for (var i = 0; i < 2; i++)
        {
            rows.Add(await one.Queue(one.Row(ana)));
        }

        using var stop = new CancellationTokenSource();
        mine.Does(
            async (message, _) =>
            {
                await two.Run();
                await stop.CancelAsync();
                return FakePlatform.Delivered(message);
            }
        );
        await Should.ThrowAsync<OperationCanceledException>(() => one.Run(stop.Token));
        theirs.Asked.ShouldBeEmpty("the node held both");

        await two.Run();

        mine.Asked.Select(asked => asked.Message.DeliveryId).ShouldBe([rows[0].Id]);
        theirs.Asked.Select(asked => (asked.Message.DeliveryId, asked.Message.MayHaveArrived)).ShouldBe([(rows[1].Id, false)]);
        foreach (var row in rows)
        {
            ((await one.Stored(row)).State, (await one.Stored(row)).Attempts).ShouldBe((DeliveryState.Sent, 1));
        }
    }

    [Fact]
    public async Task A_node_that_stops_waits_for_what_is_on_its_way_and_writes_its_end()
    {
        var rows = await Queued(2);
        using var stop = new CancellationTokenSource();
        var (asked, answers) = (new TaskCompletionSource(), new TaskCompletionSource());
        foreach (var last in new[] { false, true })
        {
            mine.Does(
                async (message, _) =>
                {
                    if (last)
                    {
                        asked.SetResult();
                    }

                    await answers.Task;
                    return FakePlatform.Delivered(message);
                }
            );
        }

        var run = one.Run(stop.Token);
        await asked.Task;
        await stop.CancelAsync();
        await two.Run();
        theirs.Asked.ShouldBeEmpty();
        run.IsCompleted.ShouldBeFalse();
        answers.SetResult();
        await Should.ThrowAsync<OperationCanceledException>(run);

        foreach (var row in rows)
        {
            ((await one.Stored(row)).State, (await one.Stored(row)).Attempts).ShouldBe((DeliveryState.Sent, 1));
        }

        await two.Run();
        theirs.Asked.ShouldBeEmpty();
    }

    /// <summary>Its own round began before the hold, and goes on after it.</summary>
    [Theory]
    [InlineData("T1")]
    [InlineData(PlatformHold.Everywhere)]
    public async Task A_node_in_the_middle_of_its_round_keeps_a_hold_that_another_is_told(string workspace)
    {
        mine.Workspace = theirs.Workspace = _ => workspace;
        using var slow = new OutboxWorld(database.Open, clock, new DispatchSettings(AtOnce: 1), theirs);
        using var told = new OutboxWorld(database.Open, clock, new DispatchSettings(AtOnce: 1), mine);
        var rows = await Queued(6);
        mine.Answers(
            new DeliveryResult.Failed(FailureCategory.Throttled, "ratelimited", Duration.FromSeconds(60)) { Workspace = workspace }
        );
        theirs.Does(
            async (message, _) =>
            {
                await told.Run();
                return FakePlatform.Delivered(message);
            }
        );

        await slow.Run();

        (mine.Asked.Count, theirs.Asked.Count).ShouldBe((1, 1));
        clock.Advance(Duration.FromSeconds(59));
        await slow.Run();
        await told.Run();
        (mine.Asked.Count, theirs.Asked.Count).ShouldBe((1, 1));
        clock.Advance(Duration.FromSeconds(1));
        await slow.Run();
        foreach (var row in rows)
        {
            ((await one.Stored(row)).State, (await one.Stored(row)).Attempts).ShouldBe((DeliveryState.Sent, 1), "a hold is no attempt");
        }
    }

    /// <summary>Written together or alone: whoever comes second changes nothing of what the first has begun with them since.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Rows_of_a_node_that_is_gone_are_recovered_once(int many)
    {
        var rows = await Queued(many);
        await using (var data = one.Open())
        {
            var (gone, over) = (Guid.NewGuid(), (Instant?)(one.Now - Duration.FromSeconds(1)));
            await data.Set<DeliveryRow>()
                .ExecuteUpdateAsync(set =>
                    set.SetProperty(row => row.LeaseId, gone)
                        .SetProperty(row => row.LeaseUntil, over)
                        .SetProperty(row => row.Platform, PlatformName.Teams)
                        .SetProperty(row => row.BegunAt, over)
                );
        }

        IReadOnlyList<Claimed> taken = [];
        var first = new BeforeTransaction(async () =>
        {
            await two.Act<Leases>(leases => leases.Recover(default));
            taken = await Take(two);
        });
        using var second = new OutboxWorld(() => database.Open(first), clock, null, mine);

        await second.Act<Leases>(leases => leases.Recover(default));

        taken.Count.ShouldBe(many);
        foreach (var row in rows)
        {
            var stored = await one.Stored(row);
            (stored.Attempts, stored.LeaseId, stored.State).ShouldBe((1, taken[0].Row.LeaseId, DeliveryState.Waiting));
            stored.MayHaveArrived.ShouldBeTrue();
        }
    }
}
