using Microsoft.EntityFrameworkCore;
using PerfSignal.Core;
using PerfSignal.Core.Governance;
using PerfSignal.Core.Imports;
using PerfSignal.Core.People;
using PerfSignal.Core.Signals;
using PerfSignal.Tests.Fakes;

namespace PerfSignal.Tests.Signals;

public sealed class FactsRefusalsTests(AnaAndBen shared) : IClassFixture<AnaAndBen>
{
    private const string Header = "source,kind,external_id,person_email,at,amount,duration_hours,outcome,url,currency\n";
    private const string Good = "jira,issue,A-1,ana@example.com,2026-11-20T10:00:00+01:00,5,12.5,done,https://jira.example/A-1,\n";
    private static readonly TestClock Clock = new();

    [Theory]
    [InlineData("jira,issue,A-2,eve@example.com,2026-11-20T10:00:00Z,5,,done,,", "person_email", "Nobody has")]
    [InlineData("jira,issue,A-2,,2026-11-20T10:00:00Z,5,,done,,", "person_email", "no person_email")]
    [InlineData("jira,issue,A-2,team:Nowhere,2026-11-20T10:00:00Z,5,,done,,", "person_email", "Nobody works in the department")]
    [InlineData("jira,issue,A-2,team:,2026-11-20T10:00:00Z,5,,done,,", "person_email", "Nobody works in the department")]
    [InlineData("jira,issue,A-2,ana@example.com,2026-11-20,5,,done,,", "at", "no time with offset")]
    [InlineData("jira,issue,A-2,ana@example.com,2026-11-20T10:00:00,5,,done,,", "at", "no time with offset")]
    [InlineData("jira,issue,A-2,ana@example.com,2026-02-30T10:00:00Z,5,,done,,", "at", "no time with offset")]
    [InlineData("jira,issue,A-2,ana@example.com,0001-01-01T10:00:00Z,5,,done,,", "at", "not between 1990 and 2100; correct the year")]
    [InlineData("jira,issue,A-2,ana@example.com,2999-01-01T10:00:00+01:00,5,,done,,", "at", "not between 1990 and 2100")]
    [InlineData("jira,issue,A-2,ana@example.com,2026-11-20T10:00:00Z,-5,,done,,", "amount", "-5 is outside 0 to")]
    [InlineData(
        "jira,issue,A-2,ana@example.com,2026-11-20T10:00:00Z,5,,done,https://bot:secret@jira.example/A-2,",
        "url",
        "holds a password"
    )]
    [InlineData("jira,issue,A-2,ana@example.com,,5,,done,,", "at", "There is no at")]
    [InlineData("jira,issue,A-2,ana@example.com,2026-11-20T10:00:00Z,five,,done,,", "amount", "no number")]
    [InlineData("jira,issue,A-2,ana@example.com,2026-11-20T10:00:00Z,\"1,5\",,done,,", "amount", "decimal point")]
    [InlineData("jira,issue,A-2,ana@example.com,2026-11-20T10:00:00Z,5,-1,done,,", "duration_hours", "outside 0")]
    [InlineData("jira,issue,A-2,ana@example.com,2026-11-20T10:00:00Z,999999999999999,,done,,", "amount", "outside")]
    [InlineData("zendesk,rating,R-1,ana@example.com,2026-11-20T10:00:00Z,5.01,,given,,", "amount", "outside 1 to 5")]
    [InlineData("zendesk,rating,R-1,ana@example.com,2026-11-20T10:00:00Z,0.99,,given,,", "amount", "outside 1 to 5")]
    [InlineData("sonarqube,quality,Q-1,team:Platform,2026-11-20T10:00:00Z,101,,measured,,", "amount", "outside 0 to 100")]
    [InlineData("sonarqube,quality,Q-1,ana@example.com,2026-11-20T10:00:00Z,90,,measured,,", "person_email", "team:DEPARTMENT")]
    [InlineData("outlook,mail,M-1,ana@example.com,2026-11-20T10:00:00Z,1,,sent,,", "source", "known are salesforce")]
    [InlineData("jira,keystroke,K-1,ana@example.com,2026-11-20T10:00:00Z,1,,typed,,", "kind", "issue/committed, issue/done, defect/found")]
    [InlineData("jira,issue,A-2,ana@example.com,2026-11-20T10:00:00Z,5,,won,,", "kind", "issue/won")]
    [InlineData("jira,issue,A-2,ana@example.com,2026-11-20T10:00:00Z,5,,,,", "outcome", "no outcome")]
    [InlineData("jira,issue,,ana@example.com,2026-11-20T10:00:00Z,5,,done,,", "external_id", "no external_id")]
    [InlineData("jira,issue,A-1,ben@example.com,2026-11-20T10:00:00Z,5,,done,,", "external_id", "Line 2 is the same")]
    [InlineData("salesforce,opportunity,O-1,ana@example.com,2026-11-20T10:00:00Z,5,,won,,", "currency", "add the column currency")]
    [InlineData("salesforce,opportunity,O-1,ana@example.com,2026-11-20T10:00:00Z,5,,won,,eur", "currency", "three capital letters")]
    [InlineData("jira,issue,A-2,ana@example.com,2026-11-20T10:00:00Z,5,,done,,EUR", "currency", "not money")]
    [InlineData("jira,issue,A-2,ana@example.com,2026-11-20T10:00:00Z,5,,done,javascript:alert(1),", "url", "no link")]
    [InlineData("jira,issue,A-2,ana@example.com,2026-11-20T10:00:00Z,5,,done,/A-2,", "url", "no link")]
    [InlineData("jira,issue,A-2,ana@example.com,2026-11-20T10:00:00Z,5,,done,", "", "9 values for 10 columns")]
    [InlineData("jira,issue,A-\"2,ana@example.com,2026-11-20T10:00:00Z,5,,done,,", "", "double quote")]
    public async Task Refuses_a_line_and_writes_nothing(string line, string column, string message)
    {
        var result = await Run(Header + Good + line + "\n");
        result.Ok.ShouldBeFalse();
        var problem = result.Problems.ShouldHaveSingleItem();
        (problem.Line, problem.Column).ShouldBe((3, column));
        problem.Message.ShouldContain(message);
        (await Stored()).ShouldBeEmpty();
    }

    private async Task<ImportResult> Run(string text)
    {
        await using var data = shared.Database.Open();
        var audit = new Audit(data, Clock);
        return await new FactsImport(
            data,
            new PilotGate(data, new Organization(), Clock),
            new Access(data, audit, new Relations(data, new Organization(), Clock), Clock),
            audit,
            Clock
        ).Run(new StringReader(text), default);
    }

    private async Task<List<Fact>> Stored()
    {
        await using var data = shared.Database.Open();
        return await data.Set<Fact>().AsNoTracking().ToListAsync();
    }
}
