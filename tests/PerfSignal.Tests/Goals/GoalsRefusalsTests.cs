using Microsoft.EntityFrameworkCore;
using PerfSignal.Core;
using PerfSignal.Core.Goals;
using PerfSignal.Core.Governance;
using PerfSignal.Core.Imports;
using PerfSignal.Core.People;
using PerfSignal.Tests.Fakes;
using PerfSignal.Tests.Signals;

namespace PerfSignal.Tests.Goals;

public sealed class GoalsRefusalsTests(AnaAndBen shared) : IClassFixture<AnaAndBen>
{
    private const string Header = "id,owner_email,title,metric,baseline,target,unit,due,parent_id,progress\n";
    private const string Objective = "g1,ana@example.com,Ship faster,,,,,2026-12-31,,10\n";
    private static readonly TestClock Clock = new();

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

    private async Task<ImportResult> Run(string text)
    {
        await using var data = shared.Database.Open();
        var audit = new Audit(data, Clock);
        return await new GoalsImport(
            data,
            new PilotGate(data, new Organization(), Clock),
            new Access(data, audit, new Relations(data, new Organization(), Clock), Clock),
            audit,
            Clock
        ).Run(new StringReader(text), default);
    }

    private async Task<List<Goal>> Stored()
    {
        await using var data = shared.Database.Open();
        return await data.Set<Goal>().AsNoTracking().ToListAsync();
    }
}
