using System.Text.Json.Nodes;
using NodaTime;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Feedback;
using PerfSignal.Core.Governance;

namespace PerfSignal.Tests.Conversing;

public sealed class DialogueTests
{
    [Fact]
    public async Task Goes_on_after_a_restart_and_on_another_platform()
    {
        using var talk = new Talk();
        Question(await talk.Says("jot", on: PlatformName.Slack)).ShouldBe("What?");
        talk.Restart();
        Question(await talk.Says("note the outage well", on: PlatformName.Web)).ShouldBe("About whom is “note the outage well”?");
        talk.Restart();

        (await talk.Says("ben@example.com", on: PlatformName.Teams)).ShouldBe(new Reply.Said("Jotted: note the outage well"));
        var note = talk.Team.All<MineNote>().ShouldHaveSingleItem();
        (note.AuthorId, note.SubjectId).ShouldBe((talk.Ana.Id, talk.Team.Ben.Id));
        talk.Open.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("jot", "cancel", "Cancelled. Nothing was saved.")]
    [InlineData("jot", " Cancel. ", "Cancelled. Nothing was saved.")]
    [InlineData("jot", "/abbrechen", "Cancelled. Nothing was saved.")]
    [InlineData("jot", "/perf cancel", "Cancelled. Nothing was saved.")]
    [InlineData("jot", "/note this", "Noted: this")]
    [InlineData("jot", "/perf note this", "Noted: this")]
    [InlineData("jot", "note", "Noted: ")]
    [InlineData("jot", "/goels", "I do not know “goels”. Did you mean “goals”?")]
    [InlineData("jot x y", "note this", "Noted: this")]
    [InlineData("jot x y", "note: this", "Noted: this")]
    public async Task Takes_commands_for_commands_while_something_is_asked(string first, string words, string said)
    {
        using var talk = new Talk();
        await talk.Says(first);
        Text(await talk.Says(words)).ShouldStartWith(said[..5]);
        Text(await talk.Says(words)).ShouldNotBeEmpty();
        talk.Open.Count.ShouldBe(said.StartsWith("Cancelled", StringComparison.Ordinal) ? 0 : 1);
    }

    [Theory]
    [InlineData("note this is how it begins", "note this is how it begins")]
    [InlineData("perf was great", "perf was great")]
    [InlineData("/perf she stayed late", "she stayed late")]
    [InlineData("/etc/passwd was world-readable", "/etc/passwd was world-readable")]
    [InlineData("goels", "goels")]
    [InlineData("help me\ncancel", "help me\ncancel")]
    [InlineData("🦉 and \"quotes\"", "🦉 and \"quotes\"")]
    public async Task Takes_free_text_as_it_was_typed(string words, string kept)
    {
        using var talk = new Talk();
        await talk.Says("jot");
        Question(await talk.Says(words)).ShouldBe($"About whom is “{kept}”?");
        await talk.Says("ben@example.com");
        talk.Team.All<MineNote>().ShouldHaveSingleItem().Text.ShouldBe(kept);
    }

    [Fact]
    public async Task Takes_what_is_no_character_like_other_text()
    {
        using var talk = new Talk();
        await talk.Says("jot");
        await talk.Says($"half {'\ud800'}, zero \0.");
        await talk.Says("ben@example.com");
        talk.Team.All<MineNote>().ShouldHaveSingleItem().Text.ShouldBe("half \ufffd, zero \ufffd.");
    }

    [Fact]
    public async Task Leaves_the_question_open_for_buttons_and_forms()
    {
        using var talk = new Talk();
        await talk.Says("jot");
        await talk.Presses("help", null);
        await talk.Sends(talk.Ana, PlatformName.Web, "form", "goal.progress", null, new() { ["progress"] = "50" });
        Question(await talk.Says("as I said")).ShouldContain("as I said");
    }

    [Fact]
    public async Task Asks_three_times_and_then_shows_all_words_back()
    {
        using var talk = new Talk();
        await talk.Says("jot she stayed late");
        Question(await talk.Says("Bem")).ShouldContain("About whom");
        Question(await talk.Says("Benn")).ShouldContain("About whom");
        var (why, _, typed) = Ended(await talk.Says("Bennn"));

        why.ShouldContain("could not use any of these answers");
        typed.ShouldBe(["she stayed late", "Bem", "Benn", "Bennn"]);
        talk.Open.ShouldBeEmpty();
        talk.Team.All<MineNote>().ShouldBeEmpty();
    }

    [Fact]
    public async Task Counts_the_same_question_only()
    {
        using var talk = new Talk();
        await talk.Says("pick one please");
        await talk.Says("x");
        await talk.Says("y");
        (await talk.Says("7")).ShouldBe(new Reply.Said("Picked 7"));
    }

    [Fact]
    public async Task Puts_the_newer_question_first_and_says_back_what_was_typed_for_the_older()
    {
        using var talk = new Talk();
        await talk.Says("jot she stayed late");
        var card = Model(await talk.Says("/pick"), "question");

        ((string)card["question"]!).ShouldBe("Which number?");
        ((string)card["dropped"]!["question"]!).ShouldBe("About whom is “she stayed late”?");
        Words(card["dropped"]!).ShouldBe(["she stayed late"]);
        (await talk.Says("7")).ShouldBe(new Reply.Said("Picked 7"));
        talk.Open.ShouldBeEmpty();
    }

    [Fact]
    public async Task Drops_nothing_when_it_is_asked_the_same_again_before_a_word_was_typed()
    {
        using var talk = new Talk();
        var first = Model(await talk.Says("pick"), "question");
        var again = Model(await talk.Says("/pick", on: PlatformName.Slack), "question");
        again["dropped"].ShouldBeNull();
        ((string)again["id"]!).ShouldBe((string)first["id"]!);
        Model(await talk.Says("jot"), "question")["dropped"].ShouldNotBeNull("another question");
        Words(Model(await talk.Says("/jot she stayed late"), "question")["dropped"]!).ShouldBeEmpty("now there are words to it");
        Words(Model(await talk.Says("/jot she left early"), "question")["dropped"]!).ShouldBe(["she stayed late"]);
    }

    [Fact]
    public async Task Says_once_that_an_answer_came_late_with_everything_typed()
    {
        using var talk = new Talk();
        await talk.Says("jot she stayed late");
        talk.Clock.Advance(Duration.FromMinutes(30));
        var late = Model(await talk.Says("ben@example.com"), "question_late");

        ((string)late["before"]!["question"]!).ShouldBe("About whom is “she stayed late”?");
        Words(late["before"]!).ShouldBe(["she stayed late"]);
        ((string)late["answer"]!).ShouldBe("ben@example.com");
        talk.Team.All<MineNote>().ShouldBeEmpty();
        Text(await talk.Says("goels")).ShouldContain("Did you mean");
        (await talk.Says("!milk")).ShouldBe(new Reply.Said("Noted: milk"));

        (await talk.Presses(TakeLateAnswer.Name, (string)late["id"]!)).ShouldBe(new Reply.Said("Jotted: she stayed late"));
        (await talk.Presses(TakeLateAnswer.Name, (string)late["id"]!)).ShouldBeOfType<Reply.Said>().Text.ShouldContain("gone");
        talk.Team.All<MineNote>().Count(note => note.SubjectId is not null).ShouldBe(1);
    }

    [Fact]
    public async Task Answers_in_time_until_the_last_second()
    {
        using var talk = new Talk();
        await talk.Says("pick");
        talk.Clock.Advance(Duration.FromMinutes(30) - Duration.FromSeconds(1));
        (await talk.Says("7")).ShouldBe(new Reply.Said("Picked 7"));
    }

    [Fact]
    public async Task Asks_again_what_ran_out_and_goes_on_with_everything_typed()
    {
        using var talk = new Talk();
        await talk.Says("jot she stayed late");
        talk.Clock.Advance(Duration.FromHours(3));
        var late = Model(await talk.Says("somebody"), "question_late");
        Question(await talk.Presses(ResumeDialogue.Name, (string)late["id"]!)).ShouldBe("About whom is “she stayed late”?");
        (await talk.Says("ben@example.com")).ShouldBe(new Reply.Said("Jotted: she stayed late"));
    }

    [Fact]
    public async Task Ends_nothing_by_the_button_of_an_older_question()
    {
        using var talk = new Talk();
        var first = (string)Model(await talk.Says("pick"), "question")["id"]!;
        await talk.Says("7");
        await talk.Says("jot she stayed late");
        foreach (var verb in new[] { CancelDialogue.Name, ResumeDialogue.Name, TakeLateAnswer.Name })
        {
            (await talk.Presses(verb, first)).ShouldBeOfType<Reply.Said>().Text.ShouldContain("closed already");
        }

        (await talk.Says("ben@example.com")).ShouldBe(new Reply.Said("Jotted: she stayed late"));
    }

    [Fact]
    public async Task Ends_by_the_button_of_any_of_its_questions()
    {
        using var talk = new Talk();
        var id = (string)Model(await talk.Says("jot"), "question")["id"]!;
        await talk.Says("she stayed late");
        (await talk.Presses(CancelDialogue.Name, id)).ShouldBeOfType<Reply.Said>().Text.ShouldBe("Cancelled. Nothing was saved.");
        talk.Open.ShouldBeEmpty();
    }

    [Fact]
    public async Task Forgets_after_a_day()
    {
        using var talk = new Talk();
        await talk.Says("jot a secret of mine");
        talk.Clock.Advance(Duration.FromHours(24) - Duration.FromSeconds(1));
        await talk.Within<PurgeDialogues>(purge => purge.Run(default));
        var id = (string)Model(await talk.Says("ben"), "question_late")["id"]!;

        talk.Clock.Advance(Duration.FromSeconds(1));
        (await talk.Presses(ResumeDialogue.Name, id)).ShouldBeOfType<Reply.Said>().Text.ShouldContain("a day at most");
        talk.Open.ShouldBeEmpty();
        await talk.Says("jot another");
        talk.Clock.Advance(Duration.FromHours(24));
        await talk.Within<PurgeDialogues>(purge => purge.Run(default));
        talk.Open.ShouldBeEmpty();
        (await talk.Says("cancel")).ShouldBeOfType<Reply.Said>().Text.ShouldContain("nothing to cancel");
    }

    [Fact]
    public async Task Shows_everything_back_when_a_newer_version_cannot_go_on()
    {
        using var talk = new Talk();
        await talk.Says("jot she stayed late");
        talk.Restart([]);
        var (why, question, typed) = Ended(await talk.Says("ben@example.com"));
        why.ShouldContain("start again");
        question.ShouldBe("About whom is “she stayed late”?");
        typed.ShouldBe(["she stayed late", "ben@example.com"]);
        talk.Open.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("""{"who":"x"}""", 0)]
    [InlineData("[]", 0)]
    [InlineData("", 45)]
    [InlineData("""{"id":"6a0c0000-0000-0000-0000-000000000001","fields":null}""", 45)]
    public async Task Shows_an_answer_back_where_an_older_version_wrote_the_fields(string fields, int minutes)
    {
        using var talk = new Talk();
        await talk.Says("pick");
        using (var data = talk.Team.Open())
        {
            data.Set<Dialogue>().Single().Fields = fields;
            data.SaveChanges();
        }

        talk.Clock.Advance(Duration.FromMinutes(minutes));
        Ended(await talk.Says("12")).Typed.ShouldBe(["12"]);
        talk.Open.ShouldBeEmpty();
    }

    [Fact]
    public async Task Says_clearly_what_is_too_long_to_keep()
    {
        using var talk = new Talk();
        await talk.Says("jot");
        var (why, _, typed) = Ended(await talk.Says(new string('a', 8000) + new string('\n', 3000) + "b"));
        why.ShouldContain("more than I can keep");
        typed.ShouldHaveSingleItem().Length.ShouldBe(TypedBefore.MaxShown);
        talk.Open.ShouldBeEmpty();
    }

    [Fact]
    public async Task Keeps_the_longest_message_that_a_platform_takes()
    {
        using var talk = new Talk();
        await talk.Says("pick");
        Question(await talk.Says(new string('ü', 8000))).ShouldBe("Which number?");
        (await talk.Says("7")).ShouldBe(new Reply.Said("Picked 7"));
    }

    [Fact]
    public async Task Says_where_to_answer_when_it_was_asked_in_a_channel()
    {
        using var talk = new Talk();
        ((bool)Model(await talk.Says("/pick", on: PlatformName.Slack, aside: true), "question")["isAside"]!).ShouldBeTrue();
        ((bool)Model(await talk.Says("pick", on: PlatformName.Slack), "question")["isAside"]!).ShouldBeFalse();
        (await talk.Says("/perf 7", on: PlatformName.Slack, aside: true)).ShouldBe(new Reply.Said("Picked 7"));
    }

    [Fact]
    public async Task Takes_one_of_two_answers_that_arrive_at_the_same_moment()
    {
        using var talk = new Talk();
        for (var round = 0; round < 5; round++)
        {
            await talk.Says("pick");
            var replies = await Task.WhenAll(
                Task.Run(() => talk.Says("7", on: PlatformName.Slack)),
                Task.Run(() => talk.Says("8", on: PlatformName.Web))
            );
            replies.OfType<Reply.Said>().Count(said => said.Text.StartsWith("Picked", StringComparison.Ordinal)).ShouldBe(1);
            talk.Open.ShouldBeEmpty();
        }
    }

    [Fact]
    public async Task Keeps_one_question_where_two_are_asked_at_the_same_moment()
    {
        using var talk = new Talk();
        for (var round = 0; round < 5; round++)
        {
            var replies = await Task.WhenAll(Task.Run(() => talk.Says("pick")), Task.Run(() => talk.Says("jot x y")));
            replies.Select(reply => Model(reply, "question")).Count(card => card["dropped"] is not null).ShouldBe(1);
            talk.Open.Count.ShouldBe(1);
            await talk.Says("cancel");
        }
    }

    [Fact]
    public async Task Answers_the_same_delivered_many_times_at_once_with_one_answer()
    {
        using var talk = new Talk();
        await talk.Says("jot she stayed late");
        var replies = await Task.WhenAll(
            Enumerable.Range(0, 6).Select(_ => Task.Run(() => talk.Says("ben@example.com", @event: "the one")))
        );
        replies.ShouldAllBe(reply => reply == new Reply.Said("Jotted: she stayed late"));
        talk.Team.All<MineNote>().Count.ShouldBe(1);
    }

    [Fact]
    public async Task Keeps_the_question_when_the_verb_breaks()
    {
        using var talk = new Talk();
        await talk.Says("pick");
        await Should.ThrowAsync<InvalidOperationException>(() => talk.Says("/fail"));
        (await talk.Says("7")).ShouldBe(new Reply.Said("Picked 7"));
    }

    [Fact]
    public async Task Mixes_up_no_two_people_and_tells_the_audit_nothing()
    {
        using var talk = new Talk();
        await talk.Says("jot", talk.Ana);
        await talk.Says("jot", talk.Team.Ben);
        await talk.Says("words of Ana", talk.Ana);
        await talk.Says("words of Ben", talk.Team.Ben);
        await talk.Says("maya@example.com", talk.Team.Ben);
        await talk.Says("olga@example.com", talk.Ana);

        talk.Team.All<MineNote>()
            .Select(note => (note.AuthorId, note.Text))
            .ShouldBe([(talk.Ana.Id, "words of Ana"), (talk.Team.Ben.Id, "words of Ben")], ignoreOrder: true);
        talk.Team.All<AuditEntry>().ShouldAllBe(entry => !$"{entry.What}{entry.Purpose}".Contains("words"));
    }

    [Fact]
    public async Task Hears_nothing_of_somebody_who_left()
    {
        using var talk = new Talk();
        await talk.Says("jot she stayed late", talk.Team.Ben);
        using (var data = talk.Team.Open())
        {
            data.People.Single(person => person.Id == talk.Team.Ben.Id).LastDay = new LocalDate(2026, 11, 23);
            data.SaveChanges();
        }

        (await talk.Says("ana@example.com", talk.Team.Ben)).ShouldBeOfType<Reply.Said>().Text.ShouldContain("cannot find you");
        talk.Clock.Advance(Duration.FromHours(24));
        await talk.Within<PurgeDialogues>(purge => purge.Run(default));
        talk.Open.ShouldBeEmpty();
    }

    private static JsonObject Model(Reply reply, string card)
    {
        var showed = reply.ShouldBeOfType<Reply.Showed>();
        showed.Card.ShouldBe(card);
        return showed.Model;
    }

    /// <summary>What is said in words, with a button to mean it or without.</summary>
    private static string Text(Reply reply) => reply is Reply.Said said ? said.Text : (string)Model(reply, "meant")["text"]!;

    private static string Question(Reply reply) => (string)Model(reply, "question")["question"]!;

    private static (string Why, string Question, List<string> Typed) Ended(Reply reply)
    {
        var model = Model(reply, "question_ended");
        return ((string)model["why"]!, (string)model["before"]!["question"]!, Words(model["before"]!));
    }

    private static List<string> Words(JsonNode before) => [.. before["typed"]!.AsArray().Select(line => (string)line!["words"]!)];
}
