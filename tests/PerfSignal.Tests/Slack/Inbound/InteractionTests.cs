using System.Net;
using System.Text.Json.Nodes;
using NodaTime;
using PerfSignal.Bot.Slack;
using PerfSignal.Core.Commitments;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.Feedback;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Tests.Slack.Inbound;

public sealed class InteractionTests
{
    [Fact]
    public async Task Answers_a_command_where_only_its_person_sees_it()
    {
        await using var site = await SlackSite.Start();
        var answer = await site.Command("/perf", "goals");

        answer.Json()["response_type"]!.ToString().ShouldBe("ephemeral");
        answer.Json()["blocks"]!.AsArray().Count.ShouldBeGreaterThan(0);
        answer.Json()["text"]!.ToString().ShouldNotBeEmpty();
        site.Sent.ShouldBeEmpty();
        site.People.All<InboxRow>().ShouldBeEmpty();
    }

    [Fact]
    public async Task Does_a_command_once_that_arrives_twice()
    {
        await using var site = await SlackSite.Start();
        var fields = site.CommandFields("/note", "once");
        var first = await site.Form("commands", fields);

        (await site.Form("commands", fields)).ShouldBe(first);
        first.Json()["text"]!.ToString().ShouldBe("Noted: once");
    }

    [Fact]
    public async Task Opens_a_form_by_the_trigger_and_answers_with_nothing_else()
    {
        await using var site = await SlackSite.Start();
        (await site.Command("/commit", "Maya Brandt: plan the release")).ShouldBe(new Answer(HttpStatusCode.OK, ""));

        var opened = site.Slack.Asked("views.open").ShouldHaveSingleItem();
        opened["trigger_id"]!.ToString().ShouldStartWith("13345224609");
        var view = opened["view"]!;
        (view["callback_id"]!.ToString(), view["private_metadata"]!.ToString()).ShouldBe(
            ("commitment.log", site.People.Maya.Id.ToString("N"))
        );
        view["blocks"]!
            .AsArray()
            .Where(block => block!["type"]!.ToString() == "input")
            .Select(block => block!["block_id"]!.ToString())
            .ShouldBe(["owner", "text", "due"]);
    }

    [Fact]
    public async Task Gives_a_button_when_the_trigger_is_over()
    {
        await using var site = await SlackSite.Start();
        site.Slack.Answers["views.open"] = new SlackAnswer.Refused("expired_trigger_id");
        var answer = await site.Command("/feedback", "Ben Adler: clear notes");

        answer.Json()["response_type"]!.ToString().ShouldBe("ephemeral");
        answer.Json()["blocks"]!.ToJsonString().ShouldContain("\"action_id\":\"form.open\"");
    }

    [Fact]
    public async Task Says_at_its_field_what_a_form_lacks_and_takes_it_corrected()
    {
        await using var site = await SlackSite.Start();
        JsonObject Filled(string? text) =>
            site.Submit(
                "commitment.log",
                site.People.Maya.Id.ToString("N"),
                (
                    "owner",
                    new JsonObject
                    {
                        ["type"] = "radio_buttons",
                        ["selected_option"] = new JsonObject { ["value"] = "me" },
                    }
                ),
                ("text", SlackSite.Typed(text)),
                ("due", new JsonObject { ["type"] = "datepicker", ["selected_date"] = "2026-12-18" })
            );
        var wrong = await site.Interact(Filled(null));
        wrong.Json()["response_action"]!.ToString().ShouldBe("errors");
        wrong.Json()["errors"]!.AsObject().Select(error => error.Key).ShouldBe(["text"]);

        (await site.Interact(Filled("plan the release"))).ShouldBe(new Answer(HttpStatusCode.OK, ""));
        (await site.Interact(Filled("plan the release"))).ShouldBe(new Answer(HttpStatusCode.OK, ""));
        var kept = site.People.All<Commitment>().ShouldHaveSingleItem();
        (kept.Text, kept.OwnerId, kept.DueOn).ShouldBe(("plan the release", site.People.Ana.Id, new LocalDate(2026, 12, 18)));
        site.Sent.ShouldHaveSingleItem().Model.ShouldContain("plan the release");
    }

    [Fact]
    public async Task Puts_a_problem_of_no_field_at_the_first()
    {
        await using var site = await SlackSite.Start();
        var answer = await site.Interact(site.Submit("feedback.give", null, ("text", SlackSite.Typed("Good work"))));

        answer.Json()["errors"]!.AsObject().Select(error => error.Key).ShouldBe(["text"]);
    }

    [Fact]
    public async Task Asks_again_who_may_do_what_a_form_says()
    {
        await using var site = await SlackSite.Start();
        var forged = site.Submit("commitment.log", site.People.Olga.Id.ToString("N"), ("text", SlackSite.Typed("work for me")));
        await site.Interact(forged);

        site.People.All<Commitment>().ShouldBeEmpty();
        site.Sent.ShouldHaveSingleItem().Model.ShouldContain("between a manager and a report");
    }

    [Fact]
    public async Task Hands_a_message_over_as_feedback_and_keeps_nothing_of_it_before_it_is_saved()
    {
        await using var site = await SlackSite.Start();
        var used = new JsonObject
        {
            ["type"] = "message_action",
            ["callback_id"] = "feedback.give",
            ["trigger_id"] = "13345224609.8534564800.6f8ab1f53e13d0cd15f96106292d5536",
            ["response_url"] = "https://hooks.slack.com/app-actions/T0MJR11A4/21974584944/yk1S9ndf35Q1flupVG5JbpM6",
            ["team"] = new JsonObject { ["id"] = SlackSite.Team },
            ["channel"] = new JsonObject { ["id"] = "C0LFFBKLZ" },
            ["user"] = new JsonObject { ["id"] = SlackSite.AnaId },
            ["message"] = new JsonObject
            {
                ["type"] = "message",
                ["user"] = SlackSite.MayaId,
                ["ts"] = "1516229207.000133",
                ["text"] = "I fixed the &lt;outage&gt;",
            },
        };
        (await site.Interact(used)).Status.ShouldBe(HttpStatusCode.OK);

        var view = site.Slack.Asked("views.open").ShouldHaveSingleItem()["view"]!;
        view["private_metadata"]!.ToString().ShouldContain(site.People.Maya.Id.ToString("N"));
        view["blocks"]!.AsArray().Single(block => block!["block_id"]?.ToString() == "text")!["element"]!["initial_value"]!
            .ToString()
            .ShouldBe("I fixed the <outage>");
        site.People.All<InboxRow>().ShouldBeEmpty();
        site.People.All<InboundRow>().ShouldBeEmpty();
        site.People.All<DeliveryRow>().ShouldBeEmpty();
        site.People.All<FeedbackNote>().ShouldBeEmpty();
    }

    [Fact]
    public async Task Opens_the_empty_form_by_a_global_shortcut()
    {
        await using var site = await SlackSite.Start();
        await site.Interact(
            new JsonObject
            {
                ["type"] = "shortcut",
                ["callback_id"] = "commitment.log",
                ["trigger_id"] = "944799105734.773906753841.38b5894552bdd4a780554ee59d1f3638",
                ["action_ts"] = "1581106241.371594",
                ["team"] = new JsonObject { ["id"] = SlackSite.Team, ["domain"] = "shortcuts-test" },
                ["user"] = new JsonObject
                {
                    ["id"] = SlackSite.AnaId,
                    ["username"] = "ana",
                    ["team_id"] = SlackSite.Team,
                },
            }
        );

        site.Slack.Asked("views.open").ShouldHaveSingleItem()["view"]!["callback_id"]!.ToString().ShouldBe("commitment.log");
    }

    [Fact]
    public async Task Ignores_a_link_that_was_followed_and_a_form_that_was_closed()
    {
        await using var site = await SlackSite.Start();
        var link = site.Press("open#1");
        link["actions"]![0]!["url"] = "https://perfsignal.example/me";

        (await site.Interact(link)).Status.ShouldBe(HttpStatusCode.OK);
        (
            await site.Interact(
                new JsonObject
                {
                    ["type"] = "view_closed",
                    ["team"] = new JsonObject { ["id"] = SlackSite.Team },
                    ["user"] = new JsonObject { ["id"] = SlackSite.AnaId },
                }
            )
        ).Status.ShouldBe(HttpStatusCode.OK);
        site.Slack.Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task Changes_the_message_whose_button_was_pressed()
    {
        await using var site = await SlackSite.Start();
        var people = site.People;
        var send = new DeliveryRow
        {
            Id = people.Clock.NewId(),
            RecipientId = people.Ana.Id,
            Act = DeliveryAct.Send,
            Platform = PlatformName.Slack,
            ConversationId = "D0ANA",
            PlatformMessageId = "1548261231.000200",
            Card = "help",
            Model = "{}",
            Language = "en",
            DedupeKey = "x",
            Lane = Lane.Urgent,
            NotBefore = people.Clock.Now(),
            ExpiresAt = people.Clock.Now() + Duration.FromHours(1),
            State = DeliveryState.Sent,
        };
        people.Save(send);
        var press = site.Press("test.replace", "1");
        await site.Interact(press);
        await site.Interact(press);

        var update = site.Sent.Where(row => row.Act == DeliveryAct.Update).ShouldHaveSingleItem();
        (update.OfId, update.Card, update.RecipientId).ShouldBe((send.Id, "said", people.Ana.Id));
        site.Slack.Responses.ShouldBeEmpty();

        // Another person's message is not theirs to change; what only they see is replaced where it stands.
        var other = site.Press("test.replace", "1", SlackSite.MayaId);
        await site.Interact(other);
        site.Sent.Count(row => row.Act == DeliveryAct.Update).ShouldBe(1);
        site.Slack.Responses.ShouldHaveSingleItem().Message["replace_original"]!.GetValue<bool>().ShouldBeTrue();
    }

    [Fact]
    public async Task Publishes_the_home_tab_again_after_a_button_on_it()
    {
        await using var site = await SlackSite.Start();
        var press = site.Press("goal.list");
        press["view"] = new JsonObject { ["id"] = "V1", ["type"] = "home" };
        press["container"] = new JsonObject { ["type"] = "view", ["view_id"] = "V1" };
        press.Remove("response_url");
        await site.Interact(press);
        await site.Work();

        site.Sent.ShouldHaveSingleItem().Card.ShouldBe("goal_list");
        site.Slack.Asked("views.publish").ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Acknowledges_a_button_while_slack_is_out_of_reach()
    {
        await using var site = await SlackSite.Start();
        site.Slack.Answers["users.info"] = new SlackAnswer.NotReached("refused");
        site.Slack.Answers["chat.postMessage"] = new SlackAnswer.NotReached("refused");
        var press = site.Press("goal.list");
        press.Remove("response_url");

        (await site.Interact(press)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Keeps_a_form_open_with_a_reference_when_its_work_fails()
    {
        await using var site = await SlackSite.Start();
        var answer = await site.Interact(site.Submit("test.fail", null, ("text", SlackSite.Typed("quetzal"))));

        answer.Json()["errors"]!["text"]!.ToString().ShouldContain("reference");
        (await site.Command("/fail", "now")).Body.ShouldContain("reference");
        site.Log.All.ShouldNotContain("quetzal");
    }

    [Fact]
    public async Task Says_that_words_are_too_many_instead_of_cutting_them()
    {
        await using var site = await SlackSite.Start();

        (await site.Command("/note", new string('x', 5000))).Body.ShouldContain("I read up to 4,000");
    }

    [Theory]
    [InlineData("commands", "")]
    [InlineData("commands", "command=%2Fgoals")]
    [InlineData("commands", "team_id=T1&user_id=U1&command=goals&trigger_id=1")]
    [InlineData("interactions", "")]
    [InlineData("interactions", "payload=")]
    [InlineData("interactions", "payload=%7B")]
    [InlineData("interactions", "payload=%7B%7D&payload=%7B%7D")]
    public async Task Refuses_a_form_that_slack_never_sends(string path, string body)
    {
        await using var site = await SlackSite.Start();

        (await site.Post(path, body, contentType: "application/x-www-form-urlencoded")).Status.ShouldBe(HttpStatusCode.BadRequest);
    }
}
