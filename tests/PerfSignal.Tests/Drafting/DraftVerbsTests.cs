using NodaTime;
using PerfSignal.Core.Commitments;
using PerfSignal.Core.Contests;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.Drafting;
using PerfSignal.Core.Feedback;
using PerfSignal.Core.Governance;
using PerfSignal.Core.People;
using PerfSignal.Tests.Briefs;

namespace PerfSignal.Tests.Drafting;

public sealed class DraftVerbsTests : IDisposable
{
    private readonly BriefWorld world = new();
    private readonly Person eve = BriefWorld.Person("eve@example.com", "Eve Stranger");
    private readonly Person dan = BriefWorld.Person("dan@example.com", "Dan Standin");

    public DraftVerbsTests()
    {
        world.Add(eve, dan);
        world.Figures = Sample.Full.Figures;
        world.Add(Promise("migrate billing"));
    }

    public void Dispose() => world.Dispose();

    [Theory]
    [InlineData("Ana")]
    [InlineData("ana@example.com")]
    [InlineData("@Ana Sousa 2026-09-01 2026-11-23")]
    public async Task Writes_a_draft_for_the_manager_that_cites_evidence_for_every_sentence(string words)
    {
        var card = await Draft(world.Maya, words);
        card.Title.ShouldContain("Ana Sousa");
        card.Label.ShouldContain("without AI");
        card.Lines.ShouldNotBeEmpty();
        card.Lines.ShouldAllBe(line => line.Refs.Length > 0);
        card.Lines.ShouldContain(line => line.Text.Contains("migrate billing"));
        card.Evidence.ShouldContain(line => line.Text.Contains("migrate billing"));
    }

    [Fact]
    public async Task Writes_from_the_button_on_the_brief_with_what_was_frozen()
    {
        var occurrence = world.Meet();
        await world.Send();
        world.Add(Promise("agreed after the freeze"));
        var card = Shown<DraftCard>(await world.Ask(world.Maya, "draft.write", row: occurrence.Id), "draft");
        card.Lines.ShouldNotContain(line => line.Text.Contains("after the freeze"));
    }

    [Fact]
    public async Task Keeps_what_is_contested_or_private_out_of_the_draft()
    {
        world.Add(
            new Contest
            {
                Id = Guid.CreateVersion7(),
                PersonId = world.Ana.Id,
                MetricKey = "engineering.review_participation",
                Reason = "wrong",
                OpenedAt = Now,
            },
            Feedback("seen differently", contested: true),
            Feedback("the runbook helped"),
            new MineNote
            {
                Id = Guid.CreateVersion7(),
                AuthorId = world.Maya.Id,
                SubjectId = world.Ana.Id,
                Text = "my private thought",
                At = Now,
            }
        );
        world.Meet();
        await world.Send();
        await Draft(world.Maya, "Ana");
        var row = (await world.All<Draft>()).Single();
        row.Evidence.ShouldContain("runbook");
        row.Evidence.ShouldNotContain("seen differently");
        row.Evidence.ShouldNotContain("private thought");
        CardJson
            .Read<DraftPack>(row.Evidence)
            .Items.ShouldNotContain(item => item.Kind == EvidenceKind.Figure && item.Name == "Review participation");
    }

    [Fact]
    public async Task Shows_the_same_draft_while_the_evidence_is_the_same_and_writes_again_only_when_it_changed()
    {
        var first = await Draft(world.Maya, "Ana");
        (await Draft(world.Maya, "Ana")).Row.ShouldBe(first.Row);
        Said(await world.Press(world.Maya, "draft.again", first.Row)).ShouldContain("evidence is the same");
        world.Add(Promise("a new thing"));
        var next = Shown<DraftCard>(await world.Press(world.Maya, "draft.again", first.Row), "draft");
        next.Row.ShouldNotBe(first.Row);
        (await world.All<Draft>()).Count(draft => draft.State == DraftState.Open).ShouldBe(1);
    }

    [Fact]
    public async Task Keeps_the_managers_own_words_when_the_evidence_changed_until_they_want_it_written_again()
    {
        var card = await Draft(world.Maya, "Ana");
        card.MayRewrite.ShouldBeFalse();
        await world.Press(world.Maya, "draft.edit", card.Row, ("text", "My own sentence."));
        world.Add(Promise("a new thing"));

        var kept = await Draft(world.Maya, "Ana");
        (kept.Row, kept.Lines.ShouldHaveSingleItem().Text, kept.MayRewrite).ShouldBe((card.Row, "My own sentence.", true));
        kept.Notice.ShouldContain("your words in it were kept");
        var next = Shown<DraftCard>(await world.Press(world.Maya, "draft.again", card.Row), "draft");
        next.Lines.ShouldContain(line => line.Text.Contains("a new thing"));
        next.MayRewrite.ShouldBeFalse();
    }

    [Fact]
    public async Task Keeps_what_the_manager_changed_beside_the_approved_text()
    {
        var card = await Draft(world.Maya, "Ana");
        var text = string.Join("\n", card.Lines.Skip(1).Select(line => line.Text).Append("My own sentence."));
        var edited = Shown<DraftCard>(await world.Press(world.Maya, "draft.edit", card.Row, ("text", text)), "draft");
        edited.Lines[^1].ShouldBe(new DraftLine("My own sentence.", ""));
        Said(await world.Press(world.Maya, "draft.approve", card.Row)).ShouldContain("Ana Sousa can read it");
        var summary = (await world.All<Summary>()).Single();
        summary.Text.ShouldBe(text);
        summary.ApprovedById.ShouldBe(world.Maya.Id);
        summary.Writer.ShouldBe("plain");
        var changes = CardJson.Read<List<ChangedLine>>(summary.Difference!);
        changes.Count(change => change.Change == LineChange.Removed).ShouldBe(1);
        changes.Single(change => change.Change == LineChange.Added).Text.ShouldBe("My own sentence.");
        foreach (var verb in new[] { "draft.edit", "draft.approve", "draft.discard", "draft.again" })
        {
            Said(await world.Press(world.Maya, verb, card.Row, ("text", "changed later"))).ShouldContain("no longer open");
        }

        (await world.All<Summary>()).Single().Text.ShouldBe(text);
    }

    [Fact]
    public async Task Asks_again_for_a_text_that_is_empty_or_too_long()
    {
        var card = await Draft(world.Maya, "Ana");
        foreach (var text in new[] { " ", new string('x', 3001), string.Join("\n", Enumerable.Repeat("x", 21)) })
        {
            (await world.Press(world.Maya, "draft.edit", card.Row, ("text", text)))
                .ShouldBeOfType<Reply.Invalid>()
                .Errors.Keys.ShouldBe(["text"]);
        }

        (await world.Press(world.Maya, "draft.edit", card.Row)).ShouldBeOfType<Reply.Opened>().Card.ShouldBe("draft_form");
    }

    [Fact]
    public async Task Shares_nothing_before_approval_and_brings_it_to_the_person_afterwards()
    {
        var card = await Draft(world.Maya, "Ana");
        Said(await world.Ask(world.Ana, "summary.show")).ShouldContain("no approved summary");
        (await world.Rows()).ShouldNotContain(row => row.RecipientId == world.Ana.Id);
        await world.Press(world.Maya, "draft.approve", card.Row);
        var sent = (await world.Rows()).Single(row => row.Card == "summary");
        sent.RecipientId.ShouldBe(world.Ana.Id);
        var shown = Shown<SummaryCard>(await world.Ask(world.Ana, "summary.show"), "summary");
        shown.Lines.Select(line => line.Text).ShouldBe(card.Lines.Select(line => line.Text));
        shown.MayComment.ShouldBeTrue();
        shown.Contest.ShouldBe((await world.All<Summary>()).Single().Id.ToString("N"));
        Said(await world.Press(world.Ana, "summary.comment", shown.Row, ("text", "I see it so too."))).ShouldContain("Saved");
        var seen = Shown<SummaryCard>(await world.Ask(world.Maya, "summary.show", "Ana"), "summary");
        seen.Comments.ShouldHaveSingleItem().Text.ShouldBe("I see it so too.");
        (seen.MayComment, seen.Contest).ShouldBe((false, ""));
        Said(await world.Press(world.Maya, "summary.comment", shown.Row, ("text", "in her name"))).ShouldContain("cannot find");
        (await world.All<SummaryComment>()).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Discards_without_sharing_anything()
    {
        var card = await Draft(world.Maya, "Ana");
        Said(await world.Press(world.Maya, "draft.discard", card.Row)).ShouldContain("Nothing was shared");
        (await world.All<Summary>()).ShouldBeEmpty();
        (await world.Rows()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("self")]
    [InlineData("stranger")]
    [InlineData("former manager")]
    [InlineData("hr")]
    [InlineData("skip-level")]
    [InlineData("peer")]
    public async Task Is_nobody_elses_before_approval(string who)
    {
        var card = await Draft(world.Maya, "Ana");
        var by = who == "self" ? world.Ana : eve;
        switch (who)
        {
            case "former manager":
                world.Add(Line(eve, world.Ana, new(2024, 1, 1), new(2025, 1, 1)));
                break;
            case "hr":
                world.Add(
                    new PersonRole
                    {
                        Id = Guid.CreateVersion7(),
                        PersonId = eve.Id,
                        Kind = RoleKind.Hr,
                    }
                );
                break;
            case "skip-level":
                world.Add(Line(eve, world.Maya, new(2024, 1, 1)));
                break;
            case "peer":
                world.Add(Line(world.Maya, eve, new(2024, 1, 1)));
                break;
        }

        foreach (var verb in new[] { "draft.edit", "draft.approve", "draft.discard", "draft.again", "summary.show" })
        {
            Said(await world.Press(by, verb, card.Row, ("text", "mine"))).ShouldContain("cannot find", customMessage: $"{who} {verb}");
        }

        Said(await world.Ask(by, "draft.write", row: world.Ana.Id)).ShouldContain("cannot find");
        Said(await world.Ask(by, "draft.write", "Ana")).ShouldContain("nobody called");
        (await world.All<Draft>())
            .Single()
            .ShouldSatisfyAllConditions(draft => draft.State.ShouldBe(DraftState.Open), draft => draft.Edited.ShouldBeNull());
    }

    [Fact]
    public async Task Is_the_delegates_as_the_managers_while_the_delegation_lasts()
    {
        world.Add(
            new Delegation
            {
                Id = Guid.CreateVersion7(),
                ManagerId = world.Maya.Id,
                DelegateId = dan.Id,
                From = new(2026, 11, 1),
                Until = new(2026, 12, 1),
            }
        );
        var card = await Draft(dan, "Ana");
        (await Draft(world.Maya, "Ana")).Row.ShouldBe(card.Row);
        world.Clock.Set(Instant.FromUtc(2026, 12, 2, 9, 0));
        Said(await world.Press(dan, "draft.approve", card.Row)).ShouldContain("cannot find");
    }

    [Fact]
    public async Task Never_calls_a_model_while_somebody_waits_and_sends_the_card_later()
    {
        var model = new Model();
        world.DraftWriter = model;
        Said(await world.Ask(world.Maya, "draft.write", "Ana")).ShouldContain("I am writing it");
        model.Asked.ShouldBe(0);
        (await world.In<WriteDrafts, int>(act => act.Run(CancellationToken.None))).ShouldBe(1);
        (await world.In<WriteDrafts, int>(act => act.Run(CancellationToken.None))).ShouldBe(0);
        model.Asked.ShouldBe(1);
        var sent = (await world.Rows()).ShouldHaveSingleItem();
        sent.RecipientId.ShouldBe(world.Maya.Id);
        CardJson.Read<DraftCard>(sent.Model).Label.ShouldContain("Drafted with AI (test-model)");
        (await WhyNot(sent)).ShouldBeNull();
        await world.Change<ReportingLine>(world.Line.Id, line => line.Until = new LocalDate(2026, 11, 24));
        (await WhyNot(sent)).ShouldBe("draft_gone");
    }

    [Theory]
    [InlineData("draft.discard")]
    [InlineData("draft.approve")]
    public async Task A_card_that_still_waits_does_not_leave_once_its_draft_ended(string verb)
    {
        world.DraftWriter = new Model();
        await world.Ask(world.Maya, "draft.write", "Ana");
        await world.In<WriteDrafts, int>(act => act.Run(CancellationToken.None));
        var waiting = (await world.Rows()).ShouldHaveSingleItem();
        await world.Press(world.Maya, verb, CardJson.Read<DraftCard>(waiting.Model).Row);
        (await WhyNot(waiting)).ShouldBe("draft_gone");
    }

    [Fact]
    public async Task Nothing_is_done_with_a_draft_that_a_model_is_still_to_write()
    {
        world.DraftWriter = new Model();
        await world.Ask(world.Maya, "draft.write", "Ana");
        var row = new DraftRow(world.Ana.Id, (await world.All<Draft>()).Single().Id).ToString();
        foreach (var verb in new[] { "draft.edit", "draft.approve", "draft.discard", "draft.again" })
        {
            Said(await world.Press(world.Maya, verb, row, ("text", "mine"))).ShouldContain("cannot find", customMessage: verb);
        }

        (await world.All<Draft>()).Single().State.ShouldBe(DraftState.Open);
    }

    [Fact]
    public async Task An_approved_summary_does_not_leave_for_somebody_who_left()
    {
        var card = await Draft(world.Maya, "Ana");
        await world.Press(world.Maya, "draft.approve", card.Row);
        var waiting = (await world.Rows()).Single(row => row.Card == "summary");
        (await WhyNot(waiting)).ShouldBeNull();
        await world.Change<Person>(world.Ana.Id, person => person.LastDay = new LocalDate(2026, 11, 1));
        (await WhyNot(waiting)).ShouldBe("summary_gone");
    }

    [Theory]
    [InlineData(Core.Signals.FigureState.Quarantined)]
    [InlineData(Core.Signals.FigureState.TooFew)]
    [InlineData(Core.Signals.FigureState.NoData)]
    public async Task Takes_no_figure_for_evidence_that_is_not_known(Core.Signals.FigureState state)
    {
        world.Figures = [Sample.Figure("engineering.story_points", "Story points", value: 3617) with { State = state }];
        await Draft(world.Maya, "Ana");
        CardJson
            .Read<DraftPack>((await world.All<Draft>()).Single().Evidence)
            .Items.ShouldNotContain(item => item.Kind == EvidenceKind.Figure);
    }

    [Fact]
    public async Task Leaves_out_what_was_frozen_in_the_brief_and_may_not_be_read_any_more()
    {
        var gone = Feedback("the runbook helped");
        var undone = Promise("order the laptops");
        world.Add(gone, undone, Feedback("the review was thorough"));
        world.Meet();
        await world.Send();
        await world.In<PerfSignalData, int>(async data =>
        {
            data.Remove((await data.FindAsync<FeedbackNote>(gone.Id))!);
            data.Remove((await data.FindAsync<Commitment>(undone.Id))!);
            return await data.SaveChangesAsync();
        });
        await Draft(world.Maya, "Ana");
        var row = (await world.All<Draft>()).Single();
        row.Evidence.ShouldContain("thorough");
        row.Evidence.ShouldNotContain("runbook");
        row.Evidence.ShouldContain("migrate billing");
        row.Evidence.ShouldNotContain("laptops");
    }

    [Fact]
    public async Task Asks_no_model_where_it_is_switched_off()
    {
        world.DraftWriter = new Model();
        world.Add(
            new DraftingSwitch
            {
                Scope = "department:Platform",
                ById = eve.Id,
                At = Now,
            }
        );
        (await Draft(world.Maya, "Ana")).Label.ShouldContain("without AI");
    }

    [Theory]
    [InlineData("", "Write: draft NAME")]
    [InlineData("Zed", "nobody called")]
    [InlineData("Ana 2026-11-01 2026-10-01", "A period goes")]
    [InlineData("Ana 2026-11-01 2026-12-01", "A period goes")]
    [InlineData("Ana 2026-99-01 2026-12-01", "A period goes")]
    public async Task Says_what_to_write_where_the_words_are_not_clear(string words, string answer) =>
        Said(await world.Ask(world.Maya, "draft.write", words)).ShouldContain(answer);

    private Task<string?> WhyNot(DeliveryRow row) =>
        world.In<IEnumerable<IDeliveryCheck>, string?>(checks =>
            checks.Single(check => check.Name == row.Check).WhyNot(row, CancellationToken.None)
        );

    private async Task<DraftCard> Draft(Person by, string words) => Shown<DraftCard>(await world.Ask(by, "draft.write", words), "draft");

    private static Instant Now => BriefWorld.Start - Duration.FromHours(1);

    private Commitment Promise(string text) =>
        new()
        {
            Id = Guid.CreateVersion7(),
            ManagerId = world.Maya.Id,
            ReportId = world.Ana.Id,
            OwnerId = world.Ana.Id,
            AuthorId = world.Maya.Id,
            Text = text,
            DueOn = new LocalDate(2026, 11, 20),
            CreatedAt = Now,
        };

    private FeedbackNote Feedback(string text, bool contested = false) =>
        new()
        {
            Id = Guid.CreateVersion7(),
            AuthorId = world.Maya.Id,
            SubjectId = world.Ana.Id,
            Kind = FeedbackKind.Feedback,
            Text = text,
            At = Now,
            Contested = contested,
        };

    private static ReportingLine Line(Person manager, Person report, LocalDate from, LocalDate? until = null) =>
        new()
        {
            Id = Guid.CreateVersion7(),
            ManagerId = manager.Id,
            ReportId = report.Id,
            From = from,
            Until = until,
        };

    private static T Shown<T>(Reply reply, string card)
    {
        var shown = reply.ShouldBeOfType<Reply.Showed>();
        shown.Card.ShouldBe(card);
        return CardJson.Read<T>(shown.Model.ToJsonString(CardJson.Options));
    }

    private static string Said(Reply reply) => reply.ShouldBeOfType<Reply.Said>().Text;

    private sealed class Model : IDraftWriter
    {
        public int Asked { get; private set; }
        public string Name => "test-model";

        public Task<WriterAnswer> Write(DraftRequest request, CancellationToken ct)
        {
            Asked++;
            return Task.FromResult<WriterAnswer>(
                new WriterAnswer.Wrote([new("P2 agreed to migrate billing by 20 November.", ["E1"])], new DraftUsage(10, 5))
            );
        }
    }
}
