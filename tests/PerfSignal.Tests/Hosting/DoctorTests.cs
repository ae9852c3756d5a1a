using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using NodaTime;
using PerfSignal.Bot.Data;
using PerfSignal.Bot.Hosting;
using PerfSignal.Bot.Jobs;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Delivery;
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
        Of(await Findings(), "dispatch").Grade.ShouldBe(Grade.Bad);

        clock.Advance(Duration.FromMinutes(-20));
        Of(await Findings(), "dispatch").Area.ShouldBe("clocks");
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
    public async Task Wrong_settings_are_findings_too()
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([
                KeyValuePair.Create("Database:Provider", (string?)"Oracle"),
                KeyValuePair.Create("Web:Enabled", (string?)"false"),
            ])
            .Build();

        var findings = await DoctorCommand.Findings(configuration, default);

        Of(findings, "Database:Provider").Grade.ShouldBe(Grade.Bad);
        Of(findings, "No platform").Mend.ShouldBe("Set Web:Enabled to true.");
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
        return await new DatabaseCheckup(data, new Migrator(data, options), options, clock).Run(default);
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
