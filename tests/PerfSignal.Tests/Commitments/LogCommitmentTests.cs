using NodaTime;
using PerfSignal.Core.Commitments;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.People;

namespace PerfSignal.Tests.Commitments;

public sealed class LogCommitmentTests : IDisposable
{
    private readonly CommitmentWorld world = new();

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task Words_open_the_form_filled_in_and_save_nothing()
    {
        var form = (await world.Type(world.Maya, "commit Ana: migrate billing by Friday")).ShouldBeOfType<Reply.Opened>().Model;

        form["text"]!.GetValue<string>().ShouldBe("migrate billing");
        form["due"]!.GetValue<string>().ShouldBe("2026-11-27");
        form["dueSaid"]!.GetValue<string>().ShouldBe("Understood: due Fri 27 Nov");
        form["owner"]!.GetValue<string>().ShouldBe("other");
        form["with"]!.GetValue<string>().ShouldBe(world.Ana.Id.ToString("N"));
        world.Commitments.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("commit I'll send the report tomorrow", "send the report", "2026-11-25", "me")]
    [InlineData("commit me: send the report by 12.12.", "send the report", "2026-12-12", "me")]
    [InlineData("commit send the report", "send the report", "", "me")]
    [InlineData("commit Maya: ask Finance in two weeks", "ask Finance", "2026-12-08", "other")]
    [InlineData("commit maya@example.com: ask Finance", "ask Finance", "", "other")]
    [InlineData("commit fix: the build", "fix: the build", "", "me")]
    public async Task A_report_has_one_pair_and_need_not_name_it(string typed, string text, string due, string owner)
    {
        var form = (await world.Type(world.Ana, typed)).ShouldBeOfType<Reply.Opened>().Model;

        (form["text"]!.GetValue<string>(), form["due"]!.GetValue<string>(), form["owner"]!.GetValue<string>()).ShouldBe((text, due, owner));
    }

    [Fact]
    public async Task Asks_with_whom_then_when_and_shows_what_it_will_save()
    {
        Question(await world.Type(world.Maya, "commit I'll draw the plan by 12/3"))
            .ShouldBe("With whom? Answer with a name: Ana Sousa, Ben Adler.");
        Question(await world.Type(world.Maya, "Zoe")).ShouldContain("With whom?");
        Question(await world.Type(world.Maya, "Ben")).ShouldContain("“by 12/3” may mean Thu 3 Dec or Fri 12 Mar 2027. Which one?");
        Question(await world.Type(world.Maya, "Frday")).ShouldContain("I do not understand “Frday” as a day");
        Question(await world.Type(world.Maya, "20 Nov")).ShouldContain("Fri 20 Nov has passed");
        var check = await world.Type(world.Maya, "2");
        world.Commitments.ShouldBeEmpty();

        var line = check.ShouldBeOfType<Reply.Showed>().Model["lines"]![0]!;
        (line["owner"]!.GetValue<string>(), line["text"]!.GetValue<string>(), line["due"]!.GetValue<string>()).ShouldBe(
            ("Maya Brandt", "draw the plan", "due Fri 12 Mar 2027")
        );
        await world.PressSave(world.Maya, check);
        var saved = world.Only;
        (saved.OwnerId, saved.ReportId, saved.Text, saved.DueOn).ShouldBe(
            (world.Maya.Id, world.Ben.Id, "draw the plan", new LocalDate(2027, 3, 12))
        );
        world.All<Dialogue>().ShouldBeEmpty();
    }

    [Fact]
    public async Task Another_promise_instead_of_a_name_is_shown_with_the_first()
    {
        Question(await world.Type(world.Maya, "I'll send the report tomorrow")).ShouldContain("With whom?");
        var check = (await world.Type(world.Maya, "Ana: migrate billing by Friday")).ShouldBeOfType<Reply.Showed>();

        check.Card.ShouldBe(NoteCommitments.Card);
        check.Model["lines"]!.AsArray().Select(line => line!["problem"]!.GetValue<string>()).ShouldAllBe(problem => problem == "");
        await world.PressSave(world.Maya, check);
        world
            .Commitments.Select(row => (row.OwnerId, row.ReportId, row.Text))
            .ShouldBe(
                [(world.Maya.Id, world.Ana.Id, "send the report"), (world.Ana.Id, world.Ana.Id, "migrate billing")],
                ignoreOrder: true
            );
        world.All<Dialogue>().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("yes")]
    [InlineData("Ja.")]
    [InlineData("/perf ok")]
    public async Task Yes_typed_under_the_card_saves_what_it_showed(string yes)
    {
        await world.Type(world.Maya, "Ana: migrate billing by Friday");
        world.Commitments.ShouldBeEmpty();
        world.Clock.Advance(Duration.FromMinutes(29));
        var saved = (await world.Type(world.Maya, yes)).ShouldBeOfType<Reply.Showed>();

        (saved.Replaces, saved.Model["open"]!.GetValue<bool>()).ShouldBe((false, false));
        (world.Only.OwnerId, world.Only.Text, world.Only.DueOn).ShouldBe((world.Ana.Id, "migrate billing", new LocalDate(2026, 11, 27)));
        world.Clock.Advance(Duration.FromMinutes(1));
        await world.Type(world.Maya, yes);
        world.Commitments.Count.ShouldBe(1);
    }

    [Fact]
    public async Task No_and_a_yes_that_came_late_or_from_somebody_else_or_to_something_else_save_nothing()
    {
        await world.Type(world.Maya, "Ana: migrate billing by Friday");
        world.Clock.Advance(Duration.FromMinutes(1));
        (await world.Type(world.Ana, "yes")).ShouldBeOfType<Reply.Said>().Text.ShouldContain("I do not know “yes”");
        (await world.Type(world.Maya, "no")).ShouldBeOfType<Reply.Said>().Text.ShouldBe("All right, nothing was saved.");
        world.Clock.Advance(Duration.FromMinutes(1));
        await world.Type(world.Maya, "yes");

        world.Clock.Advance(Duration.FromMinutes(1));
        await world.Type(world.Maya, "Ana: migrate billing by Friday");
        world.Clock.Advance(Duration.FromMinutes(31));
        await world.Type(world.Maya, "yes");
        world.Commitments.ShouldBeEmpty();
    }

    [Fact]
    public async Task Yes_on_a_later_day_shows_the_other_date_before_it_saves()
    {
        world.Clock.Advance(Duration.FromHours(13.8));
        await world.Type(world.Maya, "Ana: one thing tomorrow\nBen: another tomorrow");
        world.Clock.Advance(Duration.FromMinutes(20));
        var again = (await world.Type(world.Maya, "yes")).ShouldBeOfType<Reply.Showed>();

        again.Model["open"]!.GetValue<bool>().ShouldBeTrue();
        world.Commitments.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("none", null)]
    [InlineData("OHNE", null)]
    [InlineData("next Monday", "2026-11-30")]
    public async Task A_date_that_is_not_clear_can_be_said_anew_or_left_out(string answer, string? due)
    {
        Question(await world.Type(world.Maya, "commit Ana: draw the plan by Frday"));
        await world.PressSave(world.Maya, await world.Type(world.Maya, answer));

        world.Only.Text.ShouldBe("draw the plan");
        (world.Only.DueOn is { } day ? NodaTime.Text.LocalDatePattern.Iso.Format(day) : null).ShouldBe(due);
    }

    [Fact]
    public async Task Asks_what_when_only_the_verb_was_typed()
    {
        Question(await world.Type(world.Maya, "commit"));
        Question(await world.Type(world.Maya, "Ana")).ShouldContain("What was promised between you and Ana Sousa?");
        var check = await world.Type(world.Maya, "Ana: call the vendor by Friday");
        await world.PressSave(world.Maya, check);

        (world.Only.OwnerId, world.Only.Text).ShouldBe((world.Ana.Id, "call the vendor"));
    }

    [Fact]
    public async Task Asks_in_the_readers_language()
    {
        await world.Change<Person>(world.Maya.Id, person => person.Language = "de");

        Question(await world.Type(world.Maya, "commit Ana: Bericht schicken bis 12/3")).ShouldContain("Do, 3. Dez. oder Fr, 12. März 2027");
    }

    [Fact]
    public async Task Nobody_to_promise_to_is_said()
    {
        (await world.Type(world.Olga, "commit x by Friday"))
            .ShouldBeOfType<Reply.Said>()
            .Text.ShouldContain("You have no 1:1s with anyone yet");
    }

    [Fact]
    public async Task The_form_saves_one_commitment_of_the_pair_with_its_history()
    {
        var meeting = world.Meet(world.Ana, Instant.FromDateTimeOffset(world.Clock.GetUtcNow()) - Duration.FromMinutes(20));
        var saved = await world.Log(world.Maya, world.Ana, "migrate billing", "2026-11-27");

        (saved.ManagerId, saved.ReportId, saved.OwnerId, saved.AuthorId).ShouldBe(
            (world.Maya.Id, world.Ana.Id, world.Ana.Id, world.Maya.Id)
        );
        (saved.DueOn, saved.OccurrenceId).ShouldBe((new LocalDate(2026, 11, 27), meeting.Id));
        var step = world.All<CommitmentChange>().ShouldHaveSingleItem();
        (step.CommitmentId, step.Act, step.AuthorId, step.DueOn).ShouldBe((saved.Id, CommitmentAct.Logged, world.Maya.Id, saved.DueOn));
    }

    [Fact]
    public async Task A_report_can_log_what_the_manager_promised()
    {
        var saved = await world.Log(world.Ana, world.Maya, "ask Finance");

        (saved.OwnerId, saved.ReportId, saved.DueOn, saved.OccurrenceId).ShouldBe((world.Maya.Id, world.Ana.Id, null, null));
    }

    [Theory]
    [InlineData("", "", "text", "Say in a few words")]
    [InlineData("migrate", "2026-02-30", "due", "I do not understand “2026-02-30”")]
    [InlineData("migrate", "2026-11-23", "due", "Mon 23 Nov has passed")]
    [InlineData("migrate", "12/3", "due", "Thu 3 Dec or Fri 12 Mar 2027")]
    [InlineData("migrate", "*soon*", "due", "This is not a date")]
    public async Task Keeps_what_was_typed_and_says_what_is_wrong(string text, string due, string field, string sentence)
    {
        var invalid = (
            await world.Press(world.Maya, "commitment.log", world.Ana.Id.ToString("N"), ("text", text), ("due", due), ("owner", "me"))
        ).ShouldBeOfType<Reply.Invalid>();

        invalid.Errors.ShouldHaveSingleItem().Key.ShouldBe(field);
        invalid.Errors[field].ShouldContain(sentence);
        (
            invalid.Model["text"]!.GetValue<string>(),
            invalid.Model["due"]!.GetValue<string>(),
            invalid.Model["owner"]!.GetValue<string>()
        ).ShouldBe((text, due, "me"));
        world.Commitments.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("today", "2026-11-24")]
    [InlineData("31.12.2026", "2026-12-31")]
    [InlineData("by Friday", "2026-11-27")]
    public async Task The_field_of_the_form_takes_words_too(string typed, string due)
    {
        (await world.Log(world.Maya, world.Ana, "x", typed)).DueOn.ShouldBe(NodaTime.Text.LocalDatePattern.Iso.Parse(due).Value);
    }

    [Fact]
    public async Task Refuses_somebody_who_is_neither_manager_nor_report()
    {
        foreach (
            var (by, with) in new[]
            {
                (world.Maya, world.Olga.Id),
                (world.Maya, world.Maya.Id),
                (world.Maya, Guid.NewGuid()),
                (world.Olga, world.Ana.Id),
            }
        )
        {
            (await world.Press(by, "commitment.log", with.ToString("N"), ("text", "x"), ("owner", "me"))).ShouldBeOfType<Reply.Said>();
            (await world.Press(by, "commitment.log", with.ToString("N"))).ShouldBeOfType<Reply.Said>();
            (await world.Press(by, "commitment.note", with.ToString("N"), ("lines", "me: x"))).ShouldBeOfType<Reply.Said>();
        }

        world.Commitments.ShouldBeEmpty();
    }

    [Fact]
    public async Task Keeps_nothing_of_a_message_that_was_handed_over()
    {
        var handed = new Inbound
        {
            Verb = "commitment.log",
            Text = "I'll send it by 12/3",
            IsFleeting = true,
            Platform = PlatformName.Teams,
            EventId = "1",
            PersonId = world.Maya.Id,
        };
        (await world.Receive(handed)).ShouldBeOfType<Reply.Said>().Text.ShouldContain("With whom?");
        var theirs = (await world.Receive(handed with { EventId = "2", Row = world.Ana.Id.ToString("N") }))
            .ShouldBeOfType<Reply.Opened>()
            .Model;

        theirs["owner"]!.GetValue<string>().ShouldBe("other");
        (theirs["text"]!.GetValue<string>(), theirs["due"]!.GetValue<string>()).ShouldBe(("I'll send it by 12/3", ""));
        world.All<Dialogue>().ShouldBeEmpty();
    }

    private static string Question(Reply reply)
    {
        var shown = reply.ShouldBeOfType<Reply.Showed>();
        shown.Card.ShouldBe("question");
        return shown.Model["question"]!.GetValue<string>();
    }
}
