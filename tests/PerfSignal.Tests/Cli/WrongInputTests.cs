using System.Globalization;

namespace PerfSignal.Tests.Cli;

/// <summary>Wrong files and arguments: each message names the place and says what to do, the exit code is 2, and nothing was written.</summary>
public sealed class WrongInputTests
{
    private const string P = "email,name,manager_email,role_family,level,department,location,time_zone,hire_date";
    private const string Mia = "mia@example.com,Mia,,engineering,manager,Platform,Berlin,Europe/Berlin,2020-01-01";
    private const string Rui = "rui@example.com,Rui,mia@example.com,engineering,individual,Platform,Berlin,Europe/Berlin,2020-01-01";
    private const string C = "manager_email,report_email,weekday,time,time_zone,every_weeks,starts";

    [Theory]
    [InlineData("no header", "", "people.csv is empty; export it again.")]
    [InlineData("only a header of something else", "a,b\n1,2\n", "people.csv line 1, a: Unknown column 'a'; known are email,")]
    [InlineData("a column missing", "email,name\n", "people.csv line 1, manager_email: The column 'manager_email' is missing; add it")]
    [InlineData("an unknown column", P + ",shoe_size\n", "people.csv line 1, shoe_size: Unknown column 'shoe_size'")]
    [InlineData(
        "a short line",
        P + "\nmia@example.com,Mia\n",
        "people.csv line 2: There are 2 values for 9 columns; check commas and quotes"
    )]
    [InlineData(
        "no e-mail",
        P + "\n,Mia,,engineering,manager,Platform,Berlin,Europe/Berlin,2020-01-01\n",
        "people.csv line 2, email: There is no email; fill it in."
    )]
    [InlineData(
        "no e-mail address",
        P + "\nmia,Mia,,engineering,manager,Platform,Berlin,Europe/Berlin,2020-01-01\n",
        "people.csv line 2, email: 'mia' is no e-mail address; write it as name@example.com."
    )]
    [InlineData(
        "an address with a name",
        P + "\nMia <mia@example.com>,Mia,,engineering,manager,Platform,Berlin,Europe/Berlin,2020-01-01\n",
        "line 2, email: 'mia <mia@example.com>' is no e-mail address"
    )]
    [InlineData(
        "an address without a dot",
        P + "\nmia@example,Mia,,engineering,manager,Platform,Berlin,Europe/Berlin,2020-01-01\n",
        "line 2, email: 'mia@example' is no e-mail address"
    )]
    [InlineData(
        "the same address twice",
        P + "\n" + Mia + "\nMIA@example.com,Mia,,engineering,manager,Platform,Berlin,Europe/Berlin,2020-01-01\n",
        "people.csv line 3, email: 'mia@example.com' already stands in line 2; keep one of the two."
    )]
    [InlineData(
        "no name",
        P + "\nmia@example.com,,,engineering,manager,Platform,Berlin,Europe/Berlin,2020-01-01\n",
        "people.csv line 2, name: There is no name; fill it in."
    )]
    [InlineData(
        "a name of 201 letters",
        P + "\nmia@example.com,{201},,engineering,manager,Platform,Berlin,Europe/Berlin,2020-01-01\n",
        "line 2, name: name has 201 characters; at most 200 are kept. Shorten it."
    )]
    [InlineData(
        "no role family",
        P + "\nmia@example.com,Mia,,,manager,Platform,Berlin,Europe/Berlin,2020-01-01\n",
        "line 2, role_family: There is no role_family; fill it in."
    )]
    [InlineData(
        "an unknown level",
        P + "\nmia@example.com,Mia,,engineering,boss,Platform,Berlin,Europe/Berlin,2020-01-01\n",
        "people.csv line 2, level: 'boss' is no level; write individual, manager or senior."
    )]
    [InlineData(
        "a number as level",
        P + "\nmia@example.com,Mia,,engineering,1,Platform,Berlin,Europe/Berlin,2020-01-01\n",
        "line 2, level: '1' is no level; write"
    )]
    [InlineData(
        "no department",
        P + "\nmia@example.com,Mia,,engineering,manager,,Berlin,Europe/Berlin,2020-01-01\n",
        "line 2, department: There is no department"
    )]
    [InlineData(
        "a city as time zone",
        P + "\nmia@example.com,Mia,,engineering,manager,Platform,Berlin,Berlin,2020-01-01\n",
        "people.csv line 2, time_zone: 'Berlin' is not an IANA time zone; did you mean 'Europe/Berlin'?"
    )]
    [InlineData(
        "a Windows time zone",
        P + "\nmia@example.com,Mia,,engineering,manager,Platform,Berlin,W. Europe Standard Time,2020-01-01\n",
        "'W. Europe Standard Time' is not an IANA time zone; did you mean 'Europe/Berlin'?"
    )]
    [InlineData(
        "an offset as time zone",
        P + "\nmia@example.com,Mia,,engineering,manager,Platform,Berlin,+01:00,2020-01-01\n",
        "'+01:00' is not an IANA time zone; write one such as Europe/Berlin"
    )]
    [InlineData(
        "no time zone",
        P + "\nmia@example.com,Mia,,engineering,manager,Platform,Berlin,,2020-01-01\n",
        "line 2, time_zone: There is no time_zone; fill it in."
    )]
    [InlineData(
        "no hire date",
        P + "\nmia@example.com,Mia,,engineering,manager,Platform,Berlin,Europe/Berlin,\n",
        "line 2, hire_date: There is no hire_date; fill it in."
    )]
    [InlineData(
        "a date of another form",
        P + "\nmia@example.com,Mia,,engineering,manager,Platform,Berlin,Europe/Berlin,01.02.2020\n",
        "line 2, hire_date: '01.02.2020' is no date; write it as 2026-11-24."
    )]
    [InlineData(
        "a day that does not exist",
        P + "\nmia@example.com,Mia,,engineering,manager,Platform,Berlin,Europe/Berlin,2023-02-29\n",
        "line 2, hire_date: '2023-02-29' is no date"
    )]
    [InlineData(
        "one's own manager",
        P + "\nmia@example.com,Mia,MIA@example.com,engineering,manager,Platform,Berlin,Europe/Berlin,2020-01-01\n",
        "line 2, manager_email: mia@example.com cannot be their own manager; name another person"
    )]
    [InlineData(
        "an unknown manager",
        P + "\n" + Rui + "\n",
        "line 2, manager_email: 'mia@example.com' is neither in this file nor in the directory; add a line"
    )]
    [InlineData(
        "a circle of two",
        P + "\nmia@example.com,Mia,rui@example.com,engineering,manager,Platform,Berlin,Europe/Berlin,2020-01-01\n" + Rui + "\n",
        "line 2, manager_email: These people report to each other in a circle: mia@example.com → rui@example.com → mia@example.com; correct one"
    )]
    [InlineData(
        "a manager before the first day",
        P + ",manager_since\n" + Mia + ",\n" + Rui + ",2019-12-31\n",
        "line 3, manager_since: 2019-12-31 is before the hire date 2020-01-01; correct one of the two."
    )]
    [InlineData(
        "a manager since without a manager",
        P + ",manager_since\n" + Mia + ",2021-01-01\n",
        "line 2, manager_since: A date stands here without a manager; fill in manager_email or remove the date."
    )]
    [InlineData(
        "a last day before the first",
        P + ",last_day\n" + Mia + ",2019-01-01\n",
        "line 2, last_day: 2019-01-01 is before the hire date 2020-01-01; correct one of the two."
    )]
    [InlineData(
        "a manager after the last day",
        P + ",manager_since,last_day\n" + Mia + ",,\n" + Rui + ",2022-01-01,2021-01-01\n",
        "line 3, manager_since: 2022-01-01 is after the last day 2021-01-01"
    )]
    [InlineData(
        "an unknown role",
        P + ",roles\n" + Mia + ",hr;boss\n",
        "line 2, roles: 'boss' is no role; write hr, hr:DEPARTMENT, works_council, executive or admin, separated by semicolons."
    )]
    [InlineData("a role with a stray department", P + ",roles\n" + Mia + ",admin:Platform\n", "line 2, roles: 'admin:Platform' is no role")]
    [InlineData("a population without a name", P + ",roles\n" + Mia + ",hr:\n", "line 2, roles: 'hr:' is no role")]
    [InlineData(
        "a population nobody is in",
        P + ",roles\n" + Mia + ",hr:Platfrom\n",
        "line 2, roles: No one is in the department 'Platfrom'; known are Platform."
    )]
    [InlineData(
        "a salary in words",
        P + ",salary,currency\n" + Mia + ",much,EUR\n",
        "line 2, salary: 'much' is no number; write it with a decimal point"
    )]
    [InlineData("a salary with commas", P + ",salary,currency\n" + Mia + ",\"90,000\",EUR\n", "line 2, salary: '90,000' is no number")]
    [InlineData("a salary of nothing", P + ",salary,currency\n" + Mia + ",0,EUR\n", "line 2, salary: 0 is outside 0.01 to")]
    [InlineData(
        "a salary without currency",
        P + ",salary\n" + Mia + ",90000\n",
        "line 2, currency: A salary needs its currency; write the ISO 4217 code, such as EUR."
    )]
    [InlineData(
        "a currency that is none",
        P + ",salary,currency\n" + Mia + ",90000,EURO\n",
        "line 2, currency: 'EURO' is no currency; write its ISO 4217 code"
    )]
    [InlineData(
        "a currency without salary",
        P + ",salary,currency\n" + Mia + ",,EUR\n",
        "line 2, salary: A currency stands here without a salary"
    )]
    [InlineData(
        "a compa-ratio in percent",
        P + ",compa_ratio\n" + Mia + ",98\n",
        "line 2, compa_ratio: 98 is outside 0.1 to 5; correct it."
    )]
    [InlineData(
        "one account for two",
        P + ",slack_user_id\n" + Mia + ",U1\n" + Rui + ",U1\n",
        "line 3, slack_user_id: 'U1' already stands in line 2; keep one of the two."
    )]
    [InlineData("an open quote", P + "\n\"mia@example.com,Mia\n", "people.csv line 2: A double quote is not closed")]
    public void Files_of_people(string why, string text, string message) => Refused(why, "people", "people.csv", text, message);

    [Theory]
    [InlineData(
        "an unknown manager",
        C + "\nzoe@example.com,rui@example.com,Tuesday,09:00,Europe/Berlin,1,2026-11-24\n",
        "cadences.csv line 2, manager_email: 'zoe@example.com' is not in the directory; import people first"
    )]
    [InlineData(
        "an unknown report",
        C + "\nmia@example.com,zoe@example.com,Tuesday,09:00,Europe/Berlin,1,2026-11-24\n",
        "line 2, report_email: 'zoe@example.com' is not in the directory"
    )]
    [InlineData(
        "with oneself",
        C + "\nmia@example.com,MIA@example.com,Tuesday,09:00,Europe/Berlin,1,2026-11-24\n",
        "line 2, report_email: mia@example.com cannot have a 1:1 with themselves"
    )]
    [InlineData(
        "a German weekday",
        C + "\nmia@example.com,rui@example.com,Dienstag,09:00,Europe/Berlin,1,2026-11-24\n",
        "line 2, weekday: 'Dienstag' is no weekday; write Monday,"
    )]
    [InlineData(
        "weekday None",
        C + "\nmia@example.com,rui@example.com,None,09:00,Europe/Berlin,1,2026-11-24\n",
        "line 2, weekday: 'None' is no weekday"
    )]
    [InlineData(
        "a time with am",
        C + "\nmia@example.com,rui@example.com,Tuesday,9am,Europe/Berlin,1,2026-11-24\n",
        "line 2, time: '9am' is no time of day; write hours and minutes, as in 09:30 or 14:00."
    )]
    [InlineData(
        "24 o'clock",
        C + "\nmia@example.com,rui@example.com,Tuesday,24:00,Europe/Berlin,1,2026-11-24\n",
        "line 2, time: '24:00' is no time of day"
    )]
    [InlineData(
        "a zone in the wrong case",
        C + "\nmia@example.com,rui@example.com,Tuesday,09:00,europe/berlin,1,2026-11-24\n",
        "did you mean 'Europe/Berlin'?"
    )]
    [InlineData(
        "no weeks",
        C + "\nmia@example.com,rui@example.com,Tuesday,09:00,Europe/Berlin,0,2026-11-24\n",
        "line 2, every_weeks: '0' is no number of weeks; write a whole number from 1 to 52."
    )]
    [InlineData(
        "too many weeks",
        C + "\nmia@example.com,rui@example.com,Tuesday,09:00,Europe/Berlin,53,2026-11-24\n",
        "line 2, every_weeks: '53' is no number of weeks"
    )]
    [InlineData(
        "no start",
        C + "\nmia@example.com,rui@example.com,Tuesday,09:00,Europe/Berlin,1,\n",
        "line 2, starts: There is no starts; fill it in."
    )]
    [InlineData(
        "a pair twice",
        C
            + "\nmia@example.com,rui@example.com,Tuesday,09:00,Europe/Berlin,1,2026-11-24\nmia@example.com,rui@example.com,Friday,09:00,Europe/Berlin,1,2026-11-24\n",
        "line 3, report_email: This pair already stands in line 2; keep one of the two."
    )]
    public void Files_of_cadences(string why, string text, string message) => Refused(why, "cadences", "cadences.csv", text, message);

    [Theory]
    [InlineData("not a calendar", "hello\n", "cal.ics line 1")]
    [InlineData("an end without a beginning", "BEGIN:VCALENDAR\nVERSION:2.0\nEND:VEVENT\nEND:VCALENDAR\n", "cal.ics line 3")]
    [InlineData(
        "no start",
        "BEGIN:VCALENDAR\nVERSION:2.0\nBEGIN:VEVENT\nUID:u\nDTSTAMP:20261101T000000Z\nEND:VEVENT\nEND:VCALENDAR\n",
        "cal.ics line 3: "
    )]
    public void Calendars(string why, string text, string message)
    {
        using var terminal = WithPeople();
        var before = terminal.Dump();
        var (exit, output, error) = terminal.Run("import", "calendar", terminal.Write("cal.ics", text), "--owner", "mia@example.com");
        (exit, output).ShouldBe((2, ""), why);
        error.ShouldContain(message, Case.Sensitive, why);
        terminal.Dump().ShouldBe(before);
    }

    [Theory]
    [InlineData("import", "import needs one of: people, facts, goals, cadences, profiles, competencies, calendar.")]
    [InlineData("imprt people x.csv", "Unknown command 'imprt'; did you mean 'import'?")]
    [InlineData("import peple x.csv", "Unknown command 'peple'; did you mean 'people'?")]
    [InlineData("import people", "FILE")]
    [InlineData("import people a.csv b.csv", "Unknown argument 'b.csv'.")]
    [InlineData("import people a.csv --ownr x", "Unknown option '--ownr'.")]
    [InlineData("import calendar a.ics", "--owner")]
    [InlineData("import calendar a.ics --ower mia@example.com", "Unknown option '--ower'; did you mean '--owner'?")]
    [InlineData("import calendar a.ics --owner", "--owner")]
    [InlineData("migrate now", "Unknown argument 'now'.")]
    [InlineData("--url http://localhost", "Unknown option '--url'; did you mean '--urls'?")]
    [InlineData("serve --Database:Provider", "--Database:Provider needs a value; write --Database:Provider=VALUE.")]
    [InlineData("serve --Databse:Provider=Sqlite", "Unknown option '--Databse:Provider'.")]
    [InlineData("serve now", "Unknown argument 'now'.")]
    public void Arguments(string args, string message)
    {
        using var terminal = new Terminal();
        var (exit, output, error) = terminal.Run(args.Split(' '));
        (exit, output).ShouldBe((2, ""));
        error.ShouldContain(message);
        error.ShouldContain("usage: PerfSignal.Bot");
        terminal.Served.ShouldBeNull();
    }

    [Theory]
    [InlineData("people", "gone.csv", "gone.csv does not exist; check the path")]
    [InlineData("people", ".", "is a directory; name the .csv file in it.")]
    [InlineData("people", "people.xlsx", "people.xlsx does not end with .csv; name a .csv file")]
    [InlineData("people", "binary.csv", "binary.csv is no text in UTF-8 (it holds NUL bytes); save it as UTF-8 text.")]
    [InlineData("people", "latin.csv", "latin.csv line 2: There are bytes that are not UTF-8; save the file as UTF-8.")]
    [InlineData("facts", "people.xlsx", "people.xlsx does not end with .csv")]
    [InlineData("goals", "empty.csv", "empty.csv is empty")]
    [InlineData("profiles", "empty.csv", "empty.csv does not end with .json")]
    [InlineData("cadences", "empty.csv", "empty.csv is empty; export it again.")]
    public void Files_that_are_none(string kind, string name, string message)
    {
        using var terminal = new Terminal();
        terminal.Write("people.xlsx", "x");
        terminal.Write("empty.csv", "");
        File.WriteAllBytes(Path.Combine(terminal.Folder, "binary.csv"), [0x50, 0x4B, 0, 1, 2]);
        File.WriteAllBytes(
            Path.Combine(terminal.Folder, "latin.csv"),
            [.. System.Text.Encoding.Latin1.GetBytes(P + "\n" + Mia.Replace("Berlin,", "Köln,"))]
        );
        var before = terminal.Dump();

        var (exit, output, error) = terminal.Run("import", kind, Path.Combine(terminal.Folder, name));

        (exit, output).ShouldBe((2, ""));
        error.ShouldContain(message);
        terminal.Dump().ShouldBe(before);
    }

    [Fact]
    public void An_owner_who_is_not_in_the_directory()
    {
        using var terminal = WithPeople();
        var file = terminal.Write("cal.ics", "BEGIN:VCALENDAR\nVERSION:2.0\nEND:VCALENDAR\n");
        var (exit, _, error) = terminal.Run("import", "calendar", file, "--owner", "zoe@example.com");
        (exit, error.Trim()).ShouldBe(
            (2, "--owner: 'zoe@example.com' is not in the directory; import people first or correct the address.")
        );
    }

    private static Terminal WithPeople()
    {
        var terminal = new Terminal();
        terminal.Run("import", "people", terminal.Write("people.csv", $"{P}\n{Mia}\n{Rui}\n")).Exit.ShouldBe(0);
        return terminal;
    }

    private static void Refused(string why, string kind, string name, string text, string message)
    {
        using var terminal = kind == "people" ? new Terminal() : WithPeople();
        var before = terminal.Dump();
        var file = terminal.Write(name, text.Replace("{201}", new string('x', 201), StringComparison.Ordinal));

        var (exit, output, error) = terminal.Run("import", kind, file);

        (exit, output).ShouldBe((2, ""), why);
        error.ShouldContain(message, Case.Sensitive, why);
        error.Split('\n', StringSplitOptions.RemoveEmptyEntries).ShouldAllBe(line => line.Contains(name, StringComparison.Ordinal), why);
        terminal.Dump().ShouldBe(before, why);
    }
}
