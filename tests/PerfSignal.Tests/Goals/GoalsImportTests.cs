using Microsoft.EntityFrameworkCore;
using NodaTime;
using PerfSignal.Core;
using PerfSignal.Core.Goals;
using PerfSignal.Core.Governance;
using PerfSignal.Core.Imports;
using PerfSignal.Core.People;
using PerfSignal.Core.Schedules;
using PerfSignal.Tests.Data;
using PerfSignal.Tests.Fakes;

namespace PerfSignal.Tests.Goals;

public sealed class GoalsImportTests : IDisposable
{
    private const string Header = "id,owner_email,title,metric,baseline,target,unit,due,parent_id,progress\n";
    private const string Objective = "g1,ana@example.com,Ship faster,,,,,2026-12-31,,10\n";
    private const string KeyResult = "kr1,ana@example.com,Halve cycle time,cycle time,10,5,days,2026-12-31,g1,40\n";
    private readonly TestDatabase database = new();
    private readonly TestClock clock = new();

    public GoalsImportTests()
    {
        using var data = database.Open();
        data.AddRange(Signals.People.New("Ana"), Signals.People.New("Ben"));
        data.SaveChanges();
    }

    public void Dispose() => database.Dispose();

    [Fact]
    public async Task Takes_a_parent_below_its_child_in_the_file_and_one_from_the_database()
    {
        var first = await Run(Header + KeyResult + Objective);
        (first.Ok, first.Added).ShouldBe((true, 2), string.Join('\n', first.Problems));
        var second = await Run(Header + "g2,ben@example.com,Also,,,,,,g1,\n");
        (second.Added, second.MissingRows.Count).ShouldBe((1, 2));
        var goals = await Stored();
        goals
            .Single(goal => goal.Key == "kr1")
            .ShouldSatisfyAllConditions(
                goal => goal.IsKeyResult.ShouldBeTrue(),
                goal => goal.ParentId.ShouldBe(goals.Single(parent => parent.Key == "g1").Id),
                goal =>
                    (goal.Baseline, goal.Target, goal.Unit, goal.Progress, goal.DueOn).ShouldBe(
                        (10, 5, "days", 40, new LocalDate(2026, 12, 31))
                    )
            );
        goals.Single(goal => goal.Key == "g2").Progress.ShouldBe(0);
    }

    [Fact]
    public async Task Finds_a_circle_through_the_database()
    {
        await Run(Header + Objective + "g2,ana@example.com,T,,,,,,g1,\n");
        var result = await Run(Header + Objective.Replace("2026-12-31,,", "2026-12-31,g2,"));
        result.Problems.ShouldHaveSingleItem().Message.ShouldContain("lead back");
    }

    [Fact]
    public async Task Reports_both_goals_of_a_circle_and_not_those_below_it()
    {
        var result = await Run(Header + "a,ana@example.com,T,,,,,,b,\nb,ana@example.com,T,,,,,,a,\nc,ana@example.com,T,,,,,,a,\n");
        result.Problems.Select(problem => problem.Line).ShouldBe([2, 3]);
    }

    [Fact]
    public async Task Changes_only_what_the_file_changes()
    {
        await Run(Header + Objective + KeyResult);
        var created = clock.Now();
        clock.Advance(Duration.FromDays(1));
        (await Run(Header + Objective + KeyResult)).Unchanged.ShouldBe(2);
        // Empty progress keeps what was reported since.
        var result = await Run(Header + Objective + KeyResult.Replace("g1,40", "g1,").Replace("Halve", "Cut"));
        (result.Added, result.Changed, result.Unchanged).ShouldBe((0, 1, 1));
        var goals = await Stored();
        goals
            .Single(goal => goal.Key == "kr1")
            .ShouldSatisfyAllConditions(
                goal => goal.Title.ShouldBe("Cut cycle time"),
                goal => goal.Progress.ShouldBe(40),
                goal => goal.UpdatedAt.ShouldBe(clock.Now()),
                goal => goal.CreatedAt.ShouldBe(created)
            );
        goals.Single(goal => goal.Key == "g1").UpdatedAt.ShouldBe(created);
    }

    [Fact]
    public async Task The_same_file_again_keeps_what_its_owner_reported_since_and_a_new_figure_in_the_file_wins()
    {
        await Run(Header + Objective + KeyResult);
        clock.Advance(Duration.FromDays(1));
        using (var data = database.Open())
        {
            data.Set<Goal>().Single(goal => goal.Key == "kr1").Progress = 72;
            data.SaveChanges();
        }

        (await Run(Header + Objective + KeyResult)).Unchanged.ShouldBe(2);
        (await Stored()).Single(goal => goal.Key == "kr1").Progress.ShouldBe(72);
        (await Run(Header + Objective + KeyResult.Replace("g1,40", "g1,80"))).Changed.ShouldBe(1);
        (await Stored()).Single(goal => goal.Key == "kr1").Progress.ShouldBe(80);

        using var reports = database.Open();
        var goalId = (await Stored()).Single(goal => goal.Key == "kr1").Id;
        reports
            .Set<CheckIn>()
            .Where(row => row.GoalId == goalId)
            .OrderBy(row => row.At)
            .Select(row => row.Progress)
            .ToList()
            .ShouldBe([40, 80]);
    }

    [Fact]
    public async Task The_file_wins_for_what_it_says_and_keeps_what_was_set_in_the_chat()
    {
        await Run(Header + Objective);
        using (var data = database.Open())
        {
            var goal = data.Set<Goal>().Single();
            (goal.Title, goal.Weight, goal.Status, goal.VisibleToPeers) = ("Changed in the chat", 3, GoalStatus.AtRisk, false);
            (goal.AgreedById, goal.AgreedAt) = (data.People.First().Id, clock.Now());
            data.SaveChanges();
        }

        await Run(Header + Objective);
        var stored = (await Stored()).Single();
        (stored.Title, stored.Weight, stored.Status, stored.VisibleToPeers, stored.AgreedById).ShouldBe(
            ("Ship faster", 3, GoalStatus.AtRisk, false, null)
        );
    }

    [Fact]
    public async Task Does_not_take_a_goal_of_somebody_else_for_its_own()
    {
        await Run(Header + Objective);
        var clash = await Run(Header + "g1,ben@example.com,Something of Ben,,,,,,,\n");
        clash.Problems.ShouldHaveSingleItem().Message.ShouldContain("another goal of somebody else");
        (await Run(Header + Objective.Replace("ana@", "ben@"))).Changed.ShouldBe(1);
    }

    [Theory]
    [InlineData("yes", true)]
    [InlineData("no", false)]
    [InlineData("", true)]
    public async Task Says_in_the_file_who_may_see_a_goal_and_opens_those_of_who_has_no_manager(string visible, bool expected)
    {
        await Run(Header.TrimEnd() + ",visible\n" + Objective.TrimEnd() + "," + visible + "\n");
        (await Stored()).Single().VisibleToPeers.ShouldBe(expected);
        (await Run(Header.TrimEnd() + ",visible\n" + Objective.TrimEnd() + ",maybe\n"))
            .Problems.ShouldHaveSingleItem()
            .Column.ShouldBe("visible");
    }

    private async Task<ImportResult> Run(string text)
    {
        await using var data = database.Open();
        var audit = new Audit(data, clock);
        return await new GoalsImport(
            data,
            new PilotGate(data, new Organization(), clock),
            new Access(data, audit, new Relations(data, new Organization(), clock), clock),
            audit,
            clock
        ).Run(new StringReader(text), default);
    }

    private async Task<List<Goal>> Stored()
    {
        await using var data = database.Open();
        return await data.Set<Goal>().AsNoTracking().ToListAsync();
    }
}
