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
        new("Contests:DecideDays", "10", "working days within which somebody decides what a person contests, 1 to 60"),
        new(
            "Broadcasts:ApproveAbove",
            "200",
            "recipients of a message of HR above which a second person of HR has to approve it; 0 for always"
        ),
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
        new("Delivery:TeamsPerSecond", "50", "calls a second that leave at most for Teams, over all nodes, 1 to 50"),
        new(
            "Delivery:SlackPerSecond",
            "20",
            "calls a second of one method that leave at most for a Slack workspace, over all nodes, 1 to 100; the bot finds what Slack takes below it"
        ),
        new("Teams:Enabled", "false", "the platform Teams"),
        new("Teams:AppId", "", "application (client) id of the bot"),
        new("Teams:TenantId", "", "id of the organisation's tenant; people of others are refused"),
        new("Teams:ClientSecret", null, "secret; or one of the next two"),
        new("Teams:CertificateFile", "", "PEM file with certificate and private key"),
        new("Teams:UseManagedIdentity", "false", "the bot runs in Azure with a managed identity"),
        new(
            "Teams:OpenIdMetadataUrl",
            "https://login.botframework.com/v1/.well-known/openidconfiguration",
            "where the keys of Teams' tokens are described"
        ),
        new("Teams:TokenEndpoint", "", "empty for Microsoft's own in the tenant"),
        new("Teams:AllowedServiceHosts", null, "list of the only hosts that the bot writes to; without it those of Microsoft's clouds"),
        new("Teams:AllowUnauthenticatedLoopback", "false", "a stand-in for Teams on this machine needs no token; refused in Production"),
        new("Slack:Enabled", "false", "the platform Slack"),
        new("Slack:SigningSecret", null, "secret by which requests are known to come from Slack"),
        new("Slack:PreviousSigningSecret", null, "secret that is accepted too while it is being changed"),
        new("Slack:BotToken", null, "secret; the token of the one workspace (`xoxb-…`)"),
        new("Slack:ClientId", "", "instead of the token, to install in workspaces by /slack/install"),
        new("Slack:ClientSecret", null, "secret that belongs to it"),
        new("Slack:ApiBaseUrl", "https://slack.com/api/", "Slack's Web API"),
        new("Recognition:SlackChannel", "", "id of the channel (`C…`) where praise is posted on wish; the bot must be a member of it"),
        new(
            "Recognition:TeamsChannel",
            "",
            "the same for Teams: conversation id of the channel (`19:…@thread.tacv2`); the bot must be in its team"
        ),
        new("Recognition:TeamsServiceUrl", "", "where Teams is reached for that channel; empty for where its people are reached"),
        new("Web:Oidc:Authority", "", "identity provider for signing in on the web; its metadata is below it"),
        new("Web:Oidc:ClientId", "", "client id at the identity provider"),
        new("Web:Oidc:ClientSecret", null, "secret that belongs to it"),
        new("Calendars:Graph:Enabled", "false", "calendars of Microsoft 365"),
        new("Calendars:Graph:BaseUrl", "https://graph.microsoft.com/v1.0/", "Microsoft Graph, with version"),
        new("Calendars:Graph:TokenEndpoint", "", "empty for Microsoft's own in the tenant"),
        new("Calendars:Graph:TenantId", "", "id of the organisation's tenant"),
        new("Calendars:Graph:ClientId", "", "application (client) id of the app that may read calendars"),
        new("Calendars:Graph:ClientSecret", null, "secret of that app"),
        new("Calendars:Google:Enabled", "false", "calendars of Google Workspace"),
        new("Calendars:Google:BaseUrl", "https://www.googleapis.com/calendar/v3/", "Google Calendar API"),
        new("Calendars:Google:TokenEndpoint", "", "empty for the one in the service account's file"),
        new("Calendars:Google:ServiceAccountFile", "", "JSON key of the service account with domain-wide delegation"),
        new("Calendars:Ics:Feeds", null, "list of calendars by address, each `EMAIL https://…`; the address is often a secret"),
        new("Drafting:Provider", "None", "`None`, `OpenAI` (or a server that speaks its protocol) or `AzureOpenAI`"),
        new("Drafting:Endpoint", "", "empty for OpenAI itself; `https://RESOURCE.openai.azure.com/openai/v1/`, or a server of your own"),
        new("Drafting:Model", "", "the model's name; with Azure that of the deployment"),
        new("Drafting:ApiKey", null, "secret; needed unless the server is on this machine or Entra ID is used"),
        new("Drafting:UseEntraId", "false", "Azure by the identity of the machine instead of a key"),
        new("Drafting:TokensPerDay", "2000000", "tokens that all drafts of a day may use; past it drafts are written without a model"),
        new("Drafting:DraftsPerManagerPerDay", "40", "times a day that a model is asked for one manager"),
        new("Drafting:PricePerMillionTokensIn", "0", "what a million tokens read costs, such as 2.5; 0 shows no cost"),
        new("Drafting:PricePerMillionTokensOut", "0", "what a million tokens written costs"),
        new("Drafting:PriceCurrency", "", "the currency of the two, such as `EUR`"),
        new("Telemetry:OtlpEndpoint", "", "empty; not in this version"),
    ];

    /// <summary>Keys that the reader knows only to refuse what later versions have, or to ignore it where its section is switched off.</summary>
    public static bool IsOfLaterVersions(string key) =>
        All.All(setting => setting.Key != key) && Later.Any(section => key.StartsWith(section + ":", StringComparison.Ordinal));

    private static readonly string[] Later = ["Sources"];
}
