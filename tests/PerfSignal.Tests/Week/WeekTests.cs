using Microsoft.EntityFrameworkCore;
using PerfSignal.Core.Briefs;
using PerfSignal.Core.Commitments;
using PerfSignal.Core.Contests;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Development;
using PerfSignal.Core.Drafting;
using PerfSignal.Core.Feedback;
using PerfSignal.Core.Goals;
using PerfSignal.Core.Signals;

namespace PerfSignal.Tests.Week;

/// <summary>One and the same week on every platform, through the adapters, ends in one and the same state.</summary>
public sealed class WeekTests
{
    [Fact]
    public async Task Ends_alike_on_Teams_on_Slack_and_on_the_web()
    {
        var ends = await Task.WhenAll(Play(WebStage.Start, "web"), Play(SlackWeek.Start, "slack"), Play(TeamsStage.Start, "teams"));

        Differences(ends[1], ends[0]).ShouldBeEmpty("Slack and the web");
        Differences(ends[2], ends[0]).ShouldBeEmpty("Teams and the web");
        // What all three agree on is what the script says.
        Rows<Commitment>(ends[0]).ShouldBe(5);
        Count<Commitment>(ends[0], "State=Done").ShouldBe(2);
        Rows<FeedbackNote>(ends[0]).ShouldBe(4);
        Count<FeedbackRequest>(ends[0], "State=Given", "State=Declined", "State=Withdrawn").ShouldBe(3);
        Rows<MineNote>(ends[0]).ShouldBe(3);
        Rows<RecordNote>(ends[0]).ShouldBe(1);
        Rows<Goal>(ends[0]).ShouldBe(3);
        Rows<GoalComment>(ends[0]).ShouldBe(2);
        // Two of them from the import.
        Rows<CheckIn>(ends[0]).ShouldBe(6);
        Rows<Assessment>(ends[0]).ShouldBe(2);
        Count<PlanItem>(ends[0], "State=Open").ShouldBe(1);
        Count<PlanItem>(ends[0], "State=Done").ShouldBe(1);
        Rows<ContextNote>(ends[0]).ShouldBe(1);
        Count<Contest>(ends[0], "Upheld=True").ShouldBe(2);
        Count<Contest>(ends[0], "Upheld=False").ShouldBe(2);
        Rows<Draft>(ends[0]).ShouldBe(2);
        Rows<Summary>(ends[0]).ShouldBe(1);
        Rows<SummaryComment>(ends[0]).ShouldBe(1);
        Rows<Brief>(ends[0]).ShouldBeGreaterThanOrEqualTo(1);
        Rows<Dialogue>(ends[0]).ShouldBe(0);
    }

    private static async Task<IReadOnlyList<string>> Play(Func<Task<Stage>> start, string where)
    {
        await using var stage = await start();
        foreach (var step in Script.Steps)
        {
            await stage.Pass(step.At);
            try
            {
                await Do(stage, step);
                await stage.Settle();
            }
            catch (Exception e)
            {
                throw new ShouldAssertException($"On {where}, {step}", e);
            }
        }

        return await stage.Service.Look(data => Task.FromResult(Content.Of(data)));
    }

    private static Task Do(Stage stage, Step step) =>
        step.Deed switch
        {
            Deed.Types types => stage.Types(step.Who, types.Words),
            Deed.Presses { Row: null } presses => stage.Presses(step.Who, presses.Verb, null),
            Deed.Presses presses => Press(stage, step.Who, presses.Verb, presses.Row!),
            Deed.Waits => stage.Work(step.At),
            Deed.Fills fills => stage.Fills(step.Who, fills.Verb, fills.Values.ToDictionary(one => one.Field, one => one.Value)),
            _ => throw new ArgumentOutOfRangeException(nameof(step)),
        };

    private static async Task Press(Stage stage, string who, string verb, string row) =>
        await stage.Presses(who, verb, await stage.Service.Look(data => Named(data, row)));

    /// <summary>The id of the row that a step names by its words; the words where they are the row's own.</summary>
    private static async Task<string> Named(Core.Data.PerfSignalData data, string words) =>
        await data.Set<Commitment>()
            .Where(row => row.Text == words)
            .Select(row => row.Id)
            .Concat(data.Set<Goal>().Where(row => row.Title == words).Select(row => row.Id))
            .Concat(data.Set<PlanItem>().Where(row => row.Text == words).Select(row => row.Id))
            .Concat(data.Set<Contest>().Where(row => row.Reason == words).Select(row => row.Id))
            .Concat(data.Set<FeedbackNote>().Where(row => row.Text == words).Select(row => row.Id))
            .Concat(data.Set<FeedbackRequest>().Where(row => row.Question == words).Select(row => row.GroupId))
            .Distinct()
            .ToListAsync() switch
        {
            [] => words,
            [var id] => id.ToString("N"),
            _ => throw new ShouldAssertException($"Several rows are called {words}."),
        };

    /// <summary>Rows that only one of two has, or has more often.</summary>
    private static List<string> Differences(IReadOnlyList<string> one, IReadOnlyList<string> other)
    {
        var here = one.CountBy(row => row).ToDictionary();
        var there = other.CountBy(row => row).ToDictionary();
        return
        [
            .. here
                .Keys.Union(there.Keys)
                .Where(row => here.GetValueOrDefault(row) != there.GetValueOrDefault(row))
                .Select(row => $"{here.GetValueOrDefault(row)}, not {there.GetValueOrDefault(row)} × {row}"),
        ];
    }

    private static int Rows<T>(IReadOnlyList<string> end) => Count<T>(end, "");

    private static int Count<T>(IReadOnlyList<string> end, params string[] oneOf) =>
        end.Count(row =>
            row.StartsWith(typeof(T).Name + ":", StringComparison.Ordinal)
            && oneOf.Any(words => row.Contains(words, StringComparison.Ordinal))
        );
}
