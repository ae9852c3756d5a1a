using Microsoft.EntityFrameworkCore;
using NodaTime;
using PerfSignal.Core.Goals;
using PerfSignal.Core.Governance;
using PerfSignal.Core.Imports;
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

    [Theory]
    [InlineData("g2,eve@example.com,T,,,,,,,", "owner_email", "Nobody has")]
    [InlineData("g2,,T,,,,,,,", "owner_email", "no owner_email")]
    [InlineData(",ana@example.com,T,,,,,,,", "id", "There is no id")]
    [InlineData("g2,ana@example.com,,,,,,,,", "title", "There is no title")]
    [InlineData("g1,ana@example.com,T,,,,,,,", "id", "on line 2 already")]
    [InlineData("g2,ana@example.com,T,,,,,,,101", "progress", "outside 0 to 100")]
    [InlineData("g2,ana@example.com,T,,,,,,,-1", "progress", "outside 0 to 100")]
    [InlineData("g2,ana@example.com,T,,,,,,,half", "progress", "no number")]
    [InlineData("g2,ana@example.com,T,,,,,31.12.2026,,", "due", "no date")]
    [InlineData("g2,ana@example.com,T,,,,,,g9,", "parent_id", "no goal 'g9'")]
    [InlineData("g2,ana@example.com,T,,,,,,g2,", "parent_id", "lead back")]
    [InlineData("g2,ana@example.com,T,m,1,,,,g1,", "metric", "all three")]
    [InlineData("g2,ana@example.com,T,m,,,,,g1,", "metric", "all three")]
    [InlineData("g2,ana@example.com,T,,1,2,,,g1,", "metric", "all three")]
    [InlineData("g2,ana@example.com,T,m,2,2.0,,,g1,", "target", "are equal")]
    [InlineData("g2,ana@example.com,T,m,two,3,,,g1,", "baseline", "no number")]
    public async Task Refuses_a_line_and_writes_nothing(string line, string column, string message)
    {
        var result = await Run(Header + Objective + line + "\n");
        var problem = result.Problems.ShouldHaveSingleItem();
        (result.Ok, problem.Line, problem.Column).ShouldBe((false, 3, column));
        problem.Message.ShouldContain(message);
        (await Stored()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Takes_a_parent_below_its_child_in_the_file_and_one_from_the_database()
    {
        var first = await Run(Header + KeyResult + Objective);
        (first.Ok, first.Added).ShouldBe((true, 2), string.Join('\n', first.Problems));
        var second = await Run(Header + "g2,ben@example.com,Also,,,,,,g1,\n");
        (second.Added, second.MissingRows.Count).ShouldBe((1, 2));
        var goals = await Stored();
        goals.Single(goal => goal.Key == "kr1").ShouldSatisfyAllConditions(
            goal => goal.IsKeyResult.ShouldBeTrue(),
            goal => goal.ParentId.ShouldBe(goals.Single(parent => parent.Key == "g1").Id),
            goal => (goal.Baseline, goal.Target, goal.Unit, goal.Progress, goal.DueOn).ShouldBe((10, 5, "days", 40, new LocalDate(2026, 12, 31)))
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
        goals.Single(goal => goal.Key == "kr1").ShouldSatisfyAllConditions(
            goal => goal.Title.ShouldBe("Cut cycle time"),
            goal => goal.Progress.ShouldBe(40),
            goal => goal.UpdatedAt.ShouldBe(clock.Now()),
            goal => goal.CreatedAt.ShouldBe(created)
        );
        goals.Single(goal => goal.Key == "g1").UpdatedAt.ShouldBe(created);
    }

    private async Task<ImportResult> Run(string text)
    {
        await using var data = database.Open();
        var audit = new Audit(data, clock);
        return await new GoalsImport(data, new Access(data, audit), audit, clock).Run(new StringReader(text), default);
    }

    private async Task<List<Goal>> Stored()
    {
        await using var data = database.Open();
        return await data.Set<Goal>().AsNoTracking().ToListAsync();
    }
}
