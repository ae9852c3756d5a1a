using NodaTime;
using PerfSignal.Core.Contests;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.Drafting;
using PerfSignal.Core.Feedback;
using PerfSignal.Tests.Briefs;

namespace PerfSignal.Tests.Drafting;

/// <summary>Maya has an open draft about Ana when Ana contests what it rests on.</summary>
public sealed class ContestedDraftsTests : IDisposable
{
    private const string Points = "engineering.story_points";
    private readonly BriefWorld world = new();
    private readonly FeedbackNote note;

    public ContestedDraftsTests()
    {
        world.Figures =
        [
            Sample.Figure(Points, "Story points", value: 3617, position: Core.Signals.Position.Below),
            Sample.Figure("engineering.reviews", "Reviews", value: 4213, position: Core.Signals.Position.Above),
        ];
        note = new FeedbackNote
        {
            Id = Guid.CreateVersion7(),
            AuthorId = world.Maya.Id,
            SubjectId = world.Ana.Id,
            Kind = FeedbackKind.Feedback,
            Text = "The hand-over was late",
            At = BriefWorld.Start - Duration.FromDays(2),
        };
        world.Add(note);
    }

    public void Dispose() => world.Dispose();

    /// <summary>An id may have any digits in it.</summary>
    private static string WithoutIds(string text) =>
        System.Text.RegularExpressions.Regex.Replace(text, "[0-9a-f]{8}-?([0-9a-f]{4}-?){3}[0-9a-f]{12}|[0-9a-f]{64}", "");

    [Fact]
    public async Task A_contested_figure_leaves_the_open_draft_and_what_else_stands_in_it_stays()
    {
        var row = await Drafted();
        var mine = "Ana asked for help early.";
        await world.Press(world.Maya, "draft.edit", row, ("text", $"{mine}\nThat is 3,617 points now.\n{(await Draft()).Text()}"));

        await Contest("figure.contest", null, ("metric", Points), ("reason", "two sprints are missing"));

        var left = await Draft();
        left.State.ShouldBe(DraftState.Open);
        WithoutIds(left.Evidence + left.Sentences + left.Edited).ShouldNotContain("617");
        left.Edited!.ShouldContain(mine);
        left.Edited!.ShouldContain("4,213");
        var shown = CardJson.Read<DraftCard>((await Shown()).Model);
        shown.Notice.ShouldContain("contested by Ana Sousa (a figure)");
        shown.Lines.ShouldContain(line => line.Text == mine);

        (await world.Press(world.Maya, "draft.approve", row)).ShouldBeOfType<Reply.Said>().Text.ShouldContain("Approved");
        var summary = (await world.All<Summary>()).ShouldHaveSingleItem();
        WithoutIds(summary.Text + summary.Evidence + summary.Difference).ShouldNotContain("617");
    }

    [Fact]
    public async Task What_was_looked_at_before_it_was_contested_is_not_approved()
    {
        var row = await Drafted();
        var seen = (await Draft()).Version.ToString("N");
        await Contest("figure.contest", null, ("metric", Points), ("reason", "two sprints are missing"));
        (await world.Press(world.Maya, "draft.approve", row, ("version", seen))).ShouldBeOfType<Reply.Showed>();
        (await world.All<Summary>()).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_was_approved_before_keeps_what_it_rests_on()
    {
        var row = await Drafted();
        await world.Press(world.Maya, "draft.approve", row);
        var before = await Draft();
        await Contest("figure.contest", null, ("metric", Points), ("reason", "two sprints are missing"));
        var after = await Draft();
        (after.State, after.Evidence, after.Sentences).ShouldBe((before.State, before.Evidence, before.Sentences));
        (await world.All<Summary>()).ShouldHaveSingleItem().Evidence.ShouldBe(before.Evidence);
    }

    [Fact]
    public async Task A_sentence_that_rests_on_it_leaves_even_where_it_names_no_value()
    {
        await Drafted();
        var draft = await Draft();
        var pack = CardJson.Read<DraftPack>(draft.Evidence);
        string Of(string metric) => pack.Sources.Single(source => source.Value == metric).Key;
        DraftSentence[] sentences = [new("Fewer than planned.", [Of(Points)]), new("More than planned.", [Of("engineering.reviews")])];
        await world.Change<Draft>(draft.Id, row => row.Sentences = CardJson.Write(new WrittenDraft(sentences, null)));

        await Contest("figure.contest", null, ("metric", Points), ("reason", "two sprints are missing"));

        CardJson.Read<WrittenDraft>((await Draft()).Sentences).Sentences.ShouldHaveSingleItem().Text.ShouldBe("More than planned.");
    }

    [Fact]
    public async Task Contested_feedback_leaves_it_too_with_every_line_that_quotes_it()
    {
        await Drafted();
        (await Draft()).Sentences.ShouldContain("hand-over");
        await Contest("feedback.contest", note.Id, ("reason", "it was on time"));
        (await Draft()).Sentences.ShouldNotContain("hand-over");
        (await Draft()).Evidence.ShouldNotContain("hand-over");
        (await Draft()).Sentences.ShouldContain("4,213");
        (await Shown()).Model.ShouldNotContain("hand-over");
    }

    [Fact]
    public async Task A_draft_that_rests_on_something_else_is_left_alone()
    {
        world.Figures = [world.Figures[1]];
        await Drafted();
        var before = await Draft();
        world.Figures = [Sample.Figure(Points, "Story points")];
        await Contest("figure.contest", null, ("metric", Points), ("reason", "no"));
        (await Draft()).EvidenceHash.ShouldBe(before.EvidenceHash);
        (await world.Rows()).ShouldNotContain(one => one.Card == DraftCards.Card);
    }

    [Fact]
    public async Task A_draft_of_which_nothing_is_left_is_ended()
    {
        world.Figures = [world.Figures[0]];
        await world.Change<FeedbackNote>(note.Id, one => one.Contested = true);
        var row = await Drafted();
        await Contest("figure.contest", null, ("metric", Points), ("reason", "no"));
        (await Draft()).Sentences.ShouldNotContain("617");
        (await world.Press(world.Maya, "draft.approve", row)).ShouldBeOfType<Reply.Said>();
        (await world.All<Summary>()).ShouldAllBe(summary => !summary.Text.Contains("617"));
    }

    [Fact]
    public async Task What_a_model_wrote_while_it_was_contested_is_written_once_more()
    {
        var writer = new SlowModel(() => Contest("figure.contest", null, ("metric", Points), ("reason", "no")));
        world.DraftWriter = writer;
        await world.Ask(world.Maya, "draft.write", "Ana");
        (await world.In<WriteDrafts, int>(act => act.Run(default))).ShouldBe(1);
        (await Draft()).Writer.ShouldBe(WrittenDraft.Pending);
        (await world.In<WriteDrafts, int>(act => act.Run(default))).ShouldBe(1);
        writer.Asked.ShouldBe(2);
        (await Draft()).Writer.ShouldNotBe(WrittenDraft.Pending);
        WithoutIds((await Draft()).Sentences + (await Shown()).Model).ShouldNotContain("617");
    }

    private async Task<string> Drafted() =>
        CardJson
            .Read<DraftCard>((await world.Ask(world.Maya, "draft.write", "Ana")).ShouldBeOfType<Reply.Showed>().Model.ToJsonString())
            .Row;

    private async Task<Draft> Draft() => (await world.All<Draft>()).ShouldHaveSingleItem();

    private async Task<DeliveryRow> Shown() =>
        (await world.Rows()).Last(row => row.RecipientId == world.Maya.Id && row.Card == DraftCards.Card);

    private async Task Contest(string verb, Guid? row, params (string, string)[] fields)
    {
        (await world.Ask(world.Ana, verb, row: row, fields: fields)).ShouldBeOfType<Reply.Showed>();
        world.Clock.Advance(Duration.FromSeconds(1));
    }

    /// <summary>Writes a sentence with the first figure it is given, and Ana contests it the first time.</summary>
    private sealed class SlowModel(Func<Task> meanwhile) : IDraftWriter
    {
        public string Name => "slow-model";
        public int Asked { get; private set; }

        public async Task<WriterAnswer> Write(DraftRequest request, CancellationToken ct)
        {
            if (++Asked == 1)
            {
                await meanwhile();
            }

            var figure = request.Items.First(item => item.Kind == EvidenceKind.Figure);
            return new WriterAnswer.Wrote([new DraftSentence($"{figure.Name} stands at {figure.Value}.", [figure.Id])], DraftUsage.None);
        }
    }
}

file static class Texts
{
    public static string Text(this Draft draft) => DraftCards.TextOf(draft);
}
