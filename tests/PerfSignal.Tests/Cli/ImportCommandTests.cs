using PerfSignal.Core.Calendar;

namespace PerfSignal.Tests.Cli;

public sealed class ImportCommandTests : IDisposable
{
    private const string People = """
        email,name,manager_email,role_family,level,department,location,time_zone,hire_date
        mia@example.com,Mia,,engineering,manager,Platform,Berlin,Europe/Berlin,2020-01-01
        rui@example.com,Rui,mia@example.com,engineering,individual,Platform,Lisbon,Europe/Lisbon,2021-01-01
        """;

    private const string Calendar = """
        BEGIN:VCALENDAR
        VERSION:2.0
        BEGIN:VEVENT
        UID:weekly
        DTSTAMP:20261101T000000Z
        DTSTART;TZID=Europe/Berlin:20261124T150000
        DTEND;TZID=Europe/Berlin:20261124T153000
        RRULE:FREQ=WEEKLY
        ORGANIZER:mailto:mia@example.com
        ATTENDEE;PARTSTAT=ACCEPTED:mailto:rui@example.com
        SUMMARY:Very private
        END:VEVENT
        BEGIN:VEVENT
        UID:team
        DTSTAMP:20261101T000000Z
        DTSTART:20261125T100000Z
        DTEND:20261125T110000Z
        ORGANIZER:mailto:mia@example.com
        ATTENDEE:mailto:rui@example.com
        ATTENDEE:mailto:pia@example.com
        END:VEVENT
        END:VCALENDAR
        """;

    private readonly Terminal terminal = new();

    [Fact]
    public void A_rhythm_of_two_who_are_not_manager_and_report_is_taken_with_a_warning()
    {
        const string Header = "manager_email,report_email,weekday,time,time_zone,every_weeks,starts\n";
        terminal.Run("import", "people", terminal.Write("people.csv", People)).Exit.ShouldBe(0);
        var exchanged = terminal.Write(
            "cadences.csv",
            Header + "rui@example.com,mia@example.com,Tuesday,09:00,Europe/Berlin,1,2026-11-24\n"
        );
        var (exit, _, error) = terminal.Run("import", "cadences", exchanged);
        (exit, error.Trim()).ShouldBe(
            (
                0,
                "warning: cadences.csv line 2, manager_email: rui@example.com is not the manager of mia@example.com, so there are no briefs for this pair; correct the line or import people first."
            )
        );

        var right = terminal.Write("cadences.csv", Header + "mia@example.com,rui@example.com,Tuesday,09:00,Europe/Berlin,1,2026-11-24\n");
        terminal.Run("import", "cadences", right).Error.ShouldBeEmpty();
    }

    [Fact]
    public void A_profile_with_few_metrics_is_taken_with_a_warning()
    {
        const string Profile = """
            {"profiles":[{"roleFamily":"ops","author":"HR","from":"2026-01-01","metrics":[
              {"metric":"delivery.tasks_done","weight":0.5},{"metric":"delivery.cycle_time","weight":0.5}]}]}
            """;
        var (exit, _, error) = terminal.Run("import", "profiles", terminal.Write("profiles.json", Profile));
        exit.ShouldBe(0);
        error.ShouldStartWith("warning: profiles.json line ");
        error.ShouldContain("metrics");
    }

    [Fact]
    public void People_are_summed_up_and_missing_ones_named()
    {
        var (exit, output, error) = terminal.Run("import", "people", terminal.Write("people.csv", People));
        (exit, error).ShouldBe((0, ""));
        output.ShouldBe(
            """
            people.csv: 2 added, 0 changed, 0 unchanged, 0 missing in the file.
            1:1s planned for two weeks: 0 added, 0 moved, 0 dropped, 0 restored.

            """
        );

        terminal
            .Run("import", "people", terminal.Write("people.csv", string.Join('\n', People.Split('\n').Take(2))))
            .Output.ShouldStartWith(
                "people.csv: 0 added, 0 changed, 1 unchanged, 1 missing in the file.\nmissing in people.csv, kept: rui@example.com\n"
            );
    }

    [Fact]
    public void A_calendar_is_imported_and_planned_at_once_and_again_without_effect()
    {
        terminal.Run("import", "people", terminal.Write("people.csv", People));
        var file = terminal.Write("mia.ics", Calendar);

        var (exit, output, error) = terminal.Run("import", "calendar", file, "--owner", "MIA@example.com");

        (exit, error).ShouldBe((0, ""));
        output.ShouldContain("not kept, more than two people: 1");
        output.ShouldContain("1:1s planned for two weeks: 2 added");
        using (var data = terminal.Open())
        {
            data.Meetings.ToList().ShouldAllBe(row => row.Uid == "weekly");
            data.Set<CalendarSeries>().Single().Definition.ShouldNotContain("private");
        }

        var before = terminal.Dump();
        terminal
            .Run("import", "calendar", file, "--owner", "mia@example.com")
            .Output.ShouldContain("mia.ics: 0 added, 0 changed, 9 unchanged, 0 missing in the file.");
        terminal.Dump().ShouldBe(before);
    }

    [Fact]
    public void Cadences_are_planned_at_once()
    {
        terminal.Run("import", "people", terminal.Write("people.csv", People));
        var file = terminal.Write(
            "cadences.csv",
            "manager_email,report_email,weekday,time,time_zone,every_weeks,starts\nmia@example.com,Rui@example.com,friday,09:30,Europe/Berlin,1,2026-11-01\n"
        );
        terminal.Run("import", "cadences", file).Output.ShouldContain("1:1s planned for two weeks: 2 added");
        var before = terminal.Dump();
        terminal
            .Run("import", "cadences", file)
            .Output.ShouldContain("cadences.csv: 0 added, 0 changed, 1 unchanged, 0 missing in the file.");
        terminal.Dump().ShouldBe(before);
        terminal
            .Run("import", "cadences", terminal.Write("cadences.csv", File.ReadAllText(file).Replace("09:30", "10:30")))
            .Output.ShouldContain("0 added, 1 changed");
        terminal
            .Run("import", "cadences", terminal.Write("cadences.csv", File.ReadAllLines(file)[0]))
            .Output.ShouldContain("missing in cadences.csv, kept: mia@example.com with rui@example.com");
    }

    [Fact]
    public void A_database_that_is_not_ready_is_told_before_anything_is_read()
    {
        terminal.NotReady = "The database was not set up yet; run the command `migrate` first.";
        var (exit, _, error) = terminal.Run("import", "people", terminal.Write("people.csv", "rubbish"));
        (exit, error.Trim()).ShouldBe((3, terminal.NotReady));
    }

    [Fact]
    public void What_lies_outside_the_program_is_said_in_a_sentence()
    {
        terminal.Host = terminal.Host with
        {
            Services = () => throw new TimeoutException("no answer"),
            Explain = error => error is TimeoutException ? (3, "The database does not answer.") : null,
        };
        var (exit, _, error) = terminal.Run("import", "people", terminal.Write("people.csv", People));
        (exit, error.Trim()).ShouldBe((3, "The database does not answer."));
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("serve", "")]
    [InlineData("serve --urls http://127.0.0.1:0", "--urls http://127.0.0.1:0")]
    [InlineData("--urls=http://127.0.0.1:0", "--urls=http://127.0.0.1:0")]
    [InlineData("--Database:Provider Postgres --organization:name=X", "--Database:Provider Postgres --organization:name=X")]
    public void Without_a_command_it_serves_with_the_settings_given(string args, string settings)
    {
        terminal.Run(args.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Exit.ShouldBe(0);
        string.Join(' ', terminal.Served!).ShouldBe(settings);
    }

    [Fact]
    public void Migrate_runs_the_migration() => terminal.Run("migrate").ShouldBe((0, "migrated" + Environment.NewLine, ""));

    [Theory]
    [InlineData("--help", "import")]
    [InlineData("import --help", "people")]
    [InlineData("import calendar --help", "--owner")]
    public void Help_lists_what_there_is(string args, string word)
    {
        var (exit, output, _) = terminal.Run(args.Split(' '));
        exit.ShouldBe(0);
        output.ShouldContain(word);
        terminal.Served.ShouldBeNull();
    }

    public void Dispose() => terminal.Dispose();
}
