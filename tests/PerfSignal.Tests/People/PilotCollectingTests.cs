using Microsoft.EntityFrameworkCore;
using NodaTime;
using PerfSignal.Core;
using PerfSignal.Core.Calendar;
using PerfSignal.Core.Goals;
using PerfSignal.Core.Governance;
using PerfSignal.Core.Imports;
using PerfSignal.Core.People;
using PerfSignal.Core.Signals;
using PerfSignal.Tests.Calendar;

namespace PerfSignal.Tests.People;

/// <summary>Mia's people outside the pilot: files and calendars that name them are taken, and nothing of them is kept until a wave takes them in.</summary>
public sealed class PilotCollectingTests : IDisposable
{
    private static readonly LocalDate Today = new(2026, 11, 24);
    private readonly Office office = new();

    public PilotCollectingTests() =>
        office.Save(data =>
        {
            data.People.Single(person => person.Id == office.Rui.Id).Department = "Outside";
            data.People.Single(person => person.Id == office.Pia.Id).Department = "Inside";
            data.People.Single(person => person.Id == office.Mia.Id).Department = "Inside";
        });

    public void Dispose() => office.Dispose();

    [Fact]
    public async Task Facts_of_people_outside_are_counted_and_come_with_the_same_file_once_a_wave_takes_them_in()
    {
        const string file = """
            source,kind,external_id,person_email,at,amount,duration_hours,outcome,url
            jira,issue,A-1,rui@example.com,2026-11-20T10:00:00Z,3,,done,
            jira,issue,A-2,pia@example.com,2026-11-20T10:00:00Z,5,,done,
            sonarqube,quality,q1,team:Outside,2026-11-20T10:00:00Z,80,,measured,
            sonarqube,quality,q2,team:Inside,2026-11-20T10:00:00Z,90,,measured,
            """;
        Wave("Inside");

        var first = await Facts(file);
        (first.Ok, first.Added, first.NotInPilot).ShouldBe((true, 2, 2));
        All<Fact>().Select(fact => fact.ExternalId).Order().ShouldBe(["A-2", "q2"]);
        All<SourceReading>().Select(reading => reading.Source).Order().ShouldBe(["jira", "sonarqube"]);
        first.MissingRows.ShouldBeEmpty();

        Wave("Outside");
        var second = await Facts(file);
        (second.Added, second.Unchanged, second.NotInPilot).ShouldBe((2, 2, 0));
        All<Fact>().Count.ShouldBe(4);
    }

    [Fact]
    public async Task Facts_that_are_held_stay_as_they_are_once_a_wave_has_ended()
    {
        const string header = "source,kind,external_id,person_email,at,amount,duration_hours,outcome,url\n";
        await Facts(header + "jira,issue,A-1,rui@example.com,2026-11-20T10:00:00Z,3,,done,\n");
        Wave("Inside");

        var again = await Facts(header + "jira,issue,A-1,rui@example.com,2026-11-20T10:00:00Z,8,,done,\n");

        (again.Changed, again.NotInPilot).ShouldBe((0, 1));
        again.MissingRows.ShouldBeEmpty();
        All<Fact>().ShouldHaveSingleItem().Amount.ShouldBe(3);
    }

    [Fact]
    public async Task Goals_of_people_outside_are_counted_and_one_below_them_stands_by_itself_until_they_are_in()
    {
        const string file = """
            id,owner_email,title,metric,baseline,target,unit,due,parent_id,progress
            g1,rui@example.com,Outside goal,,,,,2026-12-31,,10
            g2,pia@example.com,Inside goal,m,0,10,,2026-12-31,g1,20
            """;
        Wave("Inside");

        var first = await Goals(file);
        (first.Ok, first.Added, first.NotInPilot).ShouldBe((true, 1, 1));
        All<Goal>().ShouldHaveSingleItem().ParentId.ShouldBeNull();
        All<CheckIn>().ShouldHaveSingleItem().OwnerId.ShouldBe(office.Pia.Id);

        Wave("Outside");
        (await Goals(file)).Added.ShouldBe(1);
        var goals = All<Goal>().ToDictionary(goal => goal.Key);
        goals["g2"].ParentId.ShouldBe(goals["g1"].Id);
    }

    [Theory]
    [InlineData("Inside", 1, 0)]
    [InlineData("Outside", 1, 0)]
    [InlineData("Inside,Outside", 0, 1)]
    public async Task Rhythms_of_a_pair_need_both_inside(string departments, int skipped, int kept)
    {
        Wave(departments);
        await using var data = office.Open();
        using var file = new StringReader(
            "manager_email,report_email,weekday,time,time_zone,every_weeks,starts\nmia@example.com,rui@example.com,Wednesday,10:00,Europe/Berlin,1,2026-11-01\n"
        );

        var done = await new CadencesImport(data, Gate(data), new Audit(data, office.Clock), office.Clock).Run(file, default);

        (done.Ok, done.NotInPilot, done.Added).ShouldBe((true, skipped, kept));
        All<Cadence>().Count.ShouldBe(kept);
    }

    [Theory]
    [InlineData("Inside", false)] // the manager is in, the report is not
    [InlineData("Outside", false)] // the reverse
    [InlineData("Inside,Outside", true)]
    public void One_on_ones_are_planned_where_both_are_inside_and_dropped_when_one_is_no_longer(string departments, bool planned)
    {
        office.Meeting(office.Mia, office.Rui, "one", "25T09:00");
        Wave(departments);

        office.Plan();
        All<Occurrence>().Count.ShouldBe(planned ? 1 : 0);

        office.Save(data => data.Set<PilotWave>().Single().Until = Today);
        office.Plan();
        All<Occurrence>().ShouldAllBe(one => one.State == OccurrenceState.Dropped && one.DroppedBecause == "not_in_pilot");

        office.Save(data => data.Set<PilotWave>().Single().Until = null);
        office.Plan();
        All<Occurrence>().Count(one => one.State == OccurrenceState.Planned).ShouldBe(planned ? 1 : 0);
    }

    [Fact]
    public async Task Calendars_of_people_outside_are_neither_linked_nor_kept_and_what_is_held_stays()
    {
        Wave("Inside");
        (await Import(office.Rui, "one")).ShouldBe((0, 1));
        (await Import(office.Mia, "one")).ShouldBe((0, 1));
        All<Core.Calendar.Meeting>().ShouldBeEmpty();

        Wave("Outside");
        (await Import(office.Mia, "one")).ShouldBe((1, 0));
        office.Save(data => data.Set<PilotWave>().Single(wave => wave.Departments.Contains("Outside")).Until = Today);
        (await Import(office.Mia, "one", hour: 15)).ShouldBe((0, 1));
        All<Core.Calendar.Meeting>().ShouldHaveSingleItem().Start.ShouldBe(Instant.FromUtc(2026, 11, 25, 9, 0));
    }

    private async Task<(int Added, int NotInPilot)> Import(Person owner, string uid, int hour = 9)
    {
        var other = owner.Id == office.Mia.Id ? office.Rui : office.Mia;
        var start = Instant.FromUtc(2026, 11, 25, hour, 0);
        var instance = new CalendarInstance(
            uid,
            "20261125T090000Z",
            start,
            start + Duration.FromMinutes(30),
            AllDay: false,
            Cancelled: false,
            owner.Email,
            [new Attendee(other.Email, AttendeeKind.Person, AttendeeAnswer.Accepted)],
            hour
        );
        await using var data = office.Open();
        var done = await new CalendarImport(data, Gate(data), office.Clock).Import(
            await data.People.SingleAsync(person => person.Id == owner.Id),
            new CalendarReading("ics", new Interval(Instant.FromUtc(2026, 11, 1, 0, 0), Instant.FromUtc(2026, 12, 31, 0, 0)), [instance]),
            default
        );
        await data.SaveChangesAsync();
        return (done.Added, done.PassedOver.GetValueOrDefault(PassedOver.NotInPilot));
    }

    private async Task<ImportResult> Facts(string text)
    {
        await using var data = office.Open();
        using var file = new StringReader(text);
        return await new FactsImport(data, Gate(data), Access(data), new Audit(data, office.Clock), office.Clock).Run(file, default);
    }

    private async Task<ImportResult> Goals(string text)
    {
        await using var data = office.Open();
        using var file = new StringReader(text);
        return await new GoalsImport(data, Gate(data), Access(data), new Audit(data, office.Clock), office.Clock).Run(file, default);
    }

    private void Wave(string departments) => office.Save(data => data.Add(Waves.Of(office.Mia.Id, departments: departments, from: Today)));

    private PilotGate Gate(Core.Data.PerfSignalData data) => new(data, office.Organization, office.Clock);

    private Access Access(Core.Data.PerfSignalData data) =>
        new(data, new Audit(data, office.Clock), new Relations(data, office.Organization, office.Clock), office.Clock);

    private List<T> All<T>()
        where T : class
    {
        using var data = office.Open();
        return [.. data.Set<T>().AsNoTracking()];
    }
}
