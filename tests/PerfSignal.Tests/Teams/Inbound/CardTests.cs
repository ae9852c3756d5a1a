using System.Net;
using System.Text.Json.Nodes;
using PerfSignal.Core.Commitments;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Delivery;

namespace PerfSignal.Tests.Teams.Inbound;

public sealed class CardTests
{
    private const string CardType = "application/vnd.microsoft.card.adaptive";
    private const string MessageType = "application/vnd.microsoft.activity.message";

    [Fact]
    public async Task Records_a_commitment_once_however_often_and_at_once_the_invoke_is_delivered()
    {
        await using var site = await TeamsSite.Start();
        await site.Greeted(site.Maya);
        var press = site.Press(site.Maya, "commitment.log", Commitment(site, "migrate billing"));
        var first = await site.Send(press);
        var again = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => site.Send(press))));

        first.Status.ShouldBe(HttpStatusCode.OK);
        ((int)first.Body!["statusCode"]!, (string)first.Body["type"]!).ShouldBe((200, MessageType));
        ((string)first.Body["value"]!).ShouldContain("migrate billing");
        again.ShouldAllBe(answer => answer.Body!.ToJsonString(null) == first.Body.ToJsonString(null));
        site.All<Commitment>().Count.ShouldBe(1);
    }

    [Fact]
    public async Task Records_once_what_was_delivered_three_times_at_the_same_moment()
    {
        await using var site = await TeamsSite.Start();
        await site.Greeted(site.Maya);
        var press = site.Press(site.Maya, "commitment.log", Commitment(site, "write the runbook"));
        var answers = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => site.Send(press))));

        answers.Select(answer => answer.Body!.ToJsonString(null)).Distinct().Count().ShouldBe(1);
        ((string)answers[0].Body!["type"]!).ShouldBe(MessageType);
        site.All<Commitment>().Count.ShouldBe(1);
    }

    [Fact]
    public async Task Shows_a_form_in_place_of_a_card_and_brings_the_card_back_with_what_was_done()
    {
        await using var site = await TeamsSite.Start();
        await site.Greeted(site.Maya);
        await site.Send(site.Typed(site.Maya, "help"));
        await site.Dispatch();
        var help = site.Queued(site.Maya).Single(row => row.Card == "help").PlatformMessageId;

        var opened = await site.Send(site.Press(site.Maya, "commitment.log", new() { ["row"] = site.Ana.Id.ToString("N") }, help));
        ((string)opened.Body!["type"]!).ShouldBe(CardType);
        opened.Body.ToJsonString().ShouldContain("Input.Date");
        opened.Body.ToJsonString().ShouldContain("teams.back");

        var data = Commitment(site, "");
        data["_over"] = true;
        var wrong = await site.Send(site.Press(site.Maya, "commitment.log", data, help));
        ((string)wrong.Body!["type"]!).ShouldBe(CardType);
        wrong.Body.ToJsonString().ShouldContain("Say in a few words");
        wrong.Body.ToJsonString().ShouldContain("teams.back");

        data = Commitment(site, "migrate billing");
        data["_over"] = true;
        var saved = await site.Send(site.Press(site.Maya, "commitment.log", data, help));
        ((string)saved.Body!["type"]!).ShouldBe(CardType);
        saved.Body["value"]!["body"]![0]!.ToJsonString().ShouldContain("migrate billing");
        saved.Body.ToJsonString().ShouldNotContain("Input.Date");
        site.All<Commitment>().Count.ShouldBe(1);

        var back = await site.Send(site.Press(site.Maya, "teams.back", [], help));
        ((string)back.Body!["type"]!).ShouldBe(CardType);
        back.Body.ToJsonString().ShouldNotContain("Input.Date");
        (await site.Send(site.Press(site.Ana, "teams.back", [], help))).Body!["type"]!.ToString().ShouldBe(MessageType);
    }

    [Fact]
    public async Task Keeps_what_was_typed_and_says_at_each_field_what_is_wrong()
    {
        await using var site = await TeamsSite.Start();
        await site.Greeted(site.Maya);
        var data = Commitment(site, "");
        data["due"] = "*soon*";
        data["owner"] = "me";
        var (_, body) = await site.Send(site.Press(site.Maya, "commitment.log", data));

        var elements = body!["value"]!["body"]!.AsArray();
        Next(elements, "text").ShouldContain("Say in a few words");
        Next(elements, "due").ShouldContain("This is not a date");
        Input(elements, "due")["value"]!.ToString().ShouldBe("*soon*");
        Input(elements, "owner")["value"]!.ToString().ShouldBe("me");
        site.All<Commitment>().ShouldBeEmpty();
    }

    [Fact]
    public async Task Turns_a_form_that_is_a_message_into_the_sentence_for_every_client()
    {
        await using var site = await TeamsSite.Start();
        await site.Greeted(site.Maya);
        await site.Send(site.Typed(site.Maya, "commit Ana Sousa: migrate billing"));
        await site.Dispatch();
        var form = site.Queued(site.Maya).Single(row => row.Card == "commitment_form");
        var press = site.Press(site.Maya, "commitment.log", Commitment(site, "migrate billing"), form.PlatformMessageId);
        var first = await site.Send(press);
        var again = await site.Send(press);

        ((string)first.Body!["type"]!).ShouldBe(CardType);
        first.Body.ToJsonString().ShouldContain("Logged");
        first.Body.ToJsonString().ShouldNotContain("Input.");
        again.Body!.ToJsonString().ShouldBe(first.Body.ToJsonString());
        await site.Dispatch();
        var update = site.Teams.Asked.Where(asked => asked.Act == DeliveryAct.Update).ShouldHaveSingleItem().Message;
        (update.Card, update.MessageId).ShouldBe(("said", form.PlatformMessageId));
        site.All<Commitment>().Count.ShouldBe(1);
    }

    [Fact]
    public async Task Sends_a_card_that_replaces_nothing_as_a_message_of_its_own()
    {
        await using var site = await TeamsSite.Start();
        await site.Greeted(site.Ana);
        var (_, body) = await site.Send(site.Press(site.Ana, "help", []));

        ((string)body!["type"]!).ShouldBe(MessageType);
        site.Queued(site.Ana).Last().Card.ShouldBe("help");
    }

    [Fact]
    public async Task Shows_nothing_personal_where_others_look_on()
    {
        await using var site = await TeamsSite.Start();
        await site.Greeted(site.Maya);
        var (_, body) = await site.Send(TeamsSite.InGroup(site.Press(site.Maya, "commitment.log", Commitment(site, "migrate billing"))));

        ((string)body!["value"]!).ShouldBe("I have answered in our own conversation, where only you read it.");
        site.Queued(site.Maya).Last().Model.ShouldContain("migrate billing");
    }

    [Fact]
    public async Task Takes_a_conversation_whose_kind_is_not_said_for_one_with_others()
    {
        await using var site = await TeamsSite.Start();
        await site.Greeted(site.Maya);
        var press = TeamsSite.InGroup(site.Press(site.Maya, "commitment.log", Commitment(site, "migrate billing")));
        press["conversation"]!.AsObject().Remove("conversationType");
        press["conversation"]!.AsObject().Remove("isGroup");
        var (_, body) = await site.Send(press);

        ((string)body!["value"]!).ShouldBe("I have answered in our own conversation, where only you read it.");
        site.Account(TeamsSite.UserOf(site.Maya))!.ConversationId.ShouldBe("a:" + TeamsSite.UserOf(site.Maya));
    }

    [Fact]
    public async Task Tells_nothing_of_an_answer_to_somebody_else_who_sends_the_same_activity()
    {
        await using var site = await TeamsSite.Start();
        await site.Greeted(site.Maya, site.Zoe);
        var press = site.Press(site.Maya, "commitment.log", Commitment(site, "migrate billing"));
        var (_, first) = await site.Send(press);
        press["from"]!["id"] = "29:" + TeamsSite.UserOf(site.Zoe);
        press["from"]!["aadObjectId"] = TeamsSite.UserOf(site.Zoe);
        var (_, other) = await site.Send(press);

        first!.ToJsonString().ShouldContain("migrate billing");
        other!.ToJsonString().ShouldNotContain("billing");
        site.All<InboundRow>().ShouldHaveSingleItem().PersonId.ShouldBe(site.Maya.Id);
    }

    [Fact]
    public async Task Shows_nobody_the_card_of_another_person_s_message()
    {
        await using var site = await TeamsSite.Start();
        await site.Greeted(site.Maya, site.Zoe);
        var sent = site.Queued(site.Maya).Last(row => row.PlatformMessageId is not null);
        var (_, own) = await site.Send(site.Press(site.Maya, "teams.back", [], sent.PlatformMessageId));
        var (_, others) = await site.Send(site.Press(site.Zoe, "teams.back", [], sent.PlatformMessageId));

        own!.ToJsonString().ShouldContain("Maya");
        others!.ToJsonString().ShouldNotContain("Maya");
        ((string)others["type"]!).ShouldBe(MessageType);
    }

    [Theory]
    [InlineData("no.such.verb", MessageType)]
    [InlineData("", MessageType)]
    [InlineData("brief.show", MessageType)]
    public async Task Answers_buttons_that_mean_nothing_with_a_sentence(string verb, string type)
    {
        await using var site = await TeamsSite.Start();
        var (status, body) = await site.Send(site.Press(site.Ana, verb, new() { ["row"] = "nobody's" }));
        status.ShouldBe(HttpStatusCode.OK);
        ((string)body!["type"]!).ShouldBe(type);
    }

    [Fact]
    public async Task Tells_a_stranger_in_the_answer_why_there_is_none()
    {
        await using var site = await TeamsSite.Start();
        site.Members.Clear();
        var (status, body) = await site.Send(site.Press(site.Ana, "help", []));
        status.ShouldBe(HttpStatusCode.OK);
        ((string)body!["value"]!).ShouldContain("cannot find you in the directory");
    }

    [Fact]
    public async Task Ends_a_failure_with_a_reference_that_stands_in_the_log_and_changes_nothing()
    {
        await using var site = await TeamsSite.Start();
        await site.Greeted(site.Maya);
        var press = site.Press(site.Maya, "test.fail", []);
        var (status, body) = await site.Send(press);

        status.ShouldBe(HttpStatusCode.OK);
        ((int)body!["statusCode"]!, (string)body["type"]!).ShouldBe((500, "application/vnd.microsoft.error"));
        var text = (string)body["value"]!["message"]!;
        site.Log.All.ShouldContain(text[(text.LastIndexOf(' ') + 1)..].TrimEnd('.'));
        site.All<InboundRow>().ShouldBeEmpty();
        site.All<PerfSignal.Core.Feedback.MineNote>().ShouldBeEmpty();

        await site.Send(site.Typed(site.Maya, "fail"));
        site.Queued(site.Maya).Last().Model.ShouldContain("nothing was changed");
    }

    private static JsonObject Commitment(TeamsSite site, string text) =>
        new()
        {
            ["row"] = site.Ana.Id.ToString("N"),
            ["owner"] = "other",
            ["text"] = text,
            ["due"] = "",
        };

    private static JsonObject Input(JsonArray elements, string id) =>
        elements.Single(element => element!["id"]?.ToString() == id)!.AsObject();

    private static string Next(JsonArray elements, string id) => elements[elements.IndexOf(Input(elements, id)) + 1]!.ToJsonString();
}
