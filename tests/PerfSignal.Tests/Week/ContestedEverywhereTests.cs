using Microsoft.EntityFrameworkCore;
using NodaTime;
using PerfSignal.Core.Contests;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Drafting;

namespace PerfSignal.Tests.Week;

/// <summary>Ana contests a figure and what Maya wrote about her, after both have the brief; Hana of HR decides. The whole service, on each platform.</summary>
public sealed class ContestedEverywhereTests
{
    private const string Points = "engineering.story_points";
    private const string Figure = "Story points";
    private const string Wrote =
        "On Tuesday the shop was down, and because of what you did customers could pay again within the hour: you stayed";
    private const string Mark = "contested";
    private static readonly Instant Wednesday = Script.Monday + Duration.FromDays(2);

    [Theory]
    [InlineData("web")]
    [InlineData("slack")]
    [InlineData("teams")]
    public async Task Is_marked_within_a_minute_wherever_it_stands_unmarked_when_not_upheld_and_told_where_a_card_is_gone(string where)
    {
        await using var stage = await Briefed(where);
        await stage.Types("maya", "draft Ana Sousa");
        await stage.Settle();
        IsIn(await Pack(stage)).ShouldBeTrue();
        var sent = await Brief(stage);
        sent.ShouldNotContain(Mark);
        var id = sent[..32];

        var from = stage.Clock.GetUtcNow();
        await Contest(stage);
        (stage.Clock.GetUtcNow() - from).ShouldBeLessThan(TimeSpan.FromMinutes(1));

        // The card that Maya has, a new one, the page, and the draft that was open, and one written anew.
        Occurrences(await Brief(stage, id), Mark).ShouldBeGreaterThanOrEqualTo(2, "the figure and the feedback");
        (await Answer(stage, "maya", "/brief Ana Sousa")).ShouldContain(Mark);
        (await Answer(stage, "ana", "/mydata")).ShouldContain(Mark);
        if (stage is WebStage web)
        {
            Occurrences(await web.Page("ana", "/me"), Mark).ShouldBeGreaterThanOrEqualTo(2);
        }

        IsIn(await Pack(stage)).ShouldBeFalse();
        await stage.Types("maya", "draft Ana Sousa");
        await stage.Settle();
        IsIn(await Pack(stage)).ShouldBeFalse();
        (await stage.Sees("maya")).ShouldAllBe(message => !message.Contains("P-3 is missing") && !message.Contains("it was somebody else"));

        foreach (var (contest, _) in await Contests(stage))
        {
            await stage.Presses("hana", DecideContest.Name, contest.ToString("N"));
            await stage.Settle();
            await stage.Fills("hana", DecideContest.Name, Fields(("decision", "rejected"), ("reason", "The record is right")));
            await stage.Settle();
        }

        (await Brief(stage, id)).ShouldNotContain(Mark);
        (await Answer(stage, "maya", "/brief Ana Sousa")).ShouldNotContain(Mark);
        (await Contests(stage)).Select(row => row.State).ShouldBe(["rejected", "rejected"]);
        (await stage.Sees("ana")).ShouldContain(message => message.Contains("The record is right"));

        // Once more, with the card gone from Maya's conversation: what cannot be marked is told to Ana.
        var gone = await stage.Deletes("maya", Figure);
        await ContestTheFigure(stage);
        await stage.Service.Tick();
        await stage.Settle();
        var told = (await stage.Sees("ana")).Count(message => message.Contains("could not be changed") && message.Contains("Maya Brandt"));
        told.ShouldBe(gone ? 1 : 0);
    }

    private static async Task<Stage> Briefed(string where)
    {
        var stage = where switch
        {
            "slack" => await SlackWeek.Start(),
            "teams" => await TeamsStage.Start(),
            _ => await WebStage.Start(),
        };
        await stage.Types("maya", "/feedback Ana Sousa");
        await stage.Settle();
        await stage.Fills("maya", "feedback.give", Fields(("text", Wrote), ("class", "shared")));
        await stage.Settle();
        await stage.Pass(Wednesday + Duration.FromMinutes(31));
        (await Brief(stage)).ShouldContain(Figure);
        return stage;
    }

    /// <summary>One click and a reason each.</summary>
    private static async Task Contest(Stage stage)
    {
        await stage.Types("ana", "/mydata");
        await stage.Settle();
        await stage.Presses("ana", ContestItem.OfFeedback, null);
        await stage.Settle();
        await stage.Fills("ana", ContestItem.OfFeedback, Fields(("reason", "it was somebody else")));
        await stage.Settle();
        await ContestTheFigure(stage);
    }

    private static async Task ContestTheFigure(Stage stage)
    {
        await stage.Types("ana", "contest");
        await stage.Settle();
        await stage.Fills("ana", ContestFigure.Name, Fields(("metric", Points), ("reason", "P-3 is missing")));
        await stage.Settle();
    }

    /// <summary>The brief as it stands in Maya's conversation: the first message with the figure.</summary>
    /// <summary>The card that was sent, not one that was asked for later.</summary>
    /// <param name="id">How the message begins on the web, which tells messages of one instant in any order; null takes the only one.</param>
    private static async Task<string> Brief(Stage stage, string? id = null)
    {
        var cards = (await stage.Sees("maya"))
            .Where(message => message.Contains(Figure) && !message.Contains("Draft of a summary"))
            .ToList();
        return stage is not WebStage ? cards[0]
            : id is null ? cards.ShouldHaveSingleItem()
            : cards.Single(card => card.StartsWith(id, StringComparison.Ordinal));
    }

    private static async Task<string> Answer(Stage stage, string who, string words)
    {
        // One by one: an answer may say the very same as a card that stands there. On the web a message has an id, and older ones may change.
        Func<string, string> same = stage is WebStage ? message => message[..32] : message => message;
        var before = (await stage.Sees(who)).Select(same).ToList();
        await stage.Types(who, words);
        await stage.Settle();
        var after = (await stage.Sees(who)).Where(message => !before.Remove(same(message)));
        return string.Join('\n', after);
    }

    private static async Task<DraftPack> Pack(Stage stage) =>
        CardJson.Read<DraftPack>(
            (await Rows<Draft>(stage)).Where(draft => draft.State == DraftState.Open).MaxBy(draft => draft.CreatedAt)!.Evidence
        );

    private static bool IsIn(DraftPack pack) =>
        pack.Items.Any(item => item.Kind == EvidenceKind.Feedback || pack.Sources.GetValueOrDefault(item.Id) == Points);

    private static async Task<IReadOnlyList<(Guid Id, string State)>> Contests(Stage stage) =>
        [.. (await Rows<Contest>(stage)).OrderBy(row => row.OpenedAt).Select(row => (row.Id, row.State))];

    private static async Task<List<T>> Rows<T>(Stage stage)
        where T : class => await stage.Service.Look(data => data.Set<T>().AsNoTracking().ToListAsync());

    private static int Occurrences(string text, string word) => text.Split(word).Length - 1;

    private static Dictionary<string, string> Fields(params (string Name, string Value)[] fields) =>
        fields.ToDictionary(field => field.Name, field => field.Value);
}
