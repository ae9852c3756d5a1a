using Microsoft.EntityFrameworkCore;
using NodaTime;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.People;
using PerfSignal.Tests.Fakes;

namespace PerfSignal.Tests.Slack.Outbound;

public sealed class SlackPlatformTests
{
    [Fact]
    public async Task Opens_the_conversation_once_and_marks_each_message_with_its_delivery()
    {
        await using var world = await SlackWorld.WithToken();
        var first = await world.Queue(model: """{"text":"Ana <!channel> & *bold*"}""");
        await world.Queue();

        await world.Run();

        var stored = await world.Stored(first);
        stored.State.ShouldBe(DeliveryState.Sent);
        (stored.Platform, stored.PossiblyDoubled).ShouldBe((PlatformName.Slack, false));
        world.Slack.CallsOf("conversations.open").Count().ShouldBe(1);
        (await world.All<ChatAccount>()).Single().ConversationId.ShouldBe(stored.ConversationId);
        var call = world.Slack.CallsOf("chat.postMessage").First();
        call.Arguments["unfurl_links"]!.GetValue<bool>().ShouldBeFalse();
        var post = world.Slack.State.Posts.Single(post => post.Ts == stored.PlatformMessageId);
        post.Metadata!["event_payload"]!["delivery_id"]!.ToString().ShouldBe(first.Id.ToString("N"));
        post.Text.ShouldStartWith("Ana &lt;!channel&gt; &amp; ");
        post.Blocks!.Count.ShouldBe(0);
    }

    [Fact]
    public async Task Brings_a_card_as_blocks_with_words_for_the_notification()
    {
        await using var world = await SlackWorld.WithToken();
        var cards = world.Get<Bot.Cards.CardLibrary>();

        await world.Queue("brief", cards.Sample("brief").ToJsonString());
        await world.Run();

        var post = world.Slack.State.Posts.Single();
        post.Blocks!.Count.ShouldBeInRange(2, 50);
        post.Text.ShouldNotBeNullOrWhiteSpace();
    }

    [Fact]
    public async Task Changes_and_takes_back_what_it_sent()
    {
        await using var world = await SlackWorld.WithToken();
        var row = await world.Queue();
        await world.Run();
        var send = await world.Stored(row);

        await world.Follow(outbox => outbox.Update(send, new { text = "Later" }, "u", world.Now, world.Now + Duration.FromDays(1)));
        await world.Run();
        var post = world.Slack.State.Posts.Single();
        (post.Text, post.Edits, post.Deleted).ShouldBe(("Later", 1, false));
        world.Slack.CallsOf("chat.update").Single().Arguments.ContainsKey("blocks").ShouldBeTrue();

        await world.Follow(outbox => outbox.Retract(send, "r"));
        await world.Run();
        post.Deleted.ShouldBeTrue();
        (await world.Stored(row)).Retracted.ShouldBeTrue();
    }

    [Fact]
    public async Task Takes_back_what_is_gone_already()
    {
        await using var world = await SlackWorld.WithToken();
        var row = await world.Queue();
        await world.Run();
        world.Slack.State.Posts.Single().Deleted = true;

        var send = await world.Stored(row);
        await world.Follow(outbox => outbox.Retract(send, "r"));
        await world.Run();

        (await world.Stored(row)).Retracted.ShouldBeTrue();
    }

    [Fact]
    public async Task Opens_anew_a_conversation_that_is_none_any_more()
    {
        await using var world = await SlackWorld.WithToken();
        await using (var data = world.Open())
        {
            await data.Set<ChatAccount>().ExecuteUpdateAsync(set => set.SetProperty(row => row.ConversationId, "DOLD"));
        }

        var row = await world.Queue();
        await world.Run();

        (await world.Stored(row)).State.ShouldBe(DeliveryState.Sent);
        (await world.All<ChatAccount>()).Single().ConversationId.ShouldBe(world.Slack.State.Directs[("T1", "U1")]);
    }

    [Fact]
    public async Task Does_not_know_a_way_to_whom_slack_does_not()
    {
        await using var world = await SlackWorld.WithToken();
        var ben = await world.Person("ben@example.com");
        var platform = world.Get<IPlatform>();

        (await platform.Reaches(world.Ana, default)).ShouldBeTrue();
        (await platform.Reaches(ben, default)).ShouldBeFalse();
    }

    [Theory]
    [InlineData("deleted", "user_disabled")]
    [InlineData("is_bot", "cannot_dm_bot")]
    public async Task Marks_whoever_cannot_be_written_to(string flag, string word)
    {
        await using var world = await SlackWorld.WithToken();
        world.Slack.State.Users[("T1", "U1")][flag] = true;
        var row = await world.Queue();

        await world.Run();

        var stored = await world.Stored(row);
        (stored.State, stored.Reason).ShouldBe((DeliveryState.Excluded, "unreachable"));
        (await world.All<Unreachable>()).Single().PersonId.ShouldBe(world.Ana.Id);
        stored.Word.ShouldBe(word);
    }

    [Fact]
    public async Task Waits_as_long_as_slack_asks_and_then_sends()
    {
        await using var world = await SlackWorld.WithToken();
        world.Slack.Next("chat.postMessage", new SlackFault.Throttled(40));
        var row = await world.Queue();

        await world.Run();
        var stored = await world.Stored(row);
        (stored.State, stored.Attempts, stored.NotBefore).ShouldBe((DeliveryState.Waiting, 0, world.Now + Duration.FromSeconds(40)));
        (await world.All<PlatformHold>()).Single().Platform.ShouldBe(PlatformName.Slack);

        world.Clock.Advance(Duration.FromSeconds(41));
        await world.Run();
        (await world.Stored(row)).State.ShouldBe(DeliveryState.Sent);
    }

    [Fact]
    public async Task Holds_nobody_else_while_conversations_may_not_be_opened()
    {
        await using var world = await SlackWorld.WithToken();
        await world.Queue();
        await world.Run();
        world.Slack.State.User("U2", "ben@example.com");
        var ben = await world.Person("ben@example.com");
        await world.Account(ben, "U2");
        world.Slack.Next("conversations.open", new SlackFault.Throttled(50));
        var toBen = await world.Queue(to: ben);
        var toAna = await world.Queue();

        await world.Run();

        (await world.Stored(toAna)).State.ShouldBe(DeliveryState.Sent);
        (await world.Stored(toBen)).State.ShouldBe(DeliveryState.Waiting);
        (await world.All<PlatformHold>()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Writes_to_no_account_that_is_closed()
    {
        await using var world = await SlackWorld.WithToken();
        await using (var data = world.Open())
        {
            await data.Set<ChatAccount>().ExecuteUpdateAsync(set => set.SetProperty(row => row.RemovedAt, world.Now));
        }

        (await world.Get<IPlatform>().Reaches(world.Ana, default)).ShouldBeFalse();
    }

    [Fact]
    public async Task Changes_a_message_in_the_workspace_where_it_stands()
    {
        await using var world = await SlackWorld.WithInstallations();
        foreach (var workspace in new[] { "T1", "T2" })
        {
            world.Slack.State.Token("xoxb-" + workspace, workspace);
            await world.Install(workspace, "xoxb-" + workspace);
        }

        var row = await world.Queue();
        await world.Run();
        var send = await world.Stored(row);
        // Since then she was seen in another workspace.
        world.Clock.Advance(Duration.FromHours(1));
        await world.Account(world.Ana, "U2", "T2");
        await world.Follow(outbox => outbox.Update(send, new { text = "Later" }, "u", world.Now, world.Now + Duration.FromDays(1)));
        await world.Run();

        world.Slack.CallsOf("chat.update").Single().Token.ShouldBe("xoxb-T1");
        world.Slack.State.Posts.Single().Text.ShouldBe("Later");
    }

    [Fact]
    public async Task Says_of_many_at_once_what_it_says_of_each()
    {
        await using var world = await SlackWorld.WithInstallations();
        await world.Install("T1", "xoxb-a");
        await world.Install("T2", "xoxb-b");
        var people = new List<Person> { world.Ana, await world.Person("none@example.com") };
        // Every set of accounts: of two workspaces with the app, of one without, and of one that was removed.
        for (var set = 1; set < 16; set++)
        {
            var person = await world.Person($"p{set}@example.com");
            people.Add(person);
            foreach (var (bit, workspace) in new[] { (1, "T1"), (2, "T2"), (4, "T3"), (8, "T1") })
            {
                if ((set & bit) == 0)
                {
                    continue;
                }

                var account = await world.Account(person, $"U{set}-{bit}", workspace);
                world.Clock.Advance(Duration.FromSeconds(1));
                if (bit == 8)
                {
                    await using var data = world.Open();
                    await data.Set<ChatAccount>()
                        .Where(row => row.Id == account.Id)
                        .ExecuteUpdateAsync(change => change.SetProperty(row => row.RemovedAt, world.Now));
                }
            }
        }

        var platform = world.Get<IPlatform>();
        var reached = await platform.Reached(people, default);

        foreach (var person in people)
        {
            reached.ContainsKey(person.Id).ShouldBe(await platform.Reaches(person, default), person.Email);
        }

        // The one heard from last is written to.
        reached[people.Single(person => person.Email == "p3@example.com").Id].ShouldBe("T2");
        reached.Count.ShouldBe(1 + 12);
    }
}
