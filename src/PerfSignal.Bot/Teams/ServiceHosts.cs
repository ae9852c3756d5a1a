namespace PerfSignal.Bot.Teams;

/// <summary>The only hosts to which messages and the bot's token go, whatever an activity says its service url is.</summary>
internal sealed class ServiceHosts(TeamsSettings settings)
{
    /// <summary>https, or http on this machine; a host of the list, with its port where the list gives one.</summary>
    public bool Allows(string? serviceUrl) =>
        Uri.TryCreate(serviceUrl, UriKind.Absolute, out var url)
        && url.UserInfo.Length == 0
        // Some signs become others, such as a slash, only when the name is looked up: then it is another name.
        && url.Host.All(char.IsAscii)
        && (url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && url.IsLoopback))
        && settings.AllowedServiceHosts.Any(host => Matches(host, url));

    private static bool Matches(string allowed, Uri url)
    {
        var here =
            allowed.Contains(':', StringComparison.Ordinal) ? url.Authority
            : url.IsDefaultPort ? url.Host
            : "";
        return allowed.StartsWith("*.", StringComparison.Ordinal)
            ? here.EndsWith(allowed[1..], StringComparison.OrdinalIgnoreCase)
            : here.Equals(allowed, StringComparison.OrdinalIgnoreCase);
    }
}
