using Microsoft.EntityFrameworkCore;
using NodaTime;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Delivery;

namespace PerfSignal.Tests.Delivery;

/// <summary>A platform that rejects everything at once is told of once, and left alone as long as the longest wait that it asked for.</summary>
public sealed class HoldTests
{
    private static readonly Instant Noon = Instant.FromUtc(2026, 11, 24, 12, 0);

    private static int Lines(OutboxWorld world) => world.Log.All.Split('\n').Count(line => line.Contains("nothing is sent there before"));

    /// <summary>A Slack that lets nobody go until so many have asked, and then asks each to wait in turn.</summary>
    private static FakePlatform Storm(params int[] seconds)
    {
        var slack = new FakePlatform(PlatformName.Slack);
        var all = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        foreach (var wait in seconds)
        {
            slack.Does(
                async (_, ct) =>
                {
                    if (slack.Asked.Count == seconds.Length)
                    {
                        all.SetResult();
                    }

                    await all.Task.WaitAsync(TimeSpan.FromSeconds(20), ct);
                    return new DeliveryResult.Failed(FailureCategory.Throttled, "ratelimited", Duration.FromSeconds(wait));
                }
            );
        }

        return slack;
    }

    [Fact]
    public async Task A_storm_of_rejections_is_one_line_of_the_log_and_the_next_storm_another()
    {
        var slack = Storm([.. Enumerable.Repeat(20, 8)]);
        using var world = new OutboxWorld(settings: new DispatchSettings(AtOnce: 32), platforms: slack);
        for (var i = 0; i < 12; i++)
        {
            await world.Queue(world.Row(await world.Person($"p{i}")));
        }

        await world.Run();
        slack.Asked.Count.ShouldBe(8);
        Lines(world).ShouldBe(1);
        world.Clock.Advance(Duration.FromSeconds(20));
        slack.Answers(new DeliveryResult.Failed(FailureCategory.Throttled, "ratelimited", Duration.FromSeconds(20)));
        await world.Run();

        Lines(world).ShouldBe(2);
    }

    [Fact]
    public void The_operator_is_told_of_new_holds_and_of_longer_ones()
    {
        var holds = new Holds();
        foreach (
            var (at, until, news, why) in new[]
            {
                (0, 20, true, "a new one"),
                (0.4, 20.4, false, "the same, asked for a moment later"),
                (0.5, 15, false, "a shorter one"),
                (0.6, 20.9, false, "nearly the same"),
                (0.7, 21, true, "moments add up to a second"),
                (0.8, 80, true, "a much longer one"),
                (79, 80.5, false, "the same before it is over"),
                (80, 80.5, true, "the one before is over"),
            }
        )
        {
            holds.IsNews(PlatformName.Slack, "T1", In(until), In(at)).ShouldBe(news, why);
        }

        holds.IsNews(PlatformName.Slack, "T2", In(80.5), In(80)).ShouldBeTrue();
    }

    [Fact]
    public async Task The_longest_wait_holds_for_every_node_and_says_why()
    {
        using var world = OutboxWorld.With();
        var holds = new Holds();
        foreach (
            var (workspace, until, because) in new[]
            {
                ("T1", 40, FailureCategory.Throttled),
                ("T1", 900, FailureCategory.Unauthorized),
                ("T1", 60, FailureCategory.Throttled),
                ("T2", 30, FailureCategory.Throttled),
            }
        )
        {
            await world.Act<PerfSignalData>(data => holds.Set(data, PlatformName.Slack, workspace, new Hold(In(until), because), default));
        }

        var other = new Holds();
        await world.Act<PerfSignalData>(data => other.Load(data, In(1), default));
        foreach (var node in new[] { holds, other })
        {
            node.On(PlatformName.Slack, "T1", In(1)).ShouldBe(In(900));
            node.On(PlatformName.Slack, "T2", In(1)).ShouldBe(In(30));
            node.On(PlatformName.Slack, "T2", In(30)).ShouldBeNull();
            node.On(PlatformName.Teams, "T1", In(1)).ShouldBeNull();
            node.Whole(In(1)).ShouldBeEmpty();
        }

        await using var data = world.Open();
        (await data.Set<PlatformHold>().SingleAsync(hold => hold.Workspace == "T1")).Because.ShouldBe(FailureCategory.Unauthorized);
    }

    [Fact]
    public async Task A_hold_of_the_whole_platform_holds_each_of_its_workspaces()
    {
        using var world = OutboxWorld.With();
        var holds = new Holds();
        await world.Act<PerfSignalData>(data =>
            holds.Set(data, PlatformName.Slack, PlatformHold.Everywhere, new Hold(In(30), FailureCategory.Throttled), default)
        );

        holds.On(PlatformName.Slack, "T1", In(1)).ShouldBe(In(30));
        holds.Whole(In(1)).ShouldBe([PlatformName.Slack]);
        holds.Whole(In(30)).ShouldBeEmpty();
    }

    private static Instant In(double seconds) => Noon + Duration.FromSeconds(seconds);
}
