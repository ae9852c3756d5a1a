using Microsoft.EntityFrameworkCore.Diagnostics;
using NodaTime;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Delivery.Pacing;
using PerfSignal.Core.Schedules;
using PerfSignal.Tests.Fakes;

namespace PerfSignal.Tests.Delivery.Pacing;

public sealed class PermitsTests
{
    private static readonly PaceLimit Limit = new(First: 20, Most: 20, PerConversation: 7);

    /// <summary>Does something once, when a draw is about to be stored.</summary>
    private sealed class Meanwhile(Action act) : SaveChangesInterceptor
    {
        private bool done;

        public override ValueTask<InterceptionResult<int>> SavingChangesAsync(
            DbContextEventData eventData,
            InterceptionResult<int> result,
            CancellationToken cancellationToken = default
        )
        {
            if (!done)
            {
                done = true;
                act();
            }

            return new(result);
        }
    }

    private static Task<Drawn> Draw(SharedDatabase database, TestClock clock, Guid node, params IInterceptor[] interceptors) =>
        Within(database, clock, permits => permits.Draw(node, PlatformName.Teams, "tenant", Limit, 4, default), interceptors);

    private static Task<Instant> Reject(SharedDatabase database, TestClock clock, Duration told, params IInterceptor[] interceptors) =>
        Within(database, clock, permits => permits.Reject(PlatformName.Teams, "tenant", told, clock.Now(), default), interceptors);

    private static async Task<T> Within<T>(
        SharedDatabase database,
        TestClock clock,
        Func<Permits, Task<T>> work,
        IInterceptor[] interceptors
    )
    {
        await using var data = database.Open(interceptors);
        return await work(new Permits(data, clock));
    }

    private static PaceRow Stored(SharedDatabase database)
    {
        using var data = database.Open();
        return data.Set<PaceRow>().Single();
    }

    private static Instant End(Drawn drawn) => drawn.First + (drawn.Step * drawn.Count);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Two_nodes_that_draw_at_once_draw_different_calls(bool firstOfAll)
    {
        using var database = new SharedDatabase(inFile: false);
        var clock = new TestClock();
        var (mine, other) = (Guid.NewGuid(), Guid.NewGuid());
        if (!firstOfAll)
        {
            await Draw(database, clock, mine);
        }

        Drawn? theirs = null;
        var drawn = await Draw(database, clock, mine, new Meanwhile(() => theirs = Draw(database, clock, other).GetAwaiter().GetResult()));

        drawn.First.ShouldBeGreaterThanOrEqualTo(End(theirs!));
        Stored(database).NextAt.ShouldBe(End(drawn));
        Stored(database).Used.ShouldBe(firstOfAll ? 8 : 12, "what left counts once, however often it was tried");
    }

    /// <summary>Both know of each other by then, and each draws right behind the other.</summary>
    [Fact]
    public async Task Two_nodes_that_share_a_pace_draw_different_calls_round_by_round()
    {
        using var database = new SharedDatabase(inFile: false);
        var clock = new TestClock();
        Guid[] nodes = [Guid.NewGuid(), Guid.NewGuid()];
        var all = new List<Drawn> { await Draw(database, clock, nodes[0]), await Draw(database, clock, nodes[1]) };
        for (var round = 0; round < 20; round++)
        {
            clock.Advance(Duration.FromMilliseconds(round * 37));
            all.Add(
                await Draw(
                    database,
                    clock,
                    nodes[round % 2],
                    new Meanwhile(() => all.Add(Draw(database, clock, nodes[(round + 1) % 2]).GetAwaiter().GetResult()))
                )
            );
        }

        all.Count.ShouldBe(42);
        foreach (var (before, after) in all.Zip(all.Skip(1)))
        {
            after.First.ShouldBeGreaterThanOrEqualTo(End(before));
        }
    }

    [Fact]
    public async Task A_rejection_that_comes_while_another_node_draws_holds_that_node_too()
    {
        using var database = new SharedDatabase(inFile: false);
        var clock = new TestClock();
        var (mine, other) = (Guid.NewGuid(), Guid.NewGuid());
        await Draw(database, clock, mine);
        await Draw(database, clock, other);
        clock.Advance(Duration.FromSeconds(3));
        var until = clock.Now() + Duration.FromSeconds(30);

        var drawn = await Draw(
            database,
            clock,
            mine,
            new Meanwhile(() => Reject(database, clock, Duration.FromSeconds(30)).GetAwaiter().GetResult())
        );

        drawn.First.ShouldBe(until);
        drawn.PerSecond.ShouldBe(16);
        (Stored(database).HeldUntil, Stored(database).PerSecond).ShouldBe((until, 16m));
    }

    [Fact]
    public async Task A_draw_that_comes_while_a_rejection_is_stored_is_not_drawn_again_after_it()
    {
        using var database = new SharedDatabase(inFile: false);
        var clock = new TestClock();
        var (mine, other) = (Guid.NewGuid(), Guid.NewGuid());
        await Draw(database, clock, mine);
        clock.Advance(Duration.FromSeconds(3));
        Drawn? theirs = null;

        await Reject(
            database,
            clock,
            Duration.FromSeconds(1),
            new Meanwhile(() => theirs = Draw(database, clock, other).GetAwaiter().GetResult())
        );

        // A node that comes to one that was alone leaves it two seconds, which is longer than the second that was asked for.
        (End(theirs!) - clock.Now()).ShouldBeGreaterThan(Duration.FromSeconds(2));
        (await Draw(database, clock, mine)).First.ShouldBe(End(theirs!));
        Stored(database).PerSecond.ShouldBe(16);
    }

    [Fact]
    public async Task Two_nodes_that_are_rejected_at_once_keep_the_longer_wait_and_slow_down_once()
    {
        using var database = new SharedDatabase(inFile: false);
        var clock = new TestClock();
        await Draw(database, clock, Guid.NewGuid());
        var until = clock.Now() + Duration.FromSeconds(9);

        await Reject(
            database,
            clock,
            Duration.FromSeconds(2),
            new Meanwhile(() => Reject(database, clock, Duration.FromSeconds(9)).GetAwaiter().GetResult())
        );

        (Stored(database).HeldUntil, Stored(database).NextAt, Stored(database).PerSecond).ShouldBe((until, until, 16m));
    }

    [Theory]
    [InlineData(9_999, false)]
    [InlineData(10_000, true)]
    public async Task A_node_is_alone_where_no_other_drew_in_the_last_ten_seconds(int after, bool alone)
    {
        using var database = new SharedDatabase(inFile: false);
        var clock = new TestClock();
        var (mine, other) = (Guid.NewGuid(), Guid.NewGuid());
        (await Draw(database, clock, other)).Alone.ShouldBeTrue();
        clock.Advance(Duration.FromMilliseconds(after));

        (await Draw(database, clock, mine)).Alone.ShouldBe(alone);

        clock.Advance(Duration.FromMilliseconds(9_999));
        (await Draw(database, clock, mine)).Alone.ShouldBe(alone);
        clock.Advance(Duration.FromMilliseconds(1));
        (await Draw(database, clock, mine)).Alone.ShouldBeTrue();
    }
}
