namespace PerfSignal.Bot.Cards;

/// <summary>Which addresses a card may lead to.</summary>
internal static class SafeUrl
{
    /// <summary>True for http and https addresses and for paths on this site; never for scripts, data or another host by <c>//</c>.</summary>
    public static bool IsAllowed(string? url) => IsAbsolute(url) || IsLocal(url);

    public static bool IsAbsolute(string? url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps);

    private static bool IsLocal(string? url) =>
        url is ['/', ..] && url is not ['/', '/' or '\\', ..] && !url.Any(c => char.IsControl(c) || c == '\\');
}
