using PerfSignal.Core.Conversing;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.People;
using PerfSignal.Tests.Fakes;

namespace PerfSignal.Tests.Slack.Outbound;

/// <summary>Praise posted into a channel of Slack.</summary>
public sealed class ChannelPostsTests
{
    private const string Scopes = SlackState.AllScopes + ",channels:history";

    [Fact]
    public async Task Posts_in_the_channel_and_not_to_the_person()
    {
        await using var world = await SlackWorld.WithToken();
        world.Slack.State.Channels[("T1", "C1")] = true;
        var row = await world.Queue("feedback_recognition", channel: "C1", model: """{"title":"Ben thanks Ana","text":"<!channel> *x*"}""");

        await world.Run();

        var post = world.Slack.State.Posts.ShouldHaveSingleItem();
        post.Channel.ShouldBe("C1");
        post.Blocks!.ToJsonString().ShouldNotContain("\"type\":\"broadcast\"");
        var stored = await world.Stored(row);
        (stored.State, stored.ConversationId).ShouldBe((DeliveryState.Sent, "C1"));
        world.Slack.CallsOf("conversations.open").ShouldBeEmpty();
    }

    [Fact]
    public async Task Praises_people_who_are_not_in_slack_too()
    {
        await using var world = await SlackWorld.WithToken();
        world.Slack.State.Channels[("T1", "C1")] = true;
        var row = await world.Queue(to: await world.Person("ben@example.com"), channel: "C1");

        await world.Run();

        (await world.Stored(row)).State.ShouldBe(DeliveryState.Sent);
    }

    [Theory]
    [InlineData(null, "channel_not_found")]
    [InlineData(false, "not_in_channel")]
    public async Task Fails_where_the_bot_is_not_and_marks_nobody(bool? member, string word)
    {
        await using var world = await SlackWorld.WithToken();
        if (member is { } known)
        {
            world.Slack.State.Channels[("T1", "C1")] = known;
        }

        var row = await world.Queue(channel: "C1");
        await world.Run();

        var stored = await world.Stored(row);
        (stored.State, stored.Reason, stored.Word).ShouldBe((DeliveryState.Failed, "no_channel", word));
        (await world.All<Unreachable>()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Finds_by_its_metadata_what_arrived_without_an_answer()
    {
        await using var world = await SlackWorld.WithToken(Scopes);
        world.Slack.State.Channels[("T1", "C1")] = true;
        world.Slack.Next("chat.postMessage", new SlackFault.DroppedAfter());
        var row = await world.Queue(channel: "C1");

        await world.Run();
        await world.RunNext();

        world.Slack.State.Posts.ShouldHaveSingleItem();
        var stored = await world.Stored(row);
        (stored.State, stored.PossiblyDoubled).ShouldBe((DeliveryState.Sent, false));
    }

    [Fact]
    public async Task Counts_as_possibly_doubled_where_the_bot_may_not_look()
    {
        await using var world = await SlackWorld.WithToken();
        world.Slack.State.Channels[("T1", "C1")] = true;
        world.Slack.Next("chat.postMessage", new SlackFault.DroppedAfter());
        var row = await world.Queue(channel: "C1");

        await world.Run();
        await world.RunNext(3);

        (await world.Stored(row)).PossiblyDoubled.ShouldBeTrue();
        world.Slack.State.Posts.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Looks_for_the_channel_in_each_workspace()
    {
        await using var world = await SlackWorld.WithInstallations();
        foreach (var workspace in new[] { "T1", "T2" })
        {
            world.Slack.State.Token("xoxb-" + workspace, workspace);
            await world.Install(workspace, "xoxb-" + workspace);
        }

        world.Slack.State.Channels[("T2", "C2")] = true;
        var row = await world.Queue(channel: "C2");

        await world.Run();

        (await world.Stored(row)).State.ShouldBe(DeliveryState.Sent);
        world.Slack.State.Posts.ShouldHaveSingleItem().Workspace.ShouldBe("T2");
    }

    [Fact]
    public async Task Takes_a_post_back()
    {
        await using var world = await SlackWorld.WithToken();
        world.Slack.State.Channels[("T1", "C1")] = true;
        var row = await world.Queue(channel: "C1");
        await world.Run();
        var send = await world.Stored(row);

        await world.Follow(outbox => outbox.Retract(send, "r"));
        await world.Run();

        world.Slack.State.Posts.Single().Deleted.ShouldBeTrue();
    }
}
