using System.Net;
using System.Text.Json.Nodes;
using PerfSignal.Bot.Slack;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.People;
using PerfSignal.Tests.Fakes;

namespace PerfSignal.Tests.Slack.Inbound;

public sealed class EventTests
{
    [Fact]
    public async Task Answers_typed_words_once_however_often_slack_repeats_them()
    {
        await using var site = await SlackSite.Start();
        (await site.Says("note call the vendor", id: "Ev1")).Status.ShouldBe(HttpStatusCode.OK);
        await site.Says("note call the vendor", id: "Ev1");
        await site.Work();
        await site.Event(SlackSite.Message("note call the vendor"), "Ev1", request => request.Headers.Add("X-Slack-Retry-Num", "2"));
        await site.Work();

        var sent = site.Sent.ShouldHaveSingleItem();
        sent.Model.ShouldContain("Noted: call the vendor");
        (sent.RecipientId, sent.Platform, sent.IsAnswer).ShouldBe((site.People.Ana.Id, PlatformName.Slack, true));
        var row = site.People.All<InboxRow>().ShouldHaveSingleItem();
        (row.Body, row.DoneAt is not null, row.Problem).ShouldBe(("", true, null));
        site.People.All<ChatAccount>().Single().ConversationId.ShouldBe("D0ANA");
    }

    [Fact]
    public async Task Takes_a_repeat_whose_first_was_lost()
    {
        await using var site = await SlackSite.Start();
        await site.Event(SlackSite.Message("note it"), "Ev1", request => request.Headers.Add("X-Slack-Retry-Num", "1"));
        await site.Work();

        site.Sent.ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("bot_id", "B1")]
    [InlineData("subtype", "message_changed")]
    [InlineData("channel_type", "channel")]
    [InlineData("channel_type", "group")]
    [InlineData("user", null)]
    [InlineData("text", null)]
    public async Task Keeps_nothing_of_a_message_that_no_person_typed_to_the_bot(string field, string? value)
    {
        await using var site = await SlackSite.Start();
        var message = SlackSite.Message("goals");
        message[field] = value;

        (await site.Event(message)).Status.ShouldBe(HttpStatusCode.OK);
        site.People.All<InboxRow>().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("""{"type":"url_verification","challenge":"abc"}""", HttpStatusCode.OK, "abc")]
    [InlineData("""{"type":"url_verification"}""", HttpStatusCode.BadRequest, "")]
    [InlineData("""{"type":"app_rate_limited","team_id":"T1"}""", HttpStatusCode.OK, "")]
    [InlineData("""{"type":"event_callback","event":[],"event_id":7}""", HttpStatusCode.OK, "")]
    [InlineData("""{"type":"something_new"}""", HttpStatusCode.OK, "")]
    [InlineData("{", HttpStatusCode.BadRequest, "")]
    [InlineData("", HttpStatusCode.BadRequest, "")]
    [InlineData("[]", HttpStatusCode.BadRequest, "")]
    [InlineData("\"x\"", HttpStatusCode.BadRequest, "")]
    [InlineData("""{"type":"event_callback","event":{"text":"\ud800"}}""", HttpStatusCode.BadRequest, "")]
    public async Task Answers_each_kind_of_body(string body, HttpStatusCode status, string text)
    {
        await using var site = await SlackSite.Start();

        (await site.Post("events", body)).ShouldBe(new Answer(status, text));
    }

    [Fact]
    public async Task Answers_after_a_restart_what_was_acknowledged_before_it()
    {
        using var people = new SmallTeam();
        await using (var killed = await SlackSite.Start(people))
        {
            (await killed.Says("note one", id: "Ev1")).Status.ShouldBe(HttpStatusCode.OK);
            (await killed.Says("note two", id: "Ev2")).Status.ShouldBe(HttpStatusCode.OK);
        }

        await using var site = await SlackSite.Start(people);
        await site.Work();
        await site.Says("note one", id: "Ev1");
        await site.Work();

        site.Sent.Select(row => JsonNode.Parse(row.Model)!["text"]!.ToString()).ShouldBe(["Noted: one", "Noted: two"], ignoreOrder: true);
    }

    [Fact]
    public async Task Leaves_a_row_that_a_killed_node_held_until_its_lease_is_over()
    {
        await using var site = await SlackSite.Start();
        await site.Says("note one", id: "Ev1");
        await using (var data = site.People.Open())
        {
            await new Bot.Slack.Inbound.Inbox(data, new DispatchSettings(), site.People.Clock).Take(10, default);
        }

        await site.Work();
        site.Sent.ShouldBeEmpty();
        site.People.Clock.Advance(NodaTime.Duration.FromSeconds(61));
        await site.Work();
        site.Sent.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Tries_again_later_and_says_so_when_it_gives_up()
    {
        await using var site = await SlackSite.Start();
        await site.Says("note first");
        await site.Work();
        await site.Says("fail now", id: "Ev9");
        for (var i = 0; i < 8; i++)
        {
            await site.Work();
            site.People.Clock.Advance(NodaTime.Duration.FromMinutes(20));
        }

        var row = site.People.All<InboxRow>().Single(row => row.EventId == "event:Ev9");
        (row.Attempts, row.Body, row.DoneAt is not null).ShouldBe((6, "", true));
        row.Problem.ShouldStartWith("gave_up:");
        site.Sent.Count(row => row.Model.Contains("Something went wrong")).ShouldBe(1);
        site.Sent.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Asks_slack_to_repeat_what_could_not_be_stored()
    {
        using var slow = new SlowCommits(TimeProvider.System) { Fails = true };
        await using var site = await SlackSite.Start(open: people => slow.Open(people));

        (await site.Says("note it", id: "Ev1")).Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        slow.Fails = false;
        (await site.Says("note it", id: "Ev1")).Status.ShouldBe(HttpStatusCode.OK);
        await site.Work();
        site.Sent.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Hands_on_that_a_workspace_took_the_bot_away()
    {
        await using var site = await SlackSite.Start();
        await site.Event(new JsonObject { ["type"] = "app_uninstalled" });
        await site.Event(
            new JsonObject
            {
                ["type"] = "tokens_revoked",
                ["tokens"] = new JsonObject { ["bot"] = new JsonArray("U0BOT") },
            }
        );
        await site.Event(
            new JsonObject
            {
                ["type"] = "tokens_revoked",
                ["tokens"] = new JsonObject { ["oauth"] = new JsonArray("U1"), ["bot"] = new JsonArray() },
            }
        );
        await site.Work();

        site.Slack.Revoked.ShouldBe(
            [(SlackSite.Team, SlackRevocation.Uninstalled), (SlackSite.Team, SlackRevocation.TokensRevoked)],
            ignoreOrder: true
        );
    }

    [Fact]
    public async Task Shows_a_form_behind_a_button_where_no_window_can_be_opened()
    {
        await using var site = await SlackSite.Start();
        await site.Says("feedback Ben Adler: clear notes", id: "Ev1");
        await site.Work();
        var sent = site.Sent.ShouldHaveSingleItem();
        (sent.Card, JsonNode.Parse(sent.Model)!["title"]!.ToString()).ShouldBe(("open_form", "Feedback for Ben Adler"));

        await site.Interact(site.Press("form.open", JsonNode.Parse(sent.Model)!["event"]!.ToString()));
        var view = site.Slack.Asked("views.open").ShouldHaveSingleItem()["view"]!;
        view["callback_id"]!.ToString().ShouldBe("feedback.give");
        view["private_metadata"]!.ToString().ShouldContain(site.People.Ben.Id.ToString("N"));
        view["submit"].ShouldNotBeNull();
        view.ToJsonString().ShouldContain("clear notes");

        await site.Interact(site.Press("form.open", "event:Ev1", SlackSite.MayaId));
        site.Slack.Asked("views.open").Count.ShouldBe(1);
    }

    [Fact]
    public async Task Publishes_the_home_tab_when_it_is_opened()
    {
        await using var site = await SlackSite.Start();
        await site.Event(
            new JsonObject
            {
                ["type"] = "app_home_opened",
                ["user"] = SlackSite.AnaId,
                ["channel"] = "D0ANA",
                ["tab"] = "home",
            }
        );
        await site.Work();

        var published = site.Slack.Asked("views.publish").ShouldHaveSingleItem();
        published["user_id"]!.ToString().ShouldBe(SlackSite.AnaId);
        (published["view"]!["type"]!.ToString(), published["view"]!["blocks"]!.AsArray().Count > 1).ShouldBe(("home", true));
        site.Sent.ShouldAllBe(row => row.Card != "help");
    }

    [Fact]
    public async Task Belongs_to_the_installation_it_was_sent_to_whatever_workspace_it_happened_in()
    {
        await using var site = await SlackSite.Start();
        var body = SlackSite.Wrap(SlackSite.Message("note it"), "Ev1");
        body["team_id"] = "T9999";
        await site.Post("events", body.ToJsonString());
        await site.Work();

        site.People.All<PerfSignal.Core.People.ChatAccount>().Single().Workspace.ShouldBe(SlackSite.Team);
    }
}
