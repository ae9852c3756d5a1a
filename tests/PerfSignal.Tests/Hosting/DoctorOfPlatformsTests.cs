using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Configuration;
using PerfSignal.Bot.Data;
using PerfSignal.Bot.Hosting;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.People;
using PerfSignal.Core.Schedules;
using PerfSignal.Tests.Fakes;

namespace PerfSignal.Tests.Hosting;

/// <summary>What the doctor says while an administrator connects Teams, Slack and calendars.</summary>
public sealed class DoctorOfPlatformsTests : IDisposable
{
    private const string Id = "11111111-2222-3333-4444-555555555555";
    private const string Secret = "very~secret.VALUE";
    private readonly string path = Path.Combine(Path.GetTempPath(), $"doctor-{Guid.NewGuid():N}.db");
    private readonly TestClock clock = new();

    [Fact]
    public async Task Does_not_repeat_what_was_typed_where_an_id_belongs_for_it_may_be_the_secret()
    {
        var findings = await Findings("Teams:Enabled", $"Teams:AppId={Secret}", $"Teams:TenantId={Secret}", $"Teams:ClientSecret={Id}");

        Of(findings, "Teams:AppId is not such an id").Grade.ShouldBe(Grade.Bad);
        findings.ShouldAllBe(finding => !finding.What.Contains(Secret) && !(finding.Mend ?? "").Contains(Secret));
    }

    [Fact]
    public async Task Says_that_a_token_is_of_the_wrong_kind_without_showing_it()
    {
        var findings = await Findings("Slack:Enabled", "Slack:SigningSecret=s", "Slack:BotToken=xapp-1-secret");

        Of(findings, "Slack:BotToken").Mend!.ShouldContain("xoxb-");
        findings.ShouldAllBe(finding => !finding.What.Contains("secret", StringComparison.Ordinal) || finding.Area != "settings");
        Of(findings, "Not looked at").Area.ShouldBe("slack");
    }

    [Fact]
    public async Task Asks_nobody_to_install_slack_before_its_settings_are_right()
    {
        var findings = await Findings("Slack:Enabled");

        findings.ShouldNotContain(finding => finding.Mend != null && finding.Mend.Contains("--slack-install"));
        Of(findings, "Not looked at").Area.ShouldBe("slack");
    }

    [Fact]
    public async Task Looks_at_the_token_of_the_settings_before_there_is_a_database()
    {
        var findings = await Findings(
            "Slack:Enabled",
            "Slack:SigningSecret=s",
            "Slack:BotToken=xoxb-1",
            $"Slack:ApiBaseUrl=http://127.0.0.1:{Closed()}/api/"
        );

        Of(findings, "The database was not created yet").Grade.ShouldBe(Grade.Bad);
        findings.Single(finding => finding.Area == "slack").Grade.ShouldBe(Grade.Outside);
    }

    [Fact]
    public async Task Asks_everybody_at_once_so_that_nobody_waits_for_the_sum_of_all_timeouts()
    {
        await Migrate();
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var at = $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";
        // Nobody is answered before all four have come: Entra, Teams' keys, Slack, and Entra again for the calendars.
        var together = Task.Run(async () =>
        {
            var come = new List<TcpClient>();
            while (come.Count < 4)
            {
                come.Add(await listener.AcceptTcpClientAsync());
            }

            listener.Stop();
            come.ForEach(client => client.Dispose());
        });

        var findings = Findings(
            "Teams:Enabled",
            $"Teams:AppId={Id}",
            $"Teams:TenantId={Id}",
            $"Teams:ClientSecret={Secret}",
            $"Teams:TokenEndpoint={at}/token",
            $"Teams:OpenIdMetadataUrl={at}/keys",
            "Slack:Enabled",
            "Slack:SigningSecret=s",
            "Slack:BotToken=xoxb-1",
            $"Slack:ApiBaseUrl={at}/api/",
            "Calendars:Graph:Enabled",
            $"Calendars:Graph:TenantId={Id}",
            $"Calendars:Graph:ClientId={Id}",
            $"Calendars:Graph:ClientSecret={Secret}",
            $"Calendars:Graph:TokenEndpoint={at}/token"
        );

        await together.WaitAsync(TimeSpan.FromSeconds(8));
        (await findings).Count(finding => finding.Grade == Grade.Outside).ShouldBe(4);
    }

    [Fact]
    public async Task People_are_reached_by_chat_where_the_web_is_off_and_who_is_not_known_there_is_counted()
    {
        await Migrate();
        var (known, unknown) = (Somebody("known"), Somebody("unknown"));
        await using (var data = DatabaseSetup.Open(Options))
        {
            data.AddRange(
                known,
                unknown,
                new ChatAccount
                {
                    Id = Guid.NewGuid(),
                    Platform = Core.Conversing.PlatformName.Slack,
                    Workspace = "T1",
                    UserId = "U1",
                    PersonId = known.Id,
                    FirstSeen = clock.Now(),
                    LastSeen = clock.Now(),
                }
            );
            await data.SaveChangesAsync();
        }

        var findings = await Findings(
            "Web:Enabled=false",
            "Slack:Enabled",
            "Slack:SigningSecret=s",
            "Slack:BotToken=xoxb-1",
            $"Slack:ApiBaseUrl=http://127.0.0.1:{Closed()}/api/"
        );

        Of(findings, "1 person of 2 has no account that is known in Slack")
            .ShouldSatisfyAllConditions(
                finding => finding.Grade.ShouldBe(Grade.Note),
                finding => finding.Mend!.ShouldContain("slack_user_id")
            );
        findings.ShouldNotContain(finding => finding.What.Contains("no platform"));
    }

    [Fact]
    public void A_token_that_is_no_longer_accepted_is_renewed_where_it_is_kept()
    {
        DeliveryCheckup.Renew(Core.Conversing.PlatformName.Teams).ShouldContain("Teams:ClientSecret");
        DeliveryCheckup.Renew(Core.Conversing.PlatformName.Slack).ShouldContain("Install");
    }

    private DatabaseOptions Options => new() { ConnectionString = $"Data Source={path};Pooling=False" };

    private async Task Migrate()
    {
        await using var data = DatabaseSetup.Open(Options);
        await new Migrator(data, Options).Run(default);
    }

    private Task<IReadOnlyList<Finding>> Findings(params string[] given) =>
        DoctorCommand.Findings(
            new ConfigurationBuilder()
                .AddInMemoryCollection([
                    KeyValuePair.Create("Database:ConnectionString", (string?)Options.ConnectionString),
                    .. given
                        .Select(one => one.Split('=', 2))
                        .Select(one => KeyValuePair.Create(one[0], (string?)(one.Length > 1 ? one[1] : "true"))),
                ])
                .Build(),
            "Production",
            clock,
            default
        );

    /// <summary>A port at which nobody listens.</summary>
    private static int Closed()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static Person Somebody(string name) =>
        new()
        {
            Id = Guid.CreateVersion7(),
            Email = $"{name}@example.com",
            Name = name,
            RoleFamily = "engineering",
            Department = "Platform",
            Location = "Berlin",
            TimeZone = "Europe/Berlin",
            HireDate = new NodaTime.LocalDate(2020, 1, 1),
        };

    private static Finding Of(IEnumerable<Finding> findings, string text) =>
        findings.Single(finding => finding.What.StartsWith(text, StringComparison.Ordinal));

    public void Dispose()
    {
        foreach (var file in new[] { path, path + "-wal", path + "-shm" })
        {
            File.Delete(file);
        }
    }
}
