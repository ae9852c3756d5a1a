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

        return settings;
    }
}

/// <summary>One calendar read from an address: whose it is, and where.</summary>
/// <param name="Url">Often a secret by itself; never logged or shown.</param>
public sealed record IcsFeed(string Owner, Uri Url);

/// <summary>The section `Calendars:Ics`.</summary>
public sealed record IcsFeedSettings(IReadOnlyList<IcsFeed> Feeds)
{
    public static IcsFeedSettings None { get; } = new([]);

    internal static IcsFeedSettings Read(SettingsReader reader)
    {
        var feeds = new List<IcsFeed>();
        foreach (var (line, index) in reader.List("Calendars:Ics:Feeds").Select((line, index) => (line, index)))
        {
            if (
                line.Split(' ', 2, StringSplitOptions.TrimEntries) is [var owner, var address]
                && owner.Contains('@', StringComparison.Ordinal)
                && Uri.TryCreate(address, UriKind.Absolute, out var url)
                && (url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && url.IsLoopback))
            )
            {
                feeds.Add(new IcsFeed(owner.ToLowerInvariant(), url));
            }
            else
            {
                reader.Wrong(
                    $"Calendars:Ics:Feeds:{index}",
                    "is not of the form `EMAIL ADDRESS`",
                    "Write whose calendar it is, a space and the https address, such as `maya@example.com https://calendar.example.com/maya.ics`."
                );
            }
        }

        return feeds.Count == 0 ? None : new IcsFeedSettings(feeds);
    }
}
