using PerfSignal.Bot.Hosting;

namespace PerfSignal.Bot.Web.SignIn;

/// <summary>The section `Web:Oidc`: sign-in by the organisation's identity provider (OpenID Connect).</summary>
public sealed record OidcSettings
{
    /// <summary>Null where sign-in by an identity provider is off; its metadata is at `/.well-known/openid-configuration` below it.</summary>
    public string? Authority { get; init; }
    public string ClientId { get; init; } = "";
    public string ClientSecret { get; init; } = "";

    public bool Enabled => Authority is not null;

    internal static OidcSettings Read(SettingsReader reader, string? publicUrl)
    {
        var settings = new OidcSettings
        {
            Authority = reader.Address("Web:Oidc:Authority", "https://login.microsoftonline.com/TENANT/v2.0")?.TrimEnd('/'),
            ClientId = reader.Text("Web:Oidc:ClientId") ?? "",
            ClientSecret = reader.Text("Web:Oidc:ClientSecret") ?? "",
        };
        if (settings.Enabled)
        {
            reader.Needs("Web:Oidc:ClientId", settings.ClientId, "the client id that the identity provider gave");
            reader.Needs("Web:Oidc:ClientSecret", settings.ClientSecret, "the client secret, in the environment");
            reader.Needs("Web:PublicUrl", publicUrl ?? "", "the https address people type; the identity provider sends them back there");
        }
        else if (settings.ClientId.Length > 0 || settings.ClientSecret.Length > 0)
        {
            reader.Wrong(
                "Web:Oidc:Authority",
                "is empty, while Web:Oidc:ClientId or ClientSecret is set",
                "Write the identity provider's address such as https://login.microsoftonline.com/TENANT/v2.0, or remove the other two."
            );
        }

        return settings;
    }
}
