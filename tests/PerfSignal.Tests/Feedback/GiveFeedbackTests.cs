using System.Text.Json.Nodes;
using NodaTime;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.Feedback;
using PerfSignal.Core.Governance;
using PerfSignal.Core.People;

namespace PerfSignal.Tests.Feedback;

public sealed class GiveFeedbackTests : IDisposable
{
    private const string Specific = "In Tuesday's demo you answered the auditor with the log lines, so she signed off the same day.";
    private readonly FeedbackWorld world = new();

    private Person Maya => world.Team.Maya;
    private Person Ana => world.Team.Ana;
    private Person Ben => world.Team.Ben;
    private Person Olga => world.Team.Olga;

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task Words_open_the_form_for_the_colleague_named()
    {
        var form = (await world.Type(Olga, "feedback ana: the runbook saved us an hour")).ShouldBeOfType<Reply.Opened>().Model;

        form["row"]!.GetValue<string>().ShouldBe(Ana.Id.ToString("N"));
        form["text"]!.GetValue<string>().ShouldBe("the runbook saved us an hour");
        world.Team.All<FeedbackNote>().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("nobody: x")]
    [InlineData("Olga: praising myself")]
    [InlineData("%: x")]
    [InlineData("_na: x")]
    public async Task Says_when_it_finds_nobody(string words) =>
        (await world.Type(Olga, "feedback " + words)).ShouldBeOfType<Reply.Said>().Text.ShouldContain("cannot find");

    [Fact]
    public async Task Offers_a_note_for_the_record_to_the_manager_only()
    {
        (await Classes(Maya, "ana")).ShouldBe(["shared", "mine", "record"]);
        (await Classes(Ben, "ana")).ShouldBe(["shared", "mine"]);
        (await Classes(Ana, "maya")).ShouldBe(["shared", "mine"]);
        (await Classes(Olga, "ana")).ShouldBe(["shared", "mine"]);

        async Task<List<string>> Classes(Person by, string about) =>
            [
                .. (await world.Type(by, "feedback " + about)).ShouldBeOfType<Reply.Opened>().Model["classes"]!
                    .AsArray()
                    .Select(one => one!["value"]!.GetValue<string>()),
            ];
    }

    [Theory]
    [InlineData("Ben")]
    [InlineData("Olga")]
    public async Task Refuses_a_note_for_the_record_of_anybody_else_and_keeps_what_was_typed(string name)
    {
        var by = name == "Ben" ? Ben : Olga;

        var invalid = (await Give(by, Ana, Specific, "record")).ShouldBeOfType<Reply.Invalid>();

        invalid.Errors.Keys.ShouldBe(["class"]);
        invalid.Model["text"]!.GetValue<string>().ShouldBe(Specific);
        world.Team.All<RecordNote>().ShouldBeEmpty();
    }

    [Fact]
    public async Task Asks_who_sees_it_where_nothing_was_chosen()
    {
        (await Give(Maya, Ana, Specific, "everyone")).ShouldBeOfType<Reply.Invalid>().Errors.Keys.ShouldBe(["class"]);
        world.Team.All<FeedbackNote>().ShouldBeEmpty();
    }

    [Fact]
    public async Task Tells_the_person_at_once_who_wrote_what()
    {
        var said = (await Give(Olga, Ana, Specific, "shared")).ShouldBeOfType<Reply.Said>().Text;

        said.ShouldContain("Ana Sousa sees it now");
        said.ShouldContain("manager");
        var row = world.Rows("feedback_received").ShouldHaveSingleItem();
        (row.RecipientId, row.Lane, row.NotBefore, row.Channel).ShouldBe((Ana.Id, Lane.Normal, world.Now, null));
        await world.Send();
        var model = world.Web.Asked.ShouldHaveSingleItem().Message.Model;
        model["title"]!.GetValue<string>().ShouldBe("Olga Orlova gave you feedback");
        model["text"]!.GetValue<string>().ShouldBe(Specific);
    }

    [Fact]
    public async Task Does_not_ring_in_quiet_hours()
    {
        world.Clock.Set(Instant.FromUtc(2026, 11, 24, 22, 30));
        await Give(Olga, Ana, Specific, "shared");

        await world.Send();

        world.Web.Asked.ShouldBeEmpty();
        world.Rows("feedback_received").Single().NotBefore.ShouldBe(Instant.FromUtc(2026, 11, 25, 7, 0));
    }

    [Fact]
    public async Task Keeps_a_note_for_the_record_and_tells_the_person()
    {
        (await Give(Maya, Ana, Specific, "record")).ShouldBeOfType<Reply.Said>().Text.ShouldContain("HR");

        world.Team.All<RecordNote>().ShouldHaveSingleItem().SubjectId.ShouldBe(Ana.Id);
        world.Team.All<FeedbackNote>().ShouldBeEmpty();
        var model = JsonNode.Parse(world.Rows("feedback_received").ShouldHaveSingleItem().Model)!;
        model["title"]!.GetValue<string>().ShouldContain("for the record");
    }

    [Fact]
    public async Task Keeps_a_private_note_apart_and_tells_nobody_of_it()
    {
        await Give(Maya, Ana, "lazy?", "mine");

        world.Team.All<MineNote>().ShouldHaveSingleItem().AuthorId.ShouldBe(Maya.Id);
        world.Team.All<FeedbackNote>().ShouldBeEmpty();
        world.Team.All<DeliveryRow>().ShouldBeEmpty();
        world.Team.All<AuditEntry>().ShouldAllBe(entry => entry.SubjectAlias == null);
    }

    [Fact]
    public async Task Keeps_what_was_typed_when_the_name_is_unknown()
    {
        var invalid = (
            await world.Press(Maya, "feedback.give", null, ("who", "Nobody"), ("text", "good work"), ("class", "mine"))
        ).ShouldBeOfType<Reply.Invalid>();

        invalid.Errors.Keys.ShouldBe(["who"]);
        invalid.Model["text"]!.GetValue<string>().ShouldBe("good work");
        invalid.Model["class"]!.GetValue<string>().ShouldBe("mine");
        invalid.Model["name"]!.GetValue<string>().ShouldBe("Nobody");
    }

    [Fact]
    public async Task Nobody_gives_feedback_to_themselves_or_to_somebody_who_left_or_never_was()
    {
        world.Change(Ben, person => person.LastDay = new LocalDate(2026, 11, 23));
        foreach (var row in new[] { Maya.Id, Ben.Id, Guid.NewGuid() })
        {
            var reply = await world.Press(Maya, "feedback.give", row, ("text", Specific), ("class", "shared"));
            reply.ShouldBeOfType<Reply.Invalid>().Model["text"]!.GetValue<string>().ShouldBe(Specific);
        }

        world.Team.All<FeedbackNote>().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \n\t ")]
    public async Task Refuses_nothing(string text) =>
        (await Give(Maya, Ana, text, "shared")).ShouldBeOfType<Reply.Invalid>().Errors.Keys.ShouldBe(["text"]);

    [Fact]
    public async Task Refuses_more_than_fits() =>
        (await Give(Maya, Ana, new string('x', FeedbackNote.MaxText + 1), "shared"))
            .ShouldBeOfType<Reply.Invalid>()
            .Errors.Keys.ShouldBe(["text"]);

    [Fact]
    public async Task Asks_once_for_what_is_missing_and_then_takes_it_as_it_is()
    {
        var asked = (await Give(Maya, Ana, "Great job", "shared")).ShouldBeOfType<Reply.Opened>().Model;

        asked["text"]!.GetValue<string>().ShouldBe("Great job");
        asked["hint"]!.GetValue<string>().ShouldContain("What exactly did Ana Sousa do");
        world.Team.All<FeedbackNote>().ShouldBeEmpty();

        var again = await world.Press(
            Maya,
            "feedback.give",
            Ana.Id,
            ("text", "Great job"),
            ("class", "shared"),
            ("asked", asked["asked"]!.GetValue<string>())
        );
        again.ShouldBeOfType<Reply.Said>();
        world.Team.All<FeedbackNote>().ShouldHaveSingleItem().Text.ShouldBe("Great job");
    }

    [Fact]
    public async Task Asks_about_vague_notes_for_the_record_and_not_about_private_ones()
    {
        (await Give(Maya, Ana, "Not good enough", "record")).ShouldBeOfType<Reply.Opened>();
        (await Give(Maya, Ana, "Not good enough", "mine")).ShouldBeOfType<Reply.Said>();
    }

    [Fact]
    public async Task Asks_in_words_too_and_keeps_both_parts()
    {
        var question = (await world.Type(Maya, "feedback ana shared: great job in the review")).ShouldBeOfType<Reply.Showed>();
        question.Card.ShouldBe(Dialogues.Card);
        question.Model["question"]!.GetValue<string>().ShouldContain("What exactly did Ana Sousa do");

        await world.Type(Maya, "you found the leak on line 40");

        world.Team.All<FeedbackNote>().ShouldHaveSingleItem().Text.ShouldBe("great job in the review you found the leak on line 40");
    }

    /// <summary>What is written about Ben never ends up in what Ana reads.</summary>
    [Theory]
    [InlineData("kudos Ben: thanks for the talk")]
    [InlineData("feedback Ben shared: the talk on Tuesday was clear, and two teams use it now")]
    public async Task A_command_about_somebody_else_is_no_answer_to_what_was_asked(string other)
    {
        (await world.Type(Maya, "feedback ana shared: great job in the review")).ShouldBeOfType<Reply.Showed>();
        await world.Type(Maya, other);

        world.Team.All<FeedbackNote>().ShouldAllBe(note => note.SubjectId != Ana.Id);
        await world.Type(Maya, "cancel");
    }

    [Fact]
    public async Task Words_that_say_who_sees_it_need_no_form()
    {
        await world.Type(Maya, "feedback Ana Sousa mine: ask about the conference");
        await world.Type(Maya, "feedback ana geteilt: " + Specific);

        world.Team.All<MineNote>().ShouldHaveSingleItem().Text.ShouldBe("ask about the conference");
        world.Team.All<FeedbackNote>().ShouldHaveSingleItem().Text.ShouldBe(Specific);
    }

    [Fact]
    public async Task Takes_hostile_text_as_it_is()
    {
        const string Hostile =
            "On Monday you wrote <script>alert(1)</script> ${x} *b* <!channel> '; DROP TABLE People;-- \u202e\ud83e\udd89 so we laughed";
        await Give(Olga, Ana, Hostile, "shared");

        world.Team.All<FeedbackNote>().ShouldHaveSingleItem().Text.ShouldBe(Hostile);
    }

    private Task<Reply> Give(Person by, Person about, string text, string noteClass) =>
        world.Press(by, "feedback.give", about.Id, ("text", text), ("class", noteClass));
}
