using System.Text;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using PerfSignal.Core;
using PerfSignal.Core.Governance;
using PerfSignal.Core.Imports;
using PerfSignal.Core.People;
using PerfSignal.Core.Schedules;
using PerfSignal.Core.Signals;
using PerfSignal.Tests.Data;
using PerfSignal.Tests.Fakes;

namespace PerfSignal.Tests.Signals;

public sealed class FactsImportTests : IDisposable
{
    private const string Header = "source,kind,external_id,person_email,at,amount,duration_hours,outcome,url,currency\n";
    private const string Good = "jira,issue,A-1,ana@example.com,2026-11-20T10:00:00+01:00,5,12.5,done,https://jira.example/A-1,\n";
    private readonly TestDatabase database = new();
    private readonly TestClock clock = new();

    public FactsImportTests()
    {
        using var data = database.Open();
        data.AddRange(People.New("Ana"), People.New("Ben"));
        data.SaveChanges();
    }

    public void Dispose() => database.Dispose();

    [Fact]
    public async Task Reports_every_bad_line_at_once() =>
        (await Run(Header + "x,,,,,,,,,\n" + Good + "jira,issue\n" + "jira,issue,A-3,nobody,never,,,done,,\n"))
            .Problems.Select(problem => problem.Line)
            .Distinct()
            .ShouldBe([2, 4, 5]);

    [Fact]
    public async Task Adds_changes_and_leaves_facts_as_the_file_says()
    {
        var first = await Run(Header + Good + "salesforce,opportunity,O-1,Ben@Example.com,2026-11-20T10:00Z,10.123456,,won,,EUR\n");
        (first.Ok, first.Added, first.Changed, first.Unchanged).ShouldBe((true, 2, 0, 0));
        clock.Advance(Duration.FromHours(1));
        var again = await Run(Header + Good + "salesforce,opportunity,O-1,ben@example.com,2026-11-20T11:00:00+01:00,10.1235,,won,,EUR\n");
        (again.Added, again.Changed, again.Unchanged).ShouldBe((0, 0, 2));
        (await Stored()).ShouldAllBe(fact => fact.FetchedAt == clock.Now() - Duration.FromHours(1));
        var changed = await Run(Header + Good.Replace(",5,", ",8,"));
        (changed.Added, changed.Changed, changed.Unchanged).ShouldBe((0, 1, 0));
        var fact = (await Stored()).Single(row => row.ExternalId == "A-1");
        (fact.Amount, fact.DurationHours, fact.At, fact.FetchedAt).ShouldBe((8, 12.5m, Instant.FromUtc(2026, 11, 20, 9, 0), clock.Now()));
    }

    [Fact]
    public async Task Reports_what_the_file_does_not_name_any_more_and_keeps_it()
    {
        var other = Good.Replace("A-1", "A-2");
        await Run(Header + Good + other + Good.Replace("A-1", "A-3").Replace("11-20T", "10-20T"));
        (await Run(Header + Good)).MissingRows.ShouldBe(["jira issue A-2 done"]);
        (await Stored()).Count.ShouldBe(3);
    }

    [Fact]
    public async Task Notes_when_each_source_was_read()
    {
        await Run(Header + Good);
        clock.Advance(Duration.FromHours(2));
        await Run(Header + Good);
        await using var data = database.Open();
        var reading = await data.Set<SourceReading>().SingleAsync();
        (reading.Source, reading.ReadAt).ShouldBe(("jira", clock.Now()));
    }

    [Fact]
    public async Task Takes_a_teams_fact()
    {
        await Run(
            "source,kind,external_id,person_email,at,amount,duration_hours,outcome,url\nsonarqube,quality,Q-1,team:Platform,2026-11-20T10:00:00Z,90,,measured,\n"
        );
        var fact = (await Stored()).Single();
        (fact.PersonId, fact.Team).ShouldBe((null, "Platform"));
    }

    [Fact]
    public async Task Takes_a_large_file_and_finds_each_of_its_facts_again()
    {
        var lines = Environment.GetEnvironmentVariable("PERFSIGNAL_LONG") == "1" ? 200_000 : 3000;
        var file = new StringBuilder(Header);
        for (var line = 0; line < lines; line++)
        {
            file.Append($"jira,issue,A-{line},ana@example.com,2026-11-20T10:00:00Z,5,,done,,\n");
        }

        var result = await Run(file.ToString());
        (result.Ok, result.Added).ShouldBe((true, lines));
        var again = await Run(file.ToString());
        again.Unchanged.ShouldBe(lines);
    }

    private async Task<ImportResult> Run(string text)
    {
        await using var data = database.Open();
        var audit = new Audit(data, clock);
        return await new FactsImport(
            data,
            new PilotGate(data, new Organization(), clock),
            new Access(data, audit, new Relations(data, new Organization(), clock), clock),
            audit,
            clock
        ).Run(new StringReader(text), default);
    }

    private async Task<List<Fact>> Stored()
    {
        await using var data = database.Open();
        return await data.Set<Fact>().AsNoTracking().ToListAsync();
    }
}
