using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.Feedback;
using PerfSignal.Core.People;

namespace PerfSignal.Tests.Feedback;

/// <summary>Ben and Olga are asked about Ana by Maya, her manager, or by Ana.</summary>
public sealed class RequestTests : IDisposable
{
    private const string Answer = "In Tuesday's launch you called every customer yourself, so nobody cancelled.";
    private readonly FeedbackWorld world = new();

    private Person Maya => world.Team.Maya;
    private Person Ana => world.Team.Ana;
    private Person Ben => world.Team.Ben;
    private Person Olga => world.Team.Olga;

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task Words_fill_the_form_with_whom_about_whom_until_when_and_what()
    {
        var form = (await world.Type(Maya, "ask Ben and Olga about Ana by Friday: how did the launch go?")).ShouldBeOfType<Reply.Opened>();

        form.Card.ShouldBe("feedback_request_form");
        form.Model["who"]!.GetValue<string>().ShouldBe("Ben, Olga");
        form.Model["about"]!.GetValue<string>().ShouldBe(Ana.Id.ToString("N"));
        form.Model["due"]!.GetValue<string>().ShouldBe("2026-11-27");
        form.Model["question"]!.GetValue<string>().ShouldBe("how did the launch go?");
        world.Team.All<FeedbackRequest>().ShouldBeEmpty();
    }

    [Fact]
    public async Task Asks_several_at_once_and_tells_each_who_asks_and_who_will_read_it()
    {
        (await Ask(Maya, Ana, "Ben, olga@example.com")).ShouldBeOfType<Reply.Said>().Text.ShouldContain("Ben Adler, Olga Orlova");

        var requests = world.Team.All<FeedbackRequest>();
        requests.Select(row => row.RecipientId).ShouldBe([Ben.Id, Olga.Id], ignoreOrder: true);
        requests.Select(row => row.GroupId).Distinct().ShouldHaveSingleItem();
        await world.Send();
        world.Web.Asked.Select(asked => asked.Message.Recipient.Id).ShouldBe([Ben.Id, Olga.Id], ignoreOrder: true);
        var model = world.Web.Asked.First().Message.Model;
        model["title"]!.GetValue<string>().ShouldBe("Maya Brandt asks you for feedback about Ana Sousa");
        model["seen"]!.GetValue<string>().ShouldContain("Ana Sousa reads your answer with your name");
    }

    [Fact]
    public async Task Only_the_person_and_their_manager_ask_about_them()
    {
        (await Ask(Ana, Ana, "Ben")).ShouldBeOfType<Reply.Said>();
        foreach (var by in new[] { Olga, Ben })
        {
            (await Ask(by, Ana, "Maya")).ShouldBeOfType<Reply.Invalid>().Errors.Keys.ShouldContain("about");
        }

        (await Ask(Ana, Maya, "Ben")).ShouldBeOfType<Reply.Invalid>().Errors.Keys.ShouldContain("about");
        (await world.Type(Olga, "ask Ben about Ana: is she good?")).ShouldBeOfType<Reply.Said>().Text.ShouldContain("is neither");
        world.Team.All<FeedbackRequest>().ShouldHaveSingleItem().SubjectId.ShouldBe(Ana.Id);
    }

    [Theory]
    [InlineData("", "who")]
    [InlineData("Nobody", "who")]
    [InlineData("Ben, Nobody", "who")]
    [InlineData("Ana", "who")]
    [InlineData("Maya", "who")]
    [InlineData("a,b,c,d,e,f,g,h,i,j,k", "who")]
    public async Task Refuses_recipients_who_cannot_be_asked_and_keeps_what_was_typed(string who, string field)
    {
        var invalid = (await Ask(Maya, Ana, who)).ShouldBeOfType<Reply.Invalid>();

        invalid.Errors.Keys.ShouldBe([field]);
        invalid.Model["who"]!.GetValue<string>().ShouldBe(who);
        invalid.Model["question"]!.GetValue<string>().ShouldBe("How did it go?");
        world.Team.All<FeedbackRequest>().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("2026-11-23")]
    [InlineData("2028-01-01")]
    [InlineData("soon")]
    public async Task Refuses_a_date_that_is_none_or_past(string due) =>
        (await Ask(Maya, Ana, "Ben", due)).ShouldBeOfType<Reply.Invalid>().Errors.Keys.ShouldBe(["due"]);

    [Fact]
    public async Task Asks_nobody_who_left()
    {
        world.Change(Ben, person => person.LastDay = new LocalDate(2026, 11, 23));
        (await Ask(Maya, Ana, "Ben")).ShouldBeOfType<Reply.Invalid>().Errors.Keys.ShouldBe(["who"]);
    }

    [Fact]
    public async Task Refuses_politely_to_ask_twice_while_the_first_is_open()
    {
        await Ask(Maya, Ana, "Ben");

        (await Ask(Ana, Ana, "Ben, Olga")).ShouldBeOfType<Reply.Invalid>().Errors["who"].ShouldContain("still open with Ben Adler");
        world.Team.All<FeedbackRequest>().Count.ShouldBe(1);

        await Decline(Ben, "");
        (await Ask(Ana, Ana, "Ben")).ShouldBeOfType<Reply.Said>();
    }

    [Fact]
    public async Task The_answer_is_shared_feedback_with_its_request_and_the_asker_is_told()
    {
        await Ask(Maya, Ana, "Ben");
        var id = world.Team.All<FeedbackRequest>().Single().Id;

        (await world.Press(Ben, "feedback.answer", id)).ShouldBeOfType<Reply.Opened>().Model["kind"]!.GetValue<string>().ShouldBe("answer");
        (await world.Press(Ben, "feedback.answer", id, ("text", "She is great"))).ShouldBeOfType<Reply.Opened>();
        (await world.Press(Ben, "feedback.answer", id, ("text", Answer))).ShouldBeOfType<Reply.Said>();

        var note = world.Team.All<FeedbackNote>().ShouldHaveSingleItem();
        (note.AuthorId, note.SubjectId, note.RequestId).ShouldBe((Ben.Id, Ana.Id, id));
        world.Team.All<FeedbackRequest>().Single().State.ShouldBe(RequestState.Given);
        JsonNode.Parse(world.Rows("feedback_told").ShouldHaveSingleItem().Model)!["text"]!
            .GetValue<string>()
            .ShouldContain("Ben Adler wrote");
        world.Rows("feedback_received").ShouldHaveSingleItem().RecipientId.ShouldBe(Ana.Id);
    }

    [Fact]
    public async Task Answers_and_declines_count_once()
    {
        await Ask(Maya, Ana, "Ben");
        var id = world.Team.All<FeedbackRequest>().Single().Id;
        await world.Press(Ben, "feedback.answer", id, ("text", Answer));

        (await world.Press(Ben, "feedback.answer", id, ("text", Answer))).ShouldBeOfType<Reply.Said>().Text.ShouldContain("already");
        (await Decline(Ben, "no time")).ShouldBeOfType<Reply.Said>().Text.ShouldContain("already");
        world.Team.All<FeedbackNote>().Count.ShouldBe(1);
        world.Rows("feedback_told").Count.ShouldBe(1);
    }

    [Fact]
    public async Task Nobody_else_answers_declines_or_takes_back()
    {
        await Ask(Maya, Ana, "Ben");
        var request = world.Team.All<FeedbackRequest>().Single();
        foreach (var other in new[] { Olga, Ana, Maya })
        {
            (await world.Press(other, "feedback.answer", request.Id, ("text", Answer)))
                .ShouldBeOfType<Reply.Said>()
                .Text.ShouldContain("cannot find");
            (await world.Press(other, "feedback.decline", request.Id, ("reason", "")))
                .ShouldBeOfType<Reply.Said>()
                .Text.ShouldContain("cannot find");
        }

        foreach (var other in new[] { Olga, Ana, Ben })
        {
            (await world.Press(other, "feedback.withdraw", request.GroupId))
                .ShouldBeOfType<Reply.Said>()
                .Text.ShouldContain("Nothing of that");
        }

        (await world.Press(Ben, "feedback.answer", "no id")).ShouldBeOfType<Reply.Said>().Text.ShouldContain("cannot find");
        world.Team.All<FeedbackRequest>().Single().State.ShouldBe(RequestState.Open);
    }

    [Theory]
    [InlineData("", "declined to write the feedback that you asked for.")]
    [InlineData("I was on leave", "I was on leave")]
    public async Task Tells_the_asker_of_a_decline_with_the_reason_there_is(string reason, string told)
    {
        await Ask(Maya, Ana, "Ben");
        var form = await world.Press(Ben, "feedback.decline", world.Team.All<FeedbackRequest>().Single().Id);
        form.ShouldBeOfType<Reply.Opened>();

        await Decline(Ben, reason);

        var row = world.Rows("feedback_told").ShouldHaveSingleItem();
        row.RecipientId.ShouldBe(Maya.Id);
        JsonNode.Parse(row.Model)!["text"]!.GetValue<string>().ShouldEndWith(told);
    }

    [Fact]
    public async Task Lists_who_answered_declined_and_is_open()
    {
        await Ask(Maya, Ana, "Ben, Olga");
        await Decline(Ben, "");

        var mine = (await world.Type(Maya, "requests")).ShouldBeOfType<Reply.Showed>().Model["mine"]![0]!;
        mine["states"]!.GetValue<string>().ShouldBe("Ben Adler: declined, Olga Orlova: open");
        var toMe = (await world.Type(Olga, "requests")).ShouldBeOfType<Reply.Showed>().Model["toMe"]!.AsArray();
        toMe.ShouldHaveSingleItem()!["title"]!.GetValue<string>().ShouldContain("about Ana Sousa");
        (await world.Type(Ben, "requests")).ShouldBeOfType<Reply.Showed>().Model["toMe"]!.AsArray().ShouldBeEmpty();
        (await world.Type(Ana, "requests")).ShouldBeOfType<Reply.Showed>().Model["mine"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_request_that_was_taken_back_asks_nobody_any_more()
    {
        await Ask(Maya, Ana, "Ben, Olga");
        var first = world.Team.All<FeedbackRequest>().First();
        await world.Press(
            Ben,
            "feedback.answer",
            world.Team.All<FeedbackRequest>().Single(row => row.RecipientId == Ben.Id).Id,
            ("text", Answer)
        );

        (await world.Press(Maya, "feedback.withdraw", first.GroupId)).ShouldBeOfType<Reply.Said>().Text.ShouldContain("1 people");
        await world.Send();

        world.Web.Asked.ShouldNotContain(asked => asked.Message.Card == "feedback_request");
        world
            .Team.All<FeedbackRequest>()
            .Select(row => row.State)
            .ShouldBe([RequestState.Given, RequestState.Withdrawn], ignoreOrder: true);
        var olgas = world.Team.All<FeedbackRequest>().Single(row => row.RecipientId == Olga.Id);
        (await world.Press(Olga, "feedback.answer", olgas.Id, ("text", Answer)))
            .ShouldBeOfType<Reply.Said>()
            .Text.ShouldContain("taken back");
    }

    [Fact]
    public async Task Takes_back_the_cards_that_are_there()
    {
        await Ask(Maya, Ana, "Ben");
        await world.Send();

        await world.Press(Maya, "feedback.withdraw", world.Team.All<FeedbackRequest>().Single().GroupId);
        world.Clock.Advance(Duration.FromSeconds(1));
        await world.Send();

        world.Web.Asked.Last().Act.ShouldBe(DeliveryAct.Retract);
        world.Rows("feedback_request").Single(row => row.Act == DeliveryAct.Send).Retracted.ShouldBeTrue();
    }

    [Fact]
    public async Task Reminds_once_on_the_morning_of_the_day_unless_it_is_answered()
    {
        await Ask(Maya, Ana, "Ben, Olga", "2026-11-25");
        await world.Press(
            Olga,
            "feedback.answer",
            world.Team.All<FeedbackRequest>().Single(row => row.RecipientId == Olga.Id).Id,
            ("text", Answer)
        );

        await Remind(Instant.FromUtc(2026, 11, 24, 12, 0), 1);
        await Remind(Instant.FromUtc(2026, 11, 25, 7, 59), 1);
        await Remind(Instant.FromUtc(2026, 11, 25, 8, 0), 2);
        await Remind(Instant.FromUtc(2026, 11, 25, 12, 0), 2);
        await Remind(Instant.FromUtc(2026, 11, 26, 8, 0), 2);

        async Task Remind(Instant at, int cards)
        {
            world.Clock.Set(at);
            await world.Run<RemindRequests>(act => act.Run(default));
            world.Rows("feedback_request").Count(row => row.RecipientId == Ben.Id).ShouldBe(cards, at.ToString());
            world.Rows("feedback_request").Count(row => row.RecipientId == Olga.Id).ShouldBe(1);
        }
    }

    [Fact]
    public async Task Does_not_remind_whoever_switched_reminders_off()
    {
        await Ask(Maya, Ana, "Ben", "2026-11-25");
        world.Change(Ben, person => person.Muted = "reminders");
        world.Clock.Set(Instant.FromUtc(2026, 11, 25, 9, 0));

        await world.Run<RemindRequests>(act => act.Run(default));

        world.Rows("feedback_request").Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("ask Ben about Ana by Tuesday: how was it?", "“by Tuesday” may mean Tue 24 Nov or Tue 1 Dec. Which one?")]
    [InlineData("ask Ben about Ana by Frday: how was it?", "I do not understand “by Frday” as a day.")]
    [InlineData("ask Ben about Ana by Friday: how was it?", "")]
    public async Task A_date_that_is_not_clear_is_asked_for_in_the_form(string typed, string hint)
    {
        var form = (await world.Type(Maya, typed)).ShouldBeOfType<Reply.Opened>().Model;

        (form["who"]!.GetValue<string>(), form["about"]!.GetValue<string>()).ShouldBe(("Ben", Ana.Id.ToString("N")));
        form["due"]!.GetValue<string>().ShouldBe(hint.Length == 0 ? "2026-11-27" : "");
        form["hint"]!.GetValue<string>().ShouldStartWith(hint);
    }

    [Fact]
    public async Task Asks_no_more_than_ten_at_once() =>
        (await Ask(Maya, Ana, string.Join(", ", Enumerable.Repeat("Ben", 11))))
            .ShouldBeOfType<Reply.Invalid>()
            .Errors["who"]
            .ShouldContain("10");

    private Task<Reply> Ask(Person by, Person about, string who, string due = "") =>
        world.Press(
            by,
            "feedback.request",
            null,
            ("who", who),
            ("about", about.Id.ToString("N")),
            ("question", "How did it go?"),
            ("due", due)
        );

    private Task<Reply> Decline(Person by, string reason) =>
        world.Press(
            by,
            "feedback.decline",
            world.Team.All<FeedbackRequest>().Single(row => row.RecipientId == by.Id).Id,
            ("reason", reason)
        );
}
