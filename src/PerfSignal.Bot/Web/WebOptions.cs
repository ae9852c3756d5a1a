using PerfSignal.Bot.Web.SignIn;

namespace PerfSignal.Bot.Web;

/// <summary>The web platform, from the settings section `Web` and `DataProtection:KeyFile`.</summary>
public sealed record WebOptions
{
    public bool Enabled { get; init; } = true;

    /// <summary>The address people type, `https://bot.example.com`; null where the service is only used on this machine.</summary>
    public string? PublicUrl { get; init; }

    /// <summary>Lets anybody on this machine choose who to be; only for trying the product with made-up people.</summary>
    public bool DemoSignIn { get; init; }

    /// <summary>E-mail addresses that the demo sign-in lists first.</summary>
    public IReadOnlyList<string> DemoPersonas { get; init; } = [];

    /// <summary>A file with 32 random bytes in Base64 (`openssl rand -base64 32`) that encrypts the stored keys; null stores them as they are.</summary>
    public string? KeyFile { get; init; }

    /// <summary>The organisation's identity provider, where people sign in by one.</summary>
    public OidcSettings Oidc { get; init; } = new();

    /// <summary>The chats that are switched on, by name: there people may ask for a link.</summary>
    public IReadOnlyList<string> Chats { get; init; } = [];

    /// <summary>Whether a link asked for in chat leads here.</summary>
    internal bool HasLinks => Chats.Count > 0 && PublicUrl is not null;

    /// <summary>How long one sign-in lasts; it is not prolonged by use.</summary>
    public static readonly TimeSpan SessionLength = TimeSpan.FromHours(8);

    internal bool IsHttps => PublicUrl?.StartsWith("https://", StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>Plain http is for this machine only.</summary>
    /// <exception cref="InvalidOperationException">A setting is wrong; the message names its key and how to mend it.</exception>
    public void Check()
    {
        if (PublicUrl is null)
        {
            return;
        }

        if (
            !Uri.TryCreate(PublicUrl, UriKind.Absolute, out var url)
            || (url.Scheme != Uri.UriSchemeHttps && url.Scheme != Uri.UriSchemeHttp)
        )
        {
            throw new InvalidOperationException("Web:PublicUrl is no address; set it to something like https://bot.example.com.");
        }

        if (url.Scheme == Uri.UriSchemeHttp && !url.IsLoopback)
        {
            throw new InvalidOperationException("Web:PublicUrl uses http; set it to the https address that people type, or remove it.");
        }
    }
}
