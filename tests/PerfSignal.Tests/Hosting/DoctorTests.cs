using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using PerfSignal.Bot.Data;
using PerfSignal.Bot.Hosting;
using PerfSignal.Bot.Jobs;
using PerfSignal.Core.Briefs;
using PerfSignal.Core.Calendar;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.Delivery.Queue;
using PerfSignal.Core.People;
using PerfSignal.Core.Schedules;
using PerfSignal.Core.Signals;
using PerfSignal.Tests.Fakes;

namespace PerfSignal.Tests.Hosting;

public sealed class DoctorTests : IDisposable
{
    private readonly string path = Path.Combine(Path.GetTempPath(), $"doctor-{Guid.NewGuid():N}.db");
    private readonly TestClock clock = new();
    private readonly DatabaseOptions options;

    public DoctorTests() => options = new DatabaseOptions { ConnectionString = $"Data Source={path};Pooling=False" };

    [Fact]
    public async Task A_missing_database_is_told_with_the_command_that_makes_it()
    {
        var finding = (await Findings()).Single();

        (finding.Area, finding.Grade, finding.Mend).ShouldBe(("database", Grade.Bad, "Run the command `migrate`."));
    }

    [Fact]
    public async Task A_missing_folder_is_told_instead_of_a_missing_database()
    {
        var nowhere = new DatabaseOptions { ConnectionString = $"Data Source={Path.Combine(path, "no", "such.db")}" };
        await using var data = DatabaseSetup.Open(nowhere);

        var finding = (await new DatabaseCheckup(data, new Migrator(data, nowhere), nowhere, clock).Run(default)).Single();

        (finding.Area, finding.Grade).ShouldBe(("database", Grade.Outside));
        finding.What.ShouldContain("its folder does not exist");
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_the_environments()
    {
        await File.WriteAllTextAsync(path, new string('x', 5000));

        var findings = await Findings();

        findings.Single().Area.ShouldBe("database");
        Finding.ExitCode([.. findings]).ShouldBe(3);
    }

    [Fact]
    public async Task What_the_service_left_in_the_database_is_judged()
    {
        await Make();
        await Add(
            new ActRun
            {
                Act = "dispatch",
                FailuresInARow = 3,
                BadAt = clock.Now(),
                Reference = "deadbeef",
            },
            new SourceReading { Source = "jira", ReadAt = clock.Now() - Duration.FromHours(25) },
            new SourceReading { Source = "github", ReadAt = clock.Now() - Duration.FromHours(23) },
            new PlatformHold
            {
                Platform = PlatformName.Slack,
                Until = clock.Now() + Duration.FromMinutes(5),
                Because = FailureCategory.Unauthorized,
            }
        );

        var findings = await Findings();

        Of(findings, "dispatch")
            .ShouldSatisfyAllConditions(finding => finding.Grade.ShouldBe(Grade.Bad), finding => finding.Mend!.ShouldContain("deadbeef"));
        Of(findings, "jira").Grade.ShouldBe(Grade.Bad);
        Of(findings, "github").Grade.ShouldBe(Grade.Good);
        Of(findings, "Slack").Grade.ShouldBe(Grade.Bad);
        Finding.ExitCode([.. findings]).ShouldBe(1);
    }

    [Fact]
    public async Task A_service_at_work_is_good_one_that_stands_still_is_not_and_a_clock_set_back_is_found()
    {
        await Make();
        await Add([.. Schedule.All.Select(act => new ActRun { Act = act.Name, GoodAt = clock.Now() })]);
        Finding.ExitCode([.. await Findings()]).ShouldBe(0);

        clock.Advance(Duration.FromMinutes(6));
        var still = (await Findings()).Where(finding => finding.Area == "schedule").ShouldHaveSingleItem();
        (still.Grade, still.Mend!).ShouldBe((Grade.Bad, "Start it with the command `serve`."));
        still.What.ShouldStartWith("The service does not run");

        clock.Advance(Duration.FromMinutes(-20));
        Of(await Findings(), "dispatch").Area.ShouldBe("clocks");
    }

    [Fact]
    public async Task One_act_that_stands_still_beside_others_is_named()
    {
        await Make();
        await Add([
            .. Schedule.All.Select(act => new ActRun
            {
                Act = act.Name,
                GoodAt = act.Name == "dispatch" ? clock.Now() - Duration.FromMinutes(6) : clock.Now(),
            }),
        ]);

        Of(await Findings(), "dispatch").Grade.ShouldBe(Grade.Bad);
    }

    [Fact]
    public async Task Messages_that_did_not_arrive_are_counted_by_reason()
    {
        await Make();
        using var world = new OutboxAt(options, clock);
        await world.Failed("unreachable", DeliveryState.Excluded);
        await world.Failed("unreachable", DeliveryState.Excluded);
        await world.Failed("bug", DeliveryState.Failed);
        await world.Failed("paused", DeliveryState.Excluded);

        var findings = (await Findings()).Where(finding => finding.Area == "delivery").ToList();

        findings.Count.ShouldBe(2);
        Of(findings, "2 messages").Mend!.ShouldContain("people.csv");
        Of(findings, "1 messages").What.ShouldContain("bug");
    }

    [Fact]
    public async Task A_clock_that_is_months_ahead_is_told_instead_of_everything_being_late()
    {
        await Make();
        await Add([.. Schedule.All.Select(act => new ActRun { Act = act.Name, GoodAt = clock.Now() })]);

        clock.Advance(Duration.FromDays(3 * 365));

        var findings = await Findings();
        Of(findings, "The service last worked at").What.ShouldContain("1095 days before");
        findings.ShouldNotContain(finding => finding.Area == "schedule");
    }

    [Fact]
    public async Task What_waits_for_somebody_is_counted()
    {
        await using var service = new RunningService(clock.Now());
        await service.Prepare();
        (await People(service)).ShouldHaveSingleItem().Mend!.ShouldContain("import people");

        var (mia, rui) = (Person("mia", "engineering"), Person("rui", "piracy"));
        var line = new ReportingLine
        {
            Id = Guid.NewGuid(),
            ManagerId = mia.Id,
            ReportId = rui.Id,
            From = new LocalDate(2020, 1, 1),
        };
        await service.Look(async data =>
        {
            data.AddRange(
                mia,
                rui,
                line,
                new SourceReading { Source = "jira", ReadAt = clock.Now() },
                new OrgDataDoubt
                {
                    Id = Guid.NewGuid(),
                    ManagerId = mia.Id,
                    ReportId = rui.Id,
                    LineId = line.Id,
                    RaisedBy = rui.Id,
                    At = clock.Now(),
                },
                new Unreachable
                {
                    PersonId = rui.Id,
                    Platform = PlatformName.Slack,
                    Since = clock.Now(),
                },
                new CalendarSeries
                {
                    Id = Guid.NewGuid(),
                    OwnerId = mia.Id,
                    Source = "ics",
                    Uid = "weekly",
                    Definition = "",
                    ExpandedUntil = clock.Now() + Duration.FromDays(13),
                },
                new Quarantine
                {
                    Id = Guid.NewGuid(),
                    PersonId = rui.Id,
                    MetricKey = "engineering.story_points",
                    WindowEnd = new LocalDate(2026, 11, 24),
                    Reason = AnomalyGuard.Zero,
                    FoundAt = clock.Now(),
                }
            );
            return await data.SaveChangesAsync();
        });

        var findings = await People(service);

        Of(findings, "2 people work").Grade.ShouldBe(Grade.Good);
        Of(findings, "1 person cannot be reached on Slack").Grade.ShouldBe(Grade.Note);
        Of(findings, "1 reporting line is said to be wrong").Mend!.ShouldContain("/hr");
        Of(findings, "1 person has the role family 'piracy'").Grade.ShouldBe(Grade.Bad);
        Of(findings, "Never read").What.ShouldContain("engineering.incidents (pagerduty)");
        Of(findings, "Never read").What.ShouldNotContain("story_points");
        Of(findings, "1 figure is set aside").Mend!.ShouldContain("quarantine list");
        Of(findings, "1 series").Grade.ShouldBe(Grade.Bad);
    }

    private static async Task<IReadOnlyList<Finding>> People(RunningService service)
    {
        await using var scope = service.Services.CreateAsyncScope();
        return await ActivatorUtilities.CreateInstance<PeopleCheckup>(scope.ServiceProvider).Run(default);
    }

    private static Person Person(string name, string family) =>
        new()
        {
            Id = Guid.CreateVersion7(),
            Email = $"{name}@example.com",
            Name = name,
            RoleFamily = family,
            Department = "Platform",
            Location = "Berlin",
            TimeZone = "Europe/Berlin",
            HireDate = new LocalDate(2020, 1, 1),
        };

    [Theory]
    [InlineData("Production", "false", "Briefs go to the web chat, but nobody can sign in there", Grade.Note)]
    [InlineData("Development", "true", "The web lets anybody on this machine be anybody", Grade.Note)]
    [InlineData("Production", "true", "Web:DemoSignIn is true, which lets people in without proof", Grade.Bad)]
    public async Task The_way_in_is_told_as_this_version_has_it(string environment, string demo, string says, Grade grade)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([
                KeyValuePair.Create("Database:ConnectionString", (string?)$"Data Source={path};Pooling=False"),
                KeyValuePair.Create("Web:DemoSignIn", (string?)demo),
            ])
            .Build();

        Of(await DoctorCommand.Findings(configuration, environment, clock, default), says).Grade.ShouldBe(grade);
    }

    [Theory]
    [InlineData(
        "Slack:Enabled Slack:SigningSecret=s Slack:BotToken=xoxb-1",
        "Nobody can sign in on the web: there is no identity provider, and links cannot be given in chat",
        Grade.Note
    )]
    [InlineData(
        "Slack:Enabled Slack:SigningSecret=s Slack:BotToken=xoxb-1 Web:PublicUrl=https://perf.example.com",
        "people who write `open` in chat get a link to https://perf.example.com",
        Grade.Good
    )]
    [InlineData(
        "Web:PublicUrl=https://perf.example.com/ Web:Oidc:Authority=https://id.example.com Web:Oidc:ClientId=c Web:Oidc:ClientSecret=s",
        "people sign in on the web by https://id.example.com; the redirect URI to register there is https://perf.example.com/sign-in/callback",
        Grade.Good
    )]
    public async Task The_ways_of_real_people_into_the_pages_are_told(string given, string says, Grade grade)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([
                KeyValuePair.Create("Database:ConnectionString", (string?)$"Data Source={path};Pooling=False"),
                .. given
                    .Split(' ')
                    .Select(one => one.Split('=', 2))
                    .Select(one => KeyValuePair.Create(one[0], (string?)(one.Length > 1 ? one[1] : "true"))),
            ])
            .Build();

        var findings = await DoctorCommand.Findings(configuration, "Production", clock, default);

        Of(findings, says).Grade.ShouldBe(grade);
        findings.ShouldNotContain(finding => finding.Area == "settings" && finding.Grade != Grade.Good);
    }

    [Fact]
    public async Task Wrong_settings_are_findings_too()
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([
                KeyValuePair.Create("Database:Provider", (string?)"Oracle"),
                KeyValuePair.Create("Web:Enabled", (string?)"false"),
            ])
            .Build();

        var findings = await DoctorCommand.Findings(configuration, "Production", clock, default);

        Of(findings, "Database:Provider").Grade.ShouldBe(Grade.Bad);
        Of(findings, "No platform").Mend.ShouldBe("Set Web:Enabled to true, or connect Teams or Slack.");
        Finding.ExitCode([.. findings]).ShouldBe(1);
    }

    [Fact]
    public void A_key_file_that_others_may_read_is_bad()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        File.WriteAllText(path, "key");
        var settings = Settings.Read(new ConfigurationBuilder().Build()) with { DataProtection = new DataProtectionSettings(path) };
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.OtherRead);
        Secret().Grade.ShouldBe(Grade.Bad);
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Secret().Grade.ShouldBe(Grade.Good);

        Finding Secret() =>
            SettingsCheckup
                .Run(settings, [], clock.Now())
                .Single(finding => finding.What.Contains("DataProtection", StringComparison.Ordinal));
    }

    private static Finding Of(IEnumerable<Finding> findings, string text) =>
        findings.Single(finding => finding.What.StartsWith(text, StringComparison.Ordinal));

    private async Task<IReadOnlyList<Finding>> Findings()
    {
        await using var data = DatabaseSetup.Open(options);
        var database = await new DatabaseCheckup(data, new Migrator(data, options), options, clock).Run(default);
        return database[0].Grade == Grade.Good
            ? [.. database, .. await new DeliveryCheckup(data, new QueueView(data, clock)).Run(default)]
            : database;
    }

    private async Task Make()
    {
        await using var data = DatabaseSetup.Open(options);
        // A structure made from the model, marked as migrated: the migrations themselves have tests of their own.
        await data.Database.EnsureCreatedAsync();
        await data.Database.ExecuteSqlRawAsync(
            """CREATE TABLE "__EFMigrationsHistory" ("MigrationId" TEXT PRIMARY KEY, "ProductVersion" TEXT NOT NULL)"""
        );
        foreach (var migration in data.Database.GetMigrations())
        {
            await data.Database.ExecuteSqlAsync($"""INSERT INTO "__EFMigrationsHistory" VALUES ({migration}, '10')""");
        }
    }

    private async Task Add(params object[] rows)
    {
        await using var data = DatabaseSetup.Open(options);
        data.AddRange(rows);
        await data.SaveChangesAsync();
    }

    public void Dispose()
    {
        foreach (var file in new[] { path, path + "-wal", path + "-shm" })
        {
            File.Delete(file);
        }
    }

    private sealed class OutboxAt(DatabaseOptions options, TestClock clock) : IDisposable
    {
        private readonly Delivery.OutboxWorld world = new(() => DatabaseSetup.Open(options), clock);

        public async Task Failed(string reason, DeliveryState state)
        {
            var row = world.Row(await world.Person(Guid.NewGuid().ToString("N")[..8]));
            row.State = state;
            row.Reason = reason;
            row.EndedAt = clock.Now();
            await world.Queue(row);
        }

        public void Dispose() => world.Dispose();
    }
}
