using NodaTime;
using PerfSignal.Core.Delivery;
using PerfSignal.Tests.Fakes;

namespace PerfSignal.Tests.Slack.Outbound;

public sealed class UncertainSendTests
{
    private static async Task<(SlackWorld World, DeliveryRow Row)> Sent(SlackFault fault, string? scopes = null)
    {
        var world = await SlackWorld.WithToken(scopes);
        // As late as Slack ever shows a post.
        world.Slack.State.VisibleAfter = () => TimeSpan.FromSeconds(20);
        world.Slack.Next("chat.postMessage", fault);
        var row = await world.Queue();
        await world.Run();
        return (world, row);
    }

    public static TheoryData<SlackFault, int> Ends =>
        new()
        {
            { new SlackFault.DroppedAfter(), 1 },
            { new SlackFault.DroppedBefore(), 2 },
            { new SlackFault.Status(500), 2 },
            { new SlackFault.Status(504), 2 },
            { new SlackFault.Error("internal_error"), 2 },
        };

    [Theory]
    [MemberData(nameof(Ends))]
    public async Task Looks_first_and_sends_again_only_what_is_not_there(SlackFault fault, int calls)
    {
        var (world, row) = await Sent(fault);
        await using var _ = world;
        var waits = await world.Stored(row);
        (waits.State, waits.Category).ShouldBe((DeliveryState.Waiting, FailureCategory.Uncertain));
        (waits.NotBefore - world.Now).ShouldBeGreaterThanOrEqualTo(Duration.FromSeconds(30));

        await world.RunNext();

        var stored = await world.Stored(row);
        (stored.State, stored.PossiblyDoubled).ShouldBe((DeliveryState.Sent, false));
        stored.PlatformMessageId.ShouldBe(world.Slack.State.Posts.Single().Ts);
        world.Slack.CallsOf("conversations.history").Single().Arguments["include_all_metadata"]!.ToString().ShouldBe("true");
        world.Slack.CallsOf("chat.postMessage").Count().ShouldBe(calls);
    }

    [Fact]
    public async Task Finds_it_behind_many_later_messages()
    {
        var (world, row) = await Sent(new SlackFault.DroppedAfter());
        await using var _ = world;
        for (var number = 0; number < 250; number++)
        {
            await world.Get<Bot.Slack.CallSlack>()("T1", "chat.postMessage", new() { ["channel"] = "U1", ["text"] = "x" }, default);
        }

        await world.RunNext();

        world.Slack.CallsOf("conversations.history").Count().ShouldBe(3);
        (await world.Stored(row)).PlatformMessageId.ShouldBe(world.Slack.State.Posts.First().Ts);
    }

    [Fact]
    public async Task A_look_that_has_to_wait_forgets_nothing_and_holds_nobody()
    {
        var (world, row) = await Sent(new SlackFault.DroppedAfter());
        await using var _ = world;
        world.Slack.Next("conversations.history", new SlackFault.Throttled(60), new SlackFault.Status(503), new SlackFault.DroppedBefore());

        await world.RunNext();
        var waits = await world.Stored(row);
        (waits.State, waits.MayHaveArrived, waits.NotBefore).ShouldBe((DeliveryState.Waiting, true, world.Now + Duration.FromSeconds(60)));
        (await world.All<PlatformHold>()).ShouldBeEmpty();

        await world.RunNext(3);
        (await world.Stored(row)).State.ShouldBe(DeliveryState.Sent);
        world.Slack.State.Posts.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Where_it_may_not_look_it_sends_once_more_and_says_so()
    {
        var (world, row) = await Sent(new SlackFault.DroppedBefore(), "chat:write,im:write");
        await using var _ = world;

        await world.RunNext();

        var stored = await world.Stored(row);
        (stored.State, stored.PossiblyDoubled).ShouldBe((DeliveryState.Sent, true));
        world.Slack.State.Posts.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Where_it_may_not_look_it_does_not_send_a_third_time()
    {
        var (world, row) = await Sent(new SlackFault.DroppedAfter(), "chat:write,im:write");
        await using var _ = world;
        world.Slack.Next("chat.postMessage", new SlackFault.DroppedAfter());

        await world.RunNext(3);

        var stored = await world.Stored(row);
        (stored.State, stored.Reason, stored.PossiblyDoubled).ShouldBe((DeliveryState.Failed, "uncertain", true));
        world.Slack.State.Posts.Count.ShouldBe(2);
    }

    [Fact]
    public async Task After_a_killed_node_it_looks_not_before_what_it_posted_can_be_seen()
    {
        await using var world = await SlackWorld.WithToken();
        world.Slack.State.VisibleAfter = () => TimeSpan.FromSeconds(20);
        var row = await world.Queue();
        using var stopped = new CancellationTokenSource();
        // The service ends while Slack has done it and not answered: the row stays leased.
        world.Slack.Next("chat.postMessage", new SlackFault.DroppedAfter(stopped.Cancel));
        await world.Within<Dispatch>(async dispatch => await Should.ThrowAsync<OperationCanceledException>(dispatch.Run(stopped.Token)));

        await world.RunNext(2);

        (await world.Stored(row)).State.ShouldBe(DeliveryState.Sent);
        world.Slack.State.Posts.Count.ShouldBe(1);
    }
}
