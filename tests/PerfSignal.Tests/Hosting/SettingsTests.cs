using Microsoft.Extensions.Configuration;
using PerfSignal.Bot.Data;
using PerfSignal.Bot.Hosting;

namespace PerfSignal.Tests.Hosting;

public sealed class SettingsTests
{
    [Fact]
    public void The_shipped_settings_are_right_and_say_what_the_defaults_say()
    {
        var configuration = new ConfigurationBuilder().AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json")).Build();

        var shipped = Settings.Read(configuration);

        var without = Settings.Read(new ConfigurationBuilder().Build());
        (shipped with { Web = without.Web }).ShouldBe(without);
        (shipped.Web with { DemoPersonas = without.Web.DemoPersonas }).ShouldBe(without.Web);
        shipped.Web.DemoSignIn.ShouldBeFalse();
    }

    [Fact]
    public void Every_setting_is_read()
    {
        var settings = Settings.Read(
            Of(
                ("Organization:Name", "Acme"),
                ("Organization:TimeZone", "America/New_York"),
                ("Organization:Language", "de"),
                ("Organization:MinimumGroup", "7"),
                ("Organization:QuietHours", "19:00-08:00"),
                ("Briefs:LeadMinutes", "45"),
                ("Database:Provider", "postgres"),
                ("Database:ConnectionString", "Host=db"),
                ("Database:MigrateOnStart", "false"),
                ("Web:PublicUrl", "https://perf.example.com"),
                ("Delivery:TeamsPerSecond", "20"),
                ("Delivery:SlackPerSecond", "2")
            )
        );

        (settings.Organization.Name, settings.Organization.TimeZone, settings.Organization.Language).ShouldBe(
            ("Acme", "America/New_York", "de")
        );
        (settings.Organization.MinimumGroup, settings.Organization.QuietHours, settings.Organization.LeadMinutes).ShouldBe(
            (7, "19:00-08:00", 45)
        );
        (settings.Database.Provider, settings.Database.ConnectionString, settings.Database.MigrateOnStart).ShouldBe(
            (DatabaseProvider.Postgres, "Host=db", false)
        );
        settings.Delivery.ShouldBe(new DeliverySettings(20, 2));
    }

    [Theory]
    [InlineData("Organization:TimeZone", "Europe/Berln", 2, "did you mean Europe/Berlin?")]
    [InlineData("Organization:Language", "fr", 2, "Write en or de.")]
    [InlineData("Organization:MinimumGroup", "4", 2, "from 5 to 1000")]
    [InlineData("Organization:MinimumGroup", "five", 2, "such a number, for example 5")]
    [InlineData("Organization:QuietHours", "20-7", 2, "20:00-07:00")]
    [InlineData("Briefs:LeadMinutes", "1441", 2, "from 0 to 1440")]
    [InlineData("Briefs:LeadMinutes", "-1", 2, "from 0 to 1440")]
    [InlineData("Database:Provider", "Postgre", 2, "did you mean Postgres?")]
    [InlineData("Database:Provider", "3", 2, "Sqlite, Postgres, SqlServer")]
    [InlineData("Database:MigrateOnStart", "yes", 2, "Write true or false.")]
    [InlineData("Web:PublicUrl", "perf.example.com", 2, "https://perfsignal.example.com")]
    [InlineData("Web:PublicUrl", "ftp://perf.example.com", 2, "https://perfsignal.example.com")]
    [InlineData("Web:PublicUrl", "http://perf.example.com", 2, "https")]
    [InlineData("Web:DemoSignIn", "1", 2, "Write true or false.")]
    [InlineData("Delivery:TeamsPerSecond", "51", 2, "from 1 to 50")]
    [InlineData("Delivery:SlackPerSecond", "0", 2, "from 1 to 100")]
    [InlineData("Audit:SigningKeyFile", "/no/such/file.pem", 3, "openssl ecparam")]
    [InlineData("DataProtection:KeyFile", "/no/such/key", 3, "openssl rand -base64 32")]
    [InlineData("Calendars:Google:ServiceAccountFile", "/no/such/key.json", 3, "does not exist")]
    [InlineData("Calendars:Ics:Feeds:0", "https://calendar.example.com/maya.ics", 2, "EMAIL")]
    [InlineData("Calendars:Ics:Feeds:0", "maya@example.com http://calendar.example.com/maya.ics", 2, "EMAIL")]
    [InlineData("Teams:CertificateFile", "/no/such/bot.pem", 3, "certificate")]
    [InlineData("Teams:TokenEndpoint", "login.example.com", 2, "absolute")]
    [InlineData("Slack:ApiBaseUrl", "http://slack.example.com/api/", 2, "https")]
    [InlineData("Sources:Jira:Enabled", "true", 2, "not built into this version")]
    [InlineData("Drafting:Provider", "Gemini", 2, "Write one of them")]
    [InlineData("Telemetry:OtlpEndpoint", "http://localhost:4317", 2, "Remove it.")]
    [InlineData("Web:PublicUlr", "https://perf.example.com", 2, "did you mean Web:PublicUrl?")]
    [InlineData("Organisation:Name", "Acme", 2, "did you mean Organization?", "Organisation")]
    public void A_wrong_setting_is_named_with_how_to_set_it(string key, string value, int exitCode, string says, string? named = null)
    {
        var error = Should.Throw<SettingsException>(() => Settings.Read(Of((key, value))));

        error.ExitCode.ShouldBe(exitCode);
        error.Problems.Single().Key.ShouldBe(named ?? key);
        error.Message.ShouldStartWith(named ?? key);
        error.Message.ShouldContain(says);
        if (!error.Problems.Single().Unknown)
        {
            error.Message.ShouldContain(key.Replace(":", "__", StringComparison.Ordinal) + " in the environment");
        }
    }

    [Theory]
    [InlineData("Postgres", "Username")]
    [InlineData("SqlServer", "User Id")]
    public void A_server_needs_a_connection_string(string provider, string says)
    {
        var error = Should.Throw<SettingsException>(() => Settings.Read(Of(("Database:Provider", provider))));

        error.Problems.Single().Key.ShouldBe("Database:ConnectionString");
        error.Message.ShouldContain(says);
    }

    [Theory]
    [InlineData("Teams:Enabled", "Teams:AppId", "Teams:TenantId", "Teams:ClientSecret")]
    [InlineData("Slack:Enabled", "Slack:SigningSecret", "Slack:BotToken")]
    [InlineData("Calendars:Graph:Enabled", "Calendars:Graph:TenantId", "Calendars:Graph:ClientId", "Calendars:Graph:ClientSecret")]
    [InlineData("Calendars:Google:Enabled", "Calendars:Google:ServiceAccountFile")]
    public void What_is_switched_on_names_what_it_misses(string on, params string[] missing) =>
        Settings.Check(Of((on, "true"))).Problems.Select(problem => problem.Key).ShouldBe(missing);

    [Fact]
    public void An_identity_provider_needs_a_client_and_the_address_of_the_pages() =>
        Settings
            .Check(Of(("Web:Oidc:Authority", "https://login.example.com/tenant/v2.0")))
            .Problems.Select(problem => problem.Key)
            .ShouldBe(["Web:Oidc:ClientId", "Web:Oidc:ClientSecret", "Web:PublicUrl"]);

    [Fact]
    public void A_client_without_an_identity_provider_names_what_is_missing() =>
        Settings.Check(Of(("Web:Oidc:ClientId", "perfsignal"))).Problems.ShouldHaveSingleItem().Key.ShouldBe("Web:Oidc:Authority");

    [Fact]
    public void Of_two_ways_to_a_token_one_has_to_go()
    {
        Settings
            .Check(
                Of(
                    ("Slack:Enabled", "true"),
                    ("Slack:SigningSecret", "s"),
                    ("Slack:BotToken", "xoxb-1"),
                    ("Slack:ClientId", "1"),
                    ("Slack:ClientSecret", "c")
                )
            )
            .Problems.ShouldHaveSingleItem()
            .Key.ShouldBe("Slack:BotToken");
        Settings
            .Check(
                Of(
                    ("Teams:Enabled", "true"),
                    ("Teams:AppId", Guid.Empty.ToString()),
                    ("Teams:TenantId", Guid.Empty.ToString()),
                    ("Teams:ClientSecret", "s"),
                    ("Teams:UseManagedIdentity", "true")
                )
            )
            .Problems.ShouldHaveSingleItem()
            .Key.ShouldBe("Teams:ClientSecret");
    }

    [Fact]
    public void All_problems_are_told_at_once_and_a_missing_file_alone_is_the_environments()
    {
        var error = Should.Throw<SettingsException>(() =>
            Settings.Read(
                Of(("Audit:SigningKeyFile", "/no/such/file"), ("Briefs:LeadMinutes", "soon"), ("Organization:Name", new string('x', 101)))
            )
        );

        error.Problems.Count.ShouldBe(3);
        error.ExitCode.ShouldBe(2);
    }

    [Fact]
    public void A_wrong_setting_never_shows_a_secret()
    {
        var error = Should.Throw<SettingsException>(() =>
            Settings.Read(Of(("Web:Oidc:ClientSecret", "hush-hush"), ("Slack:BotTokn", "xoxb-hush")))
        );

        error.Message.ShouldNotContain("hush");
    }

    [Fact]
    public void What_others_set_in_the_environment_is_none_of_our_business() =>
        Settings
            .Check(Of(("PATH", "/bin"), ("WEB", "x"), ("Kestrel:Endpoints:Http:Url", "http://localhost"), ("Java:Home", "/opt")))
            .Problems.ShouldBeEmpty();

    private static IConfiguration Of(params (string Key, string? Value)[] values) =>
        new ConfigurationBuilder().AddInMemoryCollection(values.Select(value => KeyValuePair.Create(value.Key, value.Value))).Build();
}
