using PerfSignal.Bot.Hosting;

namespace PerfSignal.Bot.Teams;

/// <summary>The section `Teams`.</summary>
public sealed record TeamsSettings
{
    /// <summary>Hosts of Teams' connector in the public and the government clouds (https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/send-proactive-messages).</summary>
    public static readonly IReadOnlyList<string> PublicHosts = ["smba.trafficmanager.net", "*.teams.microsoft.com", "*.teams.microsoft.us"];

    public bool Enabled { get; init; }

    /// <summary>The bot's application (client) id.</summary>
    public string AppId { get; init; } = "";

    /// <summary>The organisation's tenant: the only one whose people are answered.</summary>
    public string TenantId { get; init; } = "";

    /// <summary>Null where a certificate or a managed identity is used.</summary>
    public string? ClientSecret { get; init; }

    /// <summary>A PEM file with certificate and private key.</summary>
    public string? CertificateFile { get; init; }
    public bool UseManagedIdentity { get; init; }
    public string OpenIdMetadataUrl { get; init; } = "https://login.botframework.com/v1/.well-known/openidconfiguration";

    /// <summary>Null for Microsoft's own, in the organisation's tenant.</summary>
    public string? TokenEndpoint { get; init; }

    /// <summary>The only hosts that messages and the bot's token are sent to; `*.` stands for any one or more labels. A host may carry a port.</summary>
    public IReadOnlyList<string> AllowedServiceHosts { get; init; } = PublicHosts;

    /// <summary>Requests from this machine need no token; for a stand-in of Teams only.</summary>
    public bool AllowUnauthenticatedLoopback { get; init; }

    /// <summary>Where the channel for recognition is reached; null for where people are reached.</summary>
    public string? ChannelServiceUrl { get; init; }

    internal static TeamsSettings Read(SettingsReader reader)
    {
        var hosts = reader.List("Teams:AllowedServiceHosts");
        var settings = new TeamsSettings
        {
            Enabled = reader.Flag("Teams:Enabled"),
            AppId = reader.Text("Teams:AppId") ?? "",
            TenantId = reader.Text("Teams:TenantId") ?? "",
            ClientSecret = reader.Text("Teams:ClientSecret"),
            CertificateFile = reader.File("Teams:CertificateFile", "a PEM file of certificate and private key"),
            UseManagedIdentity = reader.Flag("Teams:UseManagedIdentity"),
            OpenIdMetadataUrl =
                reader.Address("Teams:OpenIdMetadataUrl", new TeamsSettings().OpenIdMetadataUrl) ?? new TeamsSettings().OpenIdMetadataUrl,
            TokenEndpoint = reader.Address("Teams:TokenEndpoint", "https://login.microsoftonline.com/TENANT/oauth2/v2.0/token"),
            AllowedServiceHosts = hosts.Count > 0 ? hosts : PublicHosts,
            AllowUnauthenticatedLoopback = reader.Flag("Teams:AllowUnauthenticatedLoopback"),
            ChannelServiceUrl = reader.Address("Recognition:TeamsServiceUrl", "https://smba.trafficmanager.net/emea/"),
        };
        if (settings.Enabled)
        {
            settings.Check(reader);
        }

        return settings;
    }

    private void Check(SettingsReader reader)
    {
        NeedsGuid(reader, "Teams:AppId", AppId, "the application (client) id of the bot's app registration");
        NeedsGuid(reader, "Teams:TenantId", TenantId, "the directory (tenant) id of your organisation");
        var ways = new[] { ClientSecret is not null, CertificateFile is not null, UseManagedIdentity }.Count(way => way);
        if (ways != 1 && !(ways == 0 && AllowUnauthenticatedLoopback))
        {
            reader.Wrong(
                "Teams:ClientSecret",
                ways == 0 ? "is empty, and without it Teams does not let the bot write" : "is one of several ways to prove who the bot is",
                "Set exactly one of Teams:ClientSecret, Teams:CertificateFile and Teams:UseManagedIdentity, a secret in the environment rather than in a file."
            );
        }
    }

    private static void NeedsGuid(SettingsReader reader, string key, string value, string what)
    {
        if (!Guid.TryParse(value, out _))
        {
            // The value is not repeated: the secret is easily pasted here.
            reader.Wrong(
                key,
                value.Length == 0 ? "is empty, and Teams:Enabled is true" : "is not such an id",
                $"Write {what}, such as 11111111-2222-3333-4444-555555555555."
            );
        }
    }
}
