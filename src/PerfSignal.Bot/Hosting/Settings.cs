using NodaTime;
using PerfSignal.Bot.Calendars;
using PerfSignal.Bot.Data;
using PerfSignal.Bot.OpenAi;
using PerfSignal.Bot.Slack;
using PerfSignal.Bot.Teams;
using PerfSignal.Bot.Web.SignIn;
using PerfSignal.Core;
using PerfSignal.Core.Broadcasts;
using PerfSignal.Core.Feedback;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Bot.Hosting;

/// <summary>The section `Web`.</summary>
/// <param name="PublicUrl">The address people type; null where the service is only used on this machine.</param>
/// <param name="DemoSignIn">Anybody on this machine chooses who to be.</param>
public sealed record WebSettings(bool Enabled, string? PublicUrl, bool DemoSignIn, IReadOnlyList<string> DemoPersonas);

/// <summary>The section `Delivery`: the most calls that one workspace is asked per second.</summary>
public sealed record DeliverySettings(int TeamsPerSecond, int SlackPerSecond);

/// <summary>The section `Audit`.</summary>
/// <param name="SigningKeyFile">ECDSA P-256 private key as PEM; null where the audit log is not signed.</param>
public sealed record AuditSettings(string? SigningKeyFile);

/// <summary>The section `DataProtection`.</summary>
/// <param name="KeyFile">32 random bytes in Base64 that encrypt the stored keys; null stores them as they are.</param>
public sealed record DataProtectionSettings(string? KeyFile);

/// <summary>All settings of the product, read and checked once at the start.</summary>
public sealed record Settings(
    Organization Organization,
    DatabaseOptions Database,
    WebSettings Web,
    DeliverySettings Delivery,
    AuditSettings Audit,
    DataProtectionSettings DataProtection
)
{
    public TeamsSettings Teams { get; init; } = new();
    public SlackSettings Slack { get; init; } = new();
    public DraftingSettings Drafting { get; init; } = new();
    public OidcSettings Oidc { get; init; } = new();
    public GraphSettings Graph { get; init; } = new();
    public GoogleSettings Google { get; init; } = new();
    public Recognition Recognition { get; init; } = new();
    public BroadcastSettings Broadcasts { get; init; } = new();
    public IcsFeedSettings Feeds { get; init; } = IcsFeedSettings.None;

    /// <summary>The sections of the product; others belong to ASP.NET Core.</summary>
    public static IReadOnlyList<string> Sections { get; } =
    [
        "Organization",
        "Database",
        "Web",
        "Briefs",
        "Contests",
        "Broadcasts",
        "Delivery",
        "Audit",
        "DataProtection",
        "Teams",
        "Slack",
        "Recognition",
        "Calendars",
        "Sources",
        "Drafting",
        "Telemetry",
    ];

    /// <exception cref="SettingsException">Something is wrong; every problem is named.</exception>
    public static Settings Read(IConfiguration configuration)
    {
        var (settings, problems) = Check(configuration);
        return problems.Count == 0 ? settings : throw new SettingsException(problems);
    }

    /// <summary>The settings with defaults where something is wrong, and what is wrong.</summary>
    public static (Settings Settings, IReadOnlyList<SettingsProblem> Problems) Check(IConfiguration configuration) =>
        Check(new SettingsReader(configuration));

    internal static (Settings Settings, IReadOnlyList<SettingsProblem> Problems) Check(SettingsReader reader)
    {
        var settings = new Settings(
            ReadOrganization(reader),
            ReadDatabase(reader),
            ReadWeb(reader),
            new DeliverySettings(reader.Number("Delivery:TeamsPerSecond", 50, 1, 50), reader.Number("Delivery:SlackPerSecond", 20, 1, 100)),
            new AuditSettings(reader.File("Audit:SigningKeyFile", "`openssl ecparam -name prime256v1 -genkey -noout`")),
            new DataProtectionSettings(reader.File("DataProtection:KeyFile", "`openssl rand -base64 32`"))
        )
        {
            Teams = TeamsSettings.Read(reader),
            Slack = SlackSettings.Read(reader),
            Drafting = DraftingSettings.Read(reader),
            Oidc = OidcSettings.Read(reader, reader.Text("Web:PublicUrl")),
            Graph = GraphSettings.Read(reader),
            Google = GoogleSettings.Read(reader),
            Feeds = IcsFeedSettings.Read(reader),
            Recognition = ReadRecognition(reader),
            Broadcasts = new BroadcastSettings(reader.Number("Broadcasts:ApproveAbove", new BroadcastSettings().ApproveAbove, 0, 1_000_000)),
        };
        NotBuilt.Read(reader);
        reader.FindUnknown(Sections);
        return (settings, reader.Problems);
    }

    private static Organization ReadOrganization(SettingsReader reader)
    {
        var fallback = new Organization();
        var organization = new Organization
        {
            Name = reader.Text("Organization:Name") ?? fallback.Name,
            TimeZone = reader.Text("Organization:TimeZone") ?? fallback.TimeZone,
            Language = reader.Text("Organization:Language") ?? fallback.Language,
            MinimumGroup = reader.Number("Organization:MinimumGroup", fallback.MinimumGroup, 5, 1000),
            QuietHours = reader.Text("Organization:QuietHours") ?? fallback.QuietHours,
            LeadMinutes = reader.Number("Briefs:LeadMinutes", fallback.LeadMinutes, 0, 1440),
            DecideDays = reader.Number("Contests:DecideDays", fallback.DecideDays, 1, 60),
        };
        if (organization.Name.Length > 100)
        {
            reader.Wrong("Organization:Name", $"has {organization.Name.Length} characters", "Write at most 100.");
        }

        if (Zones.Find(organization.TimeZone) is null)
        {
            var near = SettingsReader.Near(organization.TimeZone, DateTimeZoneProviders.Tzdb.Ids);
            reader.Wrong(
                "Organization:TimeZone",
                $"is '{organization.TimeZone}', which is no time zone of the IANA database",
                $"Write one such as Europe/Berlin{near}."
            );
            organization = organization with { TimeZone = fallback.TimeZone };
        }

        if (organization.Language is not ("en" or "de"))
        {
            reader.Wrong("Organization:Language", $"is '{organization.Language}', in which there are no texts", "Write en or de.");
            organization = organization with { Language = fallback.Language };
        }

        if (!QuietHours.TryParse(organization.QuietHours, out _, out var error))
        {
            reader.Wrong("Organization:QuietHours", $"is wrong: {error.TrimEnd('.')}", "Times are on each person's own clock.");
            organization = organization with { QuietHours = fallback.QuietHours };
        }

        return organization;
    }

    private static DatabaseOptions ReadDatabase(SettingsReader reader)
    {
        var database = new DatabaseOptions
        {
            Provider = reader.Word("Database:Provider", DatabaseProvider.Sqlite),
            ConnectionString = reader.Text("Database:ConnectionString") ?? "",
            MigrateOnStart = reader.Flag("Database:MigrateOnStart", otherwise: true),
        };
        if (database.Provider != DatabaseProvider.Sqlite && database.ConnectionString.Length == 0)
        {
            var example =
                database.Provider == DatabaseProvider.Postgres
                    ? "Host=…;Database=…;Username=…;Password=…"
                    : "Server=…;Database=…;User Id=…;Password=…";
            reader.Wrong(
                "Database:ConnectionString",
                $"is empty, and {database.Provider} needs one",
                $"Write it as {example}, in the environment rather than in a file."
            );
        }

        return database;
    }

    private static Recognition ReadRecognition(SettingsReader reader)
    {
        var (slack, teams) = (reader.Text("Recognition:SlackChannel"), reader.Text("Recognition:TeamsChannel"));
        // Ids of public channels begin with C, of private ones with G or C (https://docs.slack.dev/reference/objects/conversation-object).
        if (slack is not null && (slack.Length is < 2 or > 64 || slack[0] is not ('C' or 'G') || !slack.All(char.IsAsciiLetterOrDigit)))
        {
            reader.Wrong(
                "Recognition:SlackChannel",
                $"is '{slack}', which is no id of a channel",
                "Copy the id (C0123ABCD) from the foot of the channel's details in Slack; the name does not do."
            );
        }

        if (
            teams is not null
            && (
                teams.Length > 200
                || !teams.StartsWith("19:", StringComparison.Ordinal)
                || !teams.Contains("@thread.", StringComparison.Ordinal)
            )
        )
        {
            reader.Wrong(
                "Recognition:TeamsChannel",
                $"is '{teams}', which is no id of a channel",
                "Copy the channel's link in Teams: the part after /channel/, with %3a written as : and %40 as @, as in 19:…@thread.tacv2."
            );
        }

        return new Recognition(slack, teams);
    }

    private static WebSettings ReadWeb(SettingsReader reader)
    {
        return new WebSettings(
            reader.Flag("Web:Enabled", otherwise: true),
            reader.Address("Web:PublicUrl", "https://perfsignal.example.com"),
            reader.Flag("Web:DemoSignIn"),
            reader.List("Web:DemoPersonas")
        );
    }
}
