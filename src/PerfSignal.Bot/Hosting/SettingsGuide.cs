namespace PerfSignal.Bot.Hosting;

/// <summary>One setting as the README's table shows it.</summary>
/// <param name="Default">What holds where it is not set; null for a list and for a secret, which have none.</param>
public sealed record GuidedSetting(string Key, string? Default, string Meaning);

/// <summary>Every setting of this version with its default and meaning; tests hold it, appsettings.json and the README against the reader.</summary>
public static class SettingsGuide
{
    public static IReadOnlyList<GuidedSetting> All { get; } =
    [
        new("Organization:Name", "Our organisation", "the name in the pages; at most 100 characters"),
        new("Organization:TimeZone", "Europe/Berlin", "IANA zone of the organisation's days; people have their own"),
        new("Organization:Language", "en", "`en` or `de`, for people who chose none"),
        new("Organization:MinimumGroup", "5", "people behind a number about a group, 5 to 1000"),
        new("Organization:QuietHours", "20:00-07:00", "when nothing is sent, on each reader's own clock; `00:00-00:00` for never"),
        new("Briefs:LeadMinutes", "30", "minutes from brief to 1:1, 0 to 1440"),
        new("Database:Provider", "Sqlite", "`Sqlite`, `Postgres` or `SqlServer`"),
        new(
            "Database:ConnectionString",
            "",
            "empty is the file perfsignal.db in the working directory; needed for the others, best in the environment"
        ),
        new("Database:MigrateOnStart", "true", "`serve` creates and upgrades the database; `false` leaves that to `migrate`"),
        new("Web:Enabled", "true", "the web chat and pages"),
        new("Web:PublicUrl", "", "the https address that people type; empty for this machine only"),
        new("Web:DemoSignIn", "false", "anybody on this machine chooses who to be; refused in Production and beyond loopback"),
        new("Web:DemoPersonas", null, "list of e-mail addresses that the demo sign-in shows first"),
        new(
            "DataProtection:KeyFile",
            "",
            "file of 32 random bytes in Base64 that encrypts the keys of sign-ins (`openssl rand -base64 32`)"
        ),
        new("Audit:SigningKeyFile", "", "P-256 private key for the audit log; checked, not used in this version"),
        new("Delivery:TeamsPerSecond", "50", "1 to 50; not used in this version"),
        new("Delivery:SlackPerSecond", "3", "1 to 100; not used in this version"),
        new("Teams:Enabled", "false", NotBuilt),
        new("Slack:Enabled", "false", NotBuilt),
        new("Drafting:Provider", "None", "`None`; no model in this version"),
        new("Telemetry:OtlpEndpoint", "", "empty; not in this version"),
    ];

    private const string NotBuilt = "`false`; not in this version";

    /// <summary>Keys that the reader knows only to refuse what later versions have, or to ignore it where its section is switched off.</summary>
    public static bool IsOfLaterVersions(string key) =>
        All.All(setting => setting.Key != key) && Later.Any(section => key.StartsWith(section + ":", StringComparison.Ordinal));

    private static readonly string[] Later = ["Teams", "Slack", "Web:Oidc", "Calendars", "Sources", "Drafting"];
}
