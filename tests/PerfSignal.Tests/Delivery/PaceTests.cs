using NodaTime;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Delivery.Pacing;

namespace PerfSignal.Tests.Delivery;

/// <summary>Time passes only from call to call here, so that ten minutes of sending take a moment.</summary>
public sealed class PaceTests
{
    private static readonly PaceLimit Teams = new(30, 50, 7);
    private static readonly Duration Second = Duration.FromSeconds(1);

    /// <summary>A node that always has something to send.</summary>
    private sealed class Node(OutboxWorld world, PaceLimit limit)
    {
        private readonly Guid id = Guid.NewGuid();
        private readonly PaceLine line = new(limit);

        /// <summary>When its next call leaves.</summary>
        public async Task<Instant> Next()
        {
            Instant? at;
            while ((at = line.Next(world.Now)) is null)
            {
                await world.Act<Permits>(async permits => line.Take(await permits.Draw(id, PlatformName.Teams, "tenant", limit, default)));
            }

            return Instant.Max(at.Value, world.Now);
        }

        public void Left() => line.Left(world.Now);

        public void Drop() => line.Drop();
    }

    /// <summary>The nodes send as fast as they may; a pause of a node comes before the call of that number.</summary>
    private static async Task<List<Instant>> Send(OutboxWorld world, int calls, Node[] nodes, Func<int, Duration>? pause = null)
    {
        var next = new Instant[nodes.Length];
        for (var i = 0; i < nodes.Length; i++)
        {
            next[i] = await nodes[i].Next();
        }

        var left = new List<Instant>();
        while (left.Count < calls)
        {
            var turn = Array.IndexOf(next, next.Min());
            world.Clock.Set(Instant.Max(world.Now, next[turn]));
            world.Clock.Advance(pause?.Invoke(left.Count) ?? Duration.Zero);
            left.Add(world.Now);
            nodes[turn].Left();
            next[turn] = await nodes[turn].Next();
        }

        return left;
    }

    private static int MostInASecond(List<Instant> left) =>
        left.Select((at, i) => left.Skip(i).TakeWhile(other => other < at + Second).Count()).Max();

    [Fact]
    public async Task A_full_outbox_leaves_at_nearly_the_limit_and_never_above_it()
    {
        using var world = OutboxWorld.With();
        var left = await Send(world, 3000, [new Node(world, Teams)]);
        MostInASecond(left).ShouldBe(50);
        (2600 / (left[^1] - left[400]).TotalSeconds).ShouldBeGreaterThan(49);
    }

    [Fact]
    public async Task Begins_carefully_and_rises_while_nothing_is_rejected()
    {
        using var world = OutboxWorld.With();
        var left = await Send(world, 400, [new Node(world, Teams)]);
        left.Count(at => at < left[0] + Second).ShouldBeInRange(29, 32);
        left.Count(at => at >= left[^1] - Second).ShouldBeInRange(49, 51);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Several_nodes_share_one_pace(int count)
    {
        using var world = OutboxWorld.With();
        var left = await Send(world, 1500, [.. Enumerable.Range(0, count).Select(_ => new Node(world, Teams))]);
        // The first draw of the second node comes before the first node knows of it.
        MostInASecond([.. left.Skip(100)]).ShouldBeLessThanOrEqualTo(50);
        (1400 / (left[^1] - left[100]).TotalSeconds).ShouldBeGreaterThan(48);
    }

    [Fact]
    public async Task A_node_that_stalls_now_and_then_catches_up_without_going_above_the_limit()
    {
        using var world = OutboxWorld.With();
        var left = await Send(world, 2900, [new Node(world, Teams)], number => Duration.FromMilliseconds(number % 487 == 400 ? 300 : 0));
        MostInASecond(left).ShouldBe(50);
        // Without catching up it would be 48.0; a stall that comes when a whole second's calls are due costs what it lasts.
        (2500 / (left[^1] - left[400]).TotalSeconds).ShouldBeGreaterThan(48.4);
    }

    [Fact]
    public async Task Of_two_nodes_one_that_stalls_does_not_catch_up_into_the_calls_of_the_other()
    {
        using var world = OutboxWorld.With();
        var (one, other) = (new Node(world, Teams), new Node(world, Teams));
        await Send(world, 500, [one, other]);
        var left = await Send(world, 1500, [one, other], number => Duration.FromMilliseconds(number % 50 == 49 ? 200 : 0));
        MostInASecond([.. left.Skip(100)]).ShouldBeLessThanOrEqualTo(50);
    }

    [Fact]
    public async Task A_rejection_holds_everyone_and_then_slows_them_down()
    {
        using var world = OutboxWorld.With();
        Node[] nodes = [new(world, Teams), new(world, Teams)];
        await Send(world, 600, nodes);
        var until = world.Now + Duration.FromSeconds(5);
        Array.ForEach(nodes, node => node.Drop());
        await world.Act<Permits>(permits => permits.Slow(PlatformName.Teams, "tenant", until, default));

        var left = await Send(world, 800, nodes);

        left[0].ShouldBeGreaterThanOrEqualTo(until);
        left.Count(at => at < until + Second).ShouldBeInRange(38, 41);
        left.Count(at => at >= left[^1] - Second).ShouldBeInRange(48, 51);
    }

    [Fact]
    public void One_conversation_takes_seven_a_second_and_holds_up_no_other()
    {
        var line = new PaceLine(Teams);
        var now = Instant.FromUtc(2026, 11, 24, 9, 0);
        var ana = Enumerable.Range(0, 15).Select(_ => line.InConversation("ana", now)).ToList();
        ana.Count(at => at < now + Second).ShouldBe(7);
        ana.Count(at => at >= now + Second && at < now + Second + Second).ShouldBe(7);
        line.InConversation("ben", now).ShouldBe(now);
    }
}
