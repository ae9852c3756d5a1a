using Microsoft.EntityFrameworkCore;
using NodaTime;
using PerfSignal.Core;
using PerfSignal.Core.Data;
using PerfSignal.Core.Governance;
using PerfSignal.Core.People;
using PerfSignal.Tests.Data;
using PerfSignal.Tests.Fakes;

namespace PerfSignal.Tests.People;

public sealed class PeopleImportTests : IDisposable
{
    private const string Header = "email,name,manager_email,role_family,level,department,location,time_zone,hire_date";
    private readonly TestDatabase database = new();
    private readonly TestClock clock = new();

    [Fact]
    public async Task Adds_people_whose_manager_stands_below_them_in_the_file()
    {
        var done = await Import(Header, Row("rui", "mia"), Row("Mia@Example.com", ""));

        (done.Result.Ok, done.Result.Added, done.Result.Changed, done.Result.Unchanged).ShouldBe((true, 2, 0, 0));
        var line = await Line("rui");
        line.ManagerId.ShouldBe((await Person("mia")).Id);
        (line.From, line.Until).ShouldBe((new LocalDate(2020, 1, 1), null));
        var mia = await Person("mia");
        (mia.Level, mia.TimeZone, mia.HireDate, mia.Department).ShouldBe(
            (Level.Individual, "Europe/Berlin", new LocalDate(2020, 1, 1), "Platform")
        );
    }

    [Fact]
    public async Task Repeating_it_changes_nothing_on_another_day_too()
    {
        string[] file =
        [
            Header + ",last_day,slack_user_id,teams_user_id,pay_band,salary,currency,compa_ratio,roles,manager_since",
            Row("mia", "") + ",,U1,29:a,B,100000.123456,EUR,1.01,hr;hr:Platform,",
            Row("rui", "mia") + ",2027-01-31,,,,,,,,2024-05-01",
        ];
        await Import(file);
        var before = Dump();
        clock.Advance(Duration.FromDays(3));

        var again = await Import(file);

        (again.Result.Added, again.Result.Changed, again.Result.Unchanged).ShouldBe((0, 0, 2));
        Dump().ShouldBe(before);
    }

    [Fact]
    public async Task Reports_who_is_missing_and_keeps_them()
    {
        await Import(
            Header + ",last_day",
            Row("mia", "") + ",",
            Row("rui", "mia") + ",",
            Row("old", "mia") + ",2026-11-23",
            Row("leaving", "mia") + ",2026-11-24"
        );
        var done = await Import(Header, Row("mia", ""));
        done.Result.MissingRows.ShouldBe(["leaving@example.com", "rui@example.com"]);
        (await Person("rui")).LastDay.ShouldBeNull();
        (await Line("rui")).Until.ShouldBeNull();
    }

    [Fact]
    public async Task A_new_manager_without_a_date_manages_from_today_and_the_former_line_stays()
    {
        await Import(Header, Row("mia", ""), Row("max", ""), Row("rui", "mia"));

        var done = await Import(Header, Row("mia", ""), Row("max", ""), Row("rui", "max"));

        done.Result.Changed.ShouldBe(1);
        (await Lines("rui")).ShouldBe("mia 2020-01-01..2026-11-24, max 2026-11-24..");
    }

    [Fact]
    public async Task Today_is_the_organisations()
    {
        await Import(Header, Row("mia", ""), Row("max", ""), Row("rui", "mia"));
        clock.Set(Instant.FromUtc(2026, 11, 24, 23, 30));
        await Import(Header, Row("mia", ""), Row("max", ""), Row("rui", "max"));
        (await Lines("rui")).ShouldBe("mia 2020-01-01..2026-11-25, max 2026-11-25..");
    }

    [Theory]
    [InlineData("2026-11-01", "mia 2020-01-01..2026-11-01, max 2026-11-01..")]
    [InlineData("2026-12-01", "mia 2020-01-01..2026-12-01, max 2026-12-01..")]
    public async Task A_new_manager_with_a_date_manages_from_then(string since, string lines)
    {
        await Import(Header, Row("mia", ""), Row("max", ""), Row("rui", "mia"));
        await Import(Header + ",manager_since", Row("mia", "") + ",", Row("max", "") + ",", Row("rui", "max") + "," + since);
        (await Lines("rui")).ShouldBe(lines);
    }

    [Fact]
    public async Task An_announced_change_can_be_taken_back()
    {
        await Import(Header, Row("mia", ""), Row("max", ""), Row("rui", "mia"));
        await Import(Header + ",manager_since", Row("mia", "") + ",", Row("max", "") + ",", Row("rui", "max") + ",2026-12-01");
        await Import(Header, Row("mia", ""), Row("max", ""), Row("rui", "mia"));
        (await Lines("rui")).ShouldBe("mia 2020-01-01..");
    }

    [Fact]
    public async Task A_wrong_manager_is_put_right_on_the_same_day()
    {
        await Import(Header, Row("mia", ""), Row("max", ""), Row("eva", ""), Row("rui", "mia"));
        await Import(Header, Row("rui", "max"));
        await Import(Header, Row("rui", "eva"));
        (await Lines("rui")).ShouldBe("mia 2020-01-01..2026-11-24, eva 2026-11-24..");
    }

    [Fact]
    public async Task A_date_for_the_same_manager_corrects_the_line_and_the_end_of_the_one_before()
    {
        await Import(Header, Row("mia", ""), Row("max", ""), Row("rui", "mia"));
        await Import(Header, Row("rui", "max"));
        await Import(Header + ",manager_since", Row("rui", "max") + ",2026-11-10");
        (await Lines("rui")).ShouldBe("mia 2020-01-01..2026-11-10, max 2026-11-10..");
    }

    [Fact]
    public async Task A_change_dated_before_the_present_line_is_refused_and_nothing_is_written()
    {
        await Import(Header, Row("mia", ""), Row("max", ""), Row("eva", ""), Row("rui", "mia"));
        await Import(Header, Row("rui", "max"));
        var before = Dump();
        var done = await Import(Header + ",manager_since", Row("new", "eva") + ",", Row("rui", "eva") + ",2026-11-10");
        done.Result.Problems.Single().ToString().ShouldStartWith("line 3, manager_since: 2026-11-10 is before 2026-11-24");
        Dump().ShouldBe(before);
    }

    [Fact]
    public async Task A_person_without_a_manager_any_more_is_nobodys_report_from_today()
    {
        await Import(Header, Row("mia", ""), Row("rui", "mia"));
        await Import(Header, Row("mia", ""), Row("rui", ""));
        (await Lines("rui")).ShouldBe("mia 2020-01-01..2026-11-24");
        await Import(Header, Row("mia", ""), Row("rui", "mia"));
        (await Lines("rui")).ShouldBe("mia 2020-01-01..2026-11-24, mia 2026-11-24..");
    }

    [Fact]
    public async Task A_line_begins_once_both_work_here()
    {
        await Import(Header, Row("mia", "", hired: "2023-05-01"), Row("rui", "mia"));
        (await Lines("rui")).ShouldBe("mia 2023-05-01..");
    }

    [Fact]
    public async Task A_manager_of_the_directory_need_not_stand_in_the_file()
    {
        await Import(Header, Row("mia", ""));
        (await Import(Header, Row("rui", "mia"))).Result.Added.ShouldBe(1);
    }

    [Fact]
    public async Task A_circle_with_people_who_are_not_in_the_file_is_named()
    {
        await Import(Header, Row("ann", ""), Row("bob", "ann"), Row("cem", "bob"));
        var done = await Import(Header, Row("ann", "cem"));
        done.Result.Problems.Single().Message.ShouldContain("ann@example.com → cem@example.com → bob@example.com → ann@example.com");
    }

    [Fact]
    public async Task Two_people_may_swap_places()
    {
        await Import(Header, Row("ann", ""), Row("bob", "ann"));
        var done = await Import(Header, Row("ann", "bob"), Row("bob", ""));
        done.Result.Ok.ShouldBeTrue();
        (await Lines("ann")).ShouldBe("bob 2026-11-24..");
    }

    [Fact]
    public async Task Moves_within_the_organisation_are_kept()
    {
        await Import(Header, Row("mia", ""));
        await Import(Header, Row("mia", "").Replace("Platform", "Sales").Replace("individual", "senior"));
        await using var data = database.Open();
        var move = await data.Set<PersonMove>().SingleAsync();
        (move.On, move.FromDepartment, move.ToDepartment, move.FromLevel, move.ToLevel, move.FromRoleFamily, move.ToRoleFamily).ShouldBe(
            (new LocalDate(2026, 11, 24), "Platform", "Sales", Level.Individual, Level.Senior, "engineering", "engineering")
        );
    }

    [Fact]
    public async Task Roles_follow_the_file_and_an_absent_column_leaves_them()
    {
        await Import(Header + ",roles", Row("mia", "") + ",hr:Platform;works_council; EXECUTIVE ;admin;hr:Platform");
        (await Roles("mia")).ShouldBe("Admin, Executive, Hr Platform, WorksCouncil");
        await Import(Header, Row("mia", ""));
        (await Roles("mia")).ShouldBe("Admin, Executive, Hr Platform, WorksCouncil");
        (await Import(Header + ",roles", Row("mia", "") + ",hr")).Result.Changed.ShouldBe(1);
        (await Roles("mia")).ShouldBe("Hr");
        await Import(Header + ",roles", Row("mia", "") + ",");
        (await Roles("mia")).ShouldBe("");
    }

    [Fact]
    public async Task Pay_stands_apart_and_is_kept_over_time()
    {
        const string Columns = Header + ",pay_band,salary,currency,compa_ratio";
        await Import(Columns, Row("mia", "") + ",B2,90000,eur,0.98");
        clock.Advance(Duration.FromDays(30));
        await Import(Columns, Row("mia", "") + ",B2,95000,EUR,1.03");
        await Import(Columns, Row("mia", "") + ",B2,96000,EUR,1.04");
        await Import(Header, Row("mia", ""));
        await using var data = database.Open();
        var pay = await data.Set<PayRecord>().OrderBy(row => row.From).ToListAsync();
        pay.Select(row => (row.From, row.Salary, row.Currency, row.CompaRatio, row.Band))
            .ShouldBe([
                (new LocalDate(2026, 11, 24), 90000m, "EUR", 0.98m, "B2"),
                (new LocalDate(2026, 12, 24), 96000m, "EUR", 1.04m, "B2"),
            ]);
        PayRecord.Class.ShouldBe(DataClass.Rating);
    }

    [Fact]
    public async Task A_departure_warns_about_reports_who_stay()
    {
        await Import(Header, Row("mia", ""), Row("rui", "mia"), Row("eva", "mia"), Row("zoe", "mia"));
        var done = await Import(
            Header + ",last_day",
            Row("mia", "") + ",2026-12-31",
            Row("rui", "mia") + ",2026-12-31",
            Row("eva", "mia") + ","
        );
        done.Warnings.Select(warning => warning.ToString())
            .ShouldBe([
                "line 4, manager_email: mia@example.com leaves on 2026-12-31 and eva@example.com has no manager afterwards; name the next one.",
                "line 2, manager_email: mia@example.com leaves on 2026-12-31 and zoe@example.com has no manager afterwards; name the next one.",
            ]);
        (await Person("mia")).LastDay.ShouldBe(new LocalDate(2026, 12, 31));

        await Import(Header, Row("mia", ""));
        (await Person("mia")).LastDay.ShouldBe(new LocalDate(2026, 12, 31), "the column is not in the file");
        await Import(Header + ",last_day", Row("mia", "") + ",");
        (await Person("mia")).LastDay.ShouldBeNull();
    }

    [Fact]
    public async Task A_role_family_without_a_profile_is_warned_about_once()
    {
        var done = await Import(Header, Row("mia", "").Replace("engineering", "legal"), Row("rui", "mia").Replace("engineering", "legal"));
        done.Warnings.Single()
            .ToString()
            .ShouldStartWith("line 2, role_family: There is no profile for 'legal', so 2 people get briefs without figures");
    }

    [Fact]
    public async Task Every_bad_line_is_reported_at_once()
    {
        var done = await Import(Header, Row("mia", "").Replace("Europe/Berlin", "Berlin"), "x", Row("rui", "").Replace("individual", "vp"));
        done.Result.Problems.Select(problem => problem.Line).ShouldBe([2, 3, 4]);
        done.Result.Ok.ShouldBeFalse();
        done.Result.Problems[0].ToString().ShouldBe("line 2, time_zone: 'Berlin' is not an IANA time zone; did you mean 'Europe/Berlin'?");
    }

    private static string Row(string who, string manager, string hired = "2020-01-01")
    {
        string Email(string name) => name.Length == 0 || name.Contains('@') ? name : $"{name}@example.com";
        return $"{Email(who)},{who},{Email(manager)},engineering,individual,Platform,Berlin,Europe/Berlin,{hired}";
    }

    private async Task<PeopleImported> Import(params string[] lines)
    {
        await using var data = database.Open();
        var organization = new Organization { TimeZone = "Europe/Berlin" };
        var audit = new Audit(data, clock);
        var import = new PeopleImport(data, TestAccess.Of(data, audit, organization, clock), audit, organization, clock);
        using var text = new StringReader(string.Join('\n', lines) + "\n");
        return await import.Run(text, new HashSet<string> { "engineering", "sales" }, CancellationToken.None);
    }

    private async Task<Person> Person(string name)
    {
        await using var data = database.Open();
        return await data.People.SingleAsync(person => person.Email == name + "@example.com");
    }

    private async Task<ReportingLine> Line(string report)
    {
        var id = (await Person(report)).Id;
        await using var data = database.Open();
        return await data.ReportingLines.SingleAsync(line => line.ReportId == id);
    }

    private async Task<string> Lines(string report)
    {
        var id = (await Person(report)).Id;
        await using var data = database.Open();
        var names = await data.People.ToDictionaryAsync(person => person.Id, person => person.Email.Split('@')[0]);
        var lines = await data.ReportingLines.Where(line => line.ReportId == id).ToListAsync();
        return string.Join(
            ", ",
            lines
                .OrderBy(line => line.From)
                .ThenBy(line => line.Id)
                .Select(line => $"{names[line.ManagerId]} {line.From:uuuu-MM-dd}..{line.Until:uuuu-MM-dd}")
        );
    }

    private async Task<string> Roles(string name)
    {
        var id = (await Person(name)).Id;
        await using var data = database.Open();
        var roles = await data.PersonRoles.Where(role => role.PersonId == id).ToListAsync();
        return string.Join(", ", roles.Select(role => $"{role.Kind} {role.Department}".Trim()).Order(StringComparer.Ordinal));
    }

    private string Dump()
    {
        using var data = database.Open();
        return TableDump.Of(data);
    }

    public void Dispose() => database.Dispose();
}
