using PerfSignal.Bot.Hosting;

namespace PerfSignal.Bot.Calendars;

/// <summary>The section `Calendars:Graph`: calendars of Microsoft 365.</summary>
public sealed record GraphSettings
{
    public bool Enabled { get; init; }

    /// <summary>With version, ends with a slash.</summary>
    public string BaseUrl { get; init; } = "https://graph.microsoft.com/v1.0/";

    /// <summary>Null for Microsoft's own, in the tenant.</summary>
    public string? TokenEndpoint { get; init; }
    public string TenantId { get; init; } = "";
    public string ClientId { get; init; } = "";
    public string ClientSecret { get; init; } = "";

    internal static GraphSettings Read(SettingsReader reader)
    {
        var standard = new GraphSettings();
        var settings = new GraphSettings
        {
            Enabled = reader.Flag("Calendars:Graph:Enabled"),
            BaseUrl = (reader.Address("Calendars:Graph:BaseUrl", standard.BaseUrl) ?? standard.BaseUrl).TrimEnd('/') + "/",
            TokenEndpoint = reader.Address("Calendars:Graph:TokenEndpoint", "https://login.microsoftonline.com/TENANT/oauth2/v2.0/token"),
            TenantId = reader.Text("Calendars:Graph:TenantId") ?? "",
            ClientId = reader.Text("Calendars:Graph:ClientId") ?? "",
            ClientSecret = reader.Text("Calendars:Graph:ClientSecret") ?? "",
        };
        if (settings.Enabled)
        {
            reader.Needs("Calendars:Graph:TenantId", settings.TenantId, "the directory (tenant) id of your organisation");
            reader.Needs("Calendars:Graph:ClientId", settings.ClientId, "the application (client) id of the app that may read calendars");
            reader.Needs("Calendars:Graph:ClientSecret", settings.ClientSecret, "that app's client secret, in the environment");
        }

        return settings;
    }
}

/// <summary>The section `Calendars:Google`: calendars of Google Workspace.</summary>
public sealed record GoogleSettings
{
    public bool Enabled { get; init; }

    /// <summary>Ends with a slash.</summary>
    public string BaseUrl { get; init; } = "https://www.googleapis.com/calendar/v3/";

    /// <summary>Null for the one that the service account's file names.</summary>
    public string? TokenEndpoint { get; init; }

    /// <summary>The service account's key as Google gives it (JSON).</summary>
    public string? ServiceAccountFile { get; init; }

    internal static GoogleSettings Read(SettingsReader reader)
    {
        var standard = new GoogleSettings();
        var settings = new GoogleSettings
        {
            Enabled = reader.Flag("Calendars:Google:Enabled"),
            BaseUrl = (reader.Address("Calendars:Google:BaseUrl", standard.BaseUrl) ?? standard.BaseUrl).TrimEnd('/') + "/",
            TokenEndpoint = reader.Address("Calendars:Google:TokenEndpoint", "https://oauth2.googleapis.com/token"),
            ServiceAccountFile = reader.File("Calendars:Google:ServiceAccountFile", "Google's console (a service account's JSON key)"),
        };
        if (settings.Enabled)
        {
            reader.Needs(
                "Calendars:Google:ServiceAccountFile",
                settings.ServiceAccountFile ?? "",
                "the path of the service account's JSON key"
            );
        }

        if (File.Exists(settings.ServiceAccountFile) && Google.ServiceAccountKey.Fault(settings.ServiceAccountFile) is { } fault)
        {
            reader.Wrong(
                "Calendars:Google:ServiceAccountFile",
                $"names a file that {fault}",
                "Make a new JSON key for the service account in Google's console, and let the service's account read the file."
            );
        }

        return settings;
    }
}
