using NodaTime;
using PerfSignal.Core.Delivery.Pacing;

namespace PerfSignal.Tests.Delivery.Pacing;

public sealed class PaceTests
{
    private static readonly PaceLimit Teams = new(30, 50, 7);
    private static readonly Duration Second = Duration.FromSeconds(1);

    private static (Duration After, Duration For) Stall(double after, int milliseconds) =>
        (Duration.FromSeconds(after), Duration.FromMilliseconds(milliseconds));

    /// <summary>Calls a second from the call of that number to the last.</summary>
    private static double Rate(List<Instant> calls, int from) => (calls.Count - 1 - from) / (calls[^1] - calls[from]).TotalSeconds;

    [Fact]
    public void A_full_outbox_leaves_at_nearly_the_limit_and_never_above_it()
    {
        using var world = new PaceWorld();
        world.Send(3000, world.Node(Teams));
        PaceWorld.MostInASecond(world.Written).ShouldBe(50);
        Rate(world.Written, 200).ShouldBeGreaterThan(49.1);
    }

    [Fact]
    public void Begins_carefully_and_rises_while_nothing_is_rejected()
    {
        using var world = new PaceWorld();
        world.Send(400, world.Node(Teams));
        world.Written.Count(at => at < world.Written[0] + Second).ShouldBeInRange(29, 32);
        world.Written.Count(at => at >= world.Written[^1] - Second).ShouldBeInRange(49, 51);
    }

    [Fact]
    public void A_pace_that_is_not_used_does_not_rise()
    {
        using var world = new PaceWorld();
        var pace = world.Node(Teams);
        world.Time.Run(async () =>
        {
            for (var call = 0; call < 30; call++)
            {
                await world.Call(pace);
                await Task.Delay(TimeSpan.FromMilliseconds(500), world.Time);
            }
        });
        using var data = world.Open();
        data.Set<PaceRow>().Single().PerSecond.ShouldBe(30);
    }

    [Fact]
    public void What_arrives_up_to_the_margin_later_than_it_was_written_is_taken_all_the_same()
    {
        using var world = new PaceWorld(7);
        world.Send(2000, world.Node(Teams));
        var chance = new Random(3);
        PaceWorld.MostInASecond([.. world.Written.Select(at => at + Duration.FromMilliseconds(chance.NextDouble() * 11.9))]).ShouldBe(50);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_node_that_stalls_does_not_write_what_it_was_let_all_at_once(int seed)
    {
        using var world = new PaceWorld(seed);
        var chance = new Random(seed);
        // Where the process gets no time, calls that may leave pile up before they are written.
        world.Writing = random => Duration.FromMilliseconds(random.Next(25) == 0 ? random.Next(20, 800) : random.NextDouble() * 2);
        var stalls = Enumerable
            .Range(0, 30)
            .Select(number => Stall(3 + (2 * number) + chance.NextDouble(), chance.Next(20, 900)))
            .ToArray();
        world.Send(Samples, world.Node(Teams, stalls));
        PaceWorld.MostInASecond(world.Written).ShouldBeLessThanOrEqualTo(50);
    }

    [Fact]
    public void A_node_that_is_alone_catches_up_after_a_short_stall()
    {
        using var world = new PaceWorld();
        world.Send(2000, world.Node(Teams, [.. Enumerable.Range(1, 3).Select(number => Stall(10 * number, 15))]));
        PaceWorld.MostInASecond(world.Written).ShouldBe(50);
        Rate(world.Written, 200).ShouldBeGreaterThan(49);
    }

    [Theory]
    [InlineData(2, 1)]
    [InlineData(3, 2)]
    public void Several_nodes_share_one_pace(int count, int seed)
    {
        using var world = new PaceWorld(seed);
        world.Send(2000, [.. Enumerable.Range(0, count).Select(_ => world.Node(Teams))]);
        PaceWorld.MostInASecond(world.Written).ShouldBeLessThanOrEqualTo(50);
        Rate(world.Written, 400).ShouldBeGreaterThan(47.5);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Of_several_nodes_one_that_stalls_does_not_catch_up_into_the_calls_of_the_others(int seed)
    {
        using var world = new PaceWorld(seed);
        world.Writing = random => Duration.FromMilliseconds(random.Next(40) == 0 ? random.Next(20, 600) : random.NextDouble() * 2);
        var chance = new Random(seed);
        var stalls = Enumerable
            .Range(0, 30)
            .Select(number => Stall(3 + (2 * number) + chance.NextDouble(), chance.Next(20, 900)))
            .ToArray();
        world.Send(Samples, world.Node(Teams, stalls), world.Node(Teams));
        PaceWorld.MostInASecond(world.Written).ShouldBeLessThanOrEqualTo(50);
    }

    [Fact]
    public void A_node_that_comes_later_leaves_room_for_what_the_first_drew()
    {
        using var world = new PaceWorld();
        List<(Instant From, Instant To)> stalls = [];
        var (one, other) = (world.Node(Teams, stalls), world.Node(Teams));
        world.Send(900, one);
        // It has just drawn, as one that is alone, when it gets no time and the other one begins.
        stalls.Add((world.Time.Now + Duration.FromMilliseconds(30), world.Time.Now + Duration.FromMilliseconds(730)));
        world.Send(1800, one, other);
        PaceWorld.MostInASecond(world.Written).ShouldBeLessThanOrEqualTo(50);
    }

    [Fact]
    public void A_rejection_holds_everyone_as_long_as_the_platform_asks_and_then_slows_them_down()
    {
        using var world = new PaceWorld();
        Pace[] nodes = [world.Node(Teams), world.Node(Teams)];
        world.Send(600, nodes);
        var no = world.Time.Now + Second;
        world.Gate = at => at >= no && at < no + Duration.FromMilliseconds(30) ? Duration.FromSeconds(5) : null;

        world.Send(1500, nodes);

        world.Rejected.ShouldBeInRange(1, 3);
        // What was on its way and what was drawn already still leaves.
        var known = no + Duration.FromMilliseconds(750);
        world.Written.Count(at => at > known && at < no + Duration.FromSeconds(5)).ShouldBe(0);
        var after = world.Written.First(at => at > known);
        world.Written.Count(at => at >= after && at < after + Second).ShouldBeInRange(37, 42);
        world.Written.Count(at => at >= world.Written[^1] - Second).ShouldBeInRange(44, 50);
    }

    [Fact]
    public void One_conversation_takes_seven_a_second_and_holds_up_no_other()
    {
        using var world = new PaceWorld();
        var pace = world.Node(Teams);
        List<Instant> ana = [];
        var ben = Instant.MaxValue;
        world.Time.Run(async () =>
        {
            var start = world.Time.Now;
            var all = Enumerable
                .Range(0, 15)
                .Select(async _ =>
                {
                    using var permit = await pace.Enter(Core.Conversing.PlatformName.Teams, "tenant", "ana", default);
                    ana.Add(world.Time.Now);
                })
                .ToList();
            using (await pace.Enter(Core.Conversing.PlatformName.Teams, "tenant", "ben", default))
            {
                ben = world.Time.Now;
            }

            await Task.WhenAll(all);
        });
        PaceWorld.MostInASecond(ana).ShouldBe(7);
        (ana[^1] - ana[0]).TotalSeconds.ShouldBeInRange(2, 2.4);
        (ben - ana[0]).TotalSeconds.ShouldBeLessThan(0.5);
    }

    [Fact]
    public void A_call_that_would_wait_longer_than_a_send_may_take_is_told_to_come_later()
    {
        using var world = new PaceWorld();
        var pace = world.Node(Teams with { First = 1, Most = 1 });
        List<Permit> permits = [];
        world.Time.Run(async () =>
        {
            await Task.WhenAll(
                Enumerable
                    .Range(0, 40)
                    .Select(async _ =>
                    {
                        using var permit = await pace.Enter(Core.Conversing.PlatformName.Teams, "tenant", null, default);
                        permits.Add(permit);
                    })
            );
        });
        permits.Count(permit => permit.Wait is null).ShouldBeInRange(15, 20);
        (world.Time.Now - Instant.FromUtc(2026, 11, 24, 9, 0)).TotalSeconds.ShouldBeLessThan(20);
        permits.ShouldAllBe(permit => permit.Wait == null || permit.Wait > Second);
    }

    [Fact]
    public void Who_is_in_the_line_when_the_platform_asks_for_a_long_wait_is_told_to_come_later()
    {
        using var world = new PaceWorld();
        var pace = world.Node(Teams with { First = 1, Most = 1 });
        var start = world.Time.Now;
        world.Time.Run(async () =>
        {
            using var first = await pace.Enter(Core.Conversing.PlatformName.Teams, "tenant", null, default);
            var line = Enumerable
                .Range(0, 10)
                .Select(_ => pace.Enter(Core.Conversing.PlatformName.Teams, "tenant", null, default))
                .ToList();
            first.Written();
            await pace.Rejected(Core.Conversing.PlatformName.Teams, "tenant", first, Duration.FromMinutes(1), default);
            foreach (var permit in await Task.WhenAll(line))
            {
                permit.Wait!.Value.TotalSeconds.ShouldBeInRange(20, 60);
                permit.Dispose();
            }
        });
        (world.Time.Now - start).TotalSeconds.ShouldBeLessThan(20);
    }

    [Fact]
    public void What_was_drawn_before_a_rejection_is_not_used_though_the_database_answers_after_it()
    {
        using var world = new PaceWorld();
        var pace = world.Node(Teams with { First = 1, Most = 1 });
        world.Time.Run(async () =>
        {
            using var first = await pace.Enter(Core.Conversing.PlatformName.Teams, "tenant", null, default);
            first.Written();
            var answers = new TaskCompletionSource();
            world.Answer = () => answers.Task;
            var second = pace.Enter(Core.Conversing.PlatformName.Teams, "tenant", null, default);
            world.Answer = () => Task.CompletedTask;
            await pace.Rejected(Core.Conversing.PlatformName.Teams, "tenant", first, Duration.FromMinutes(1), default);
            answers.SetResult();
            using var permit = await second;
            permit.Wait!.Value.TotalSeconds.ShouldBeInRange(20, 60);
        });
    }

    [Fact]
    public void Whoever_gives_up_in_the_line_is_told_that_nothing_left()
    {
        using var world = new PaceWorld();
        var pace = world.Node(Teams with { First = 1, Most = 1 });
        world.Time.Run(async () =>
        {
            (await pace.Enter(Core.Conversing.PlatformName.Teams, "tenant", null, default)).Dispose();
            using var given = new CancellationTokenSource(TimeSpan.FromMilliseconds(300), world.Time);
            (await pace.Enter(Core.Conversing.PlatformName.Teams, "tenant", null, given.Token)).Wait.ShouldNotBeNull();
        });
    }

    private static int Samples => Environment.GetEnvironmentVariable("PERFSIGNAL_LONG") == "1" ? 20_000 : 1500;
}
