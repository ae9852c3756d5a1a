using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.DataProtection;
using NodaTime;
using PerfSignal.Core.Conversing;

namespace PerfSignal.Bot.Web.SignIn.Oidc;

/// <summary>A sign-in on its way to the identity provider and back, kept in a protected cookie of the browser that began it.</summary>
/// <param name="State">Comes back in the address (RFC 6749 10.12).</param>
/// <param name="Nonce">Comes back inside the token (OpenID Connect Core 3.1.2.1).</param>
/// <param name="Verifier">Redeems the code (RFC 7636).</param>
/// <param name="To">The page of ours that was asked for.</param>
internal sealed record PendingSignIn(string State, string Nonce, string Verifier, string To, Instant EndsAt)
{
    /// <summary>Long enough for a password, a second factor and a telephone call.</summary>
    public static readonly Duration Lifetime = Duration.FromMinutes(15);
    private const string Path = "/sign-in";

    public static PendingSignIn New(string to, Instant now) => new(Random(), Random(), Random(), to, now + Lifetime);

    /// <summary>`S256` of RFC 7636 4.2.</summary>
    [JsonIgnore]
    public string Challenge => Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(Verifier)));

    public void Keep(HttpContext http, bool secure)
    {
        var kept = Protector(http).Protect(CardJson.Write(this));
        http.Response.Cookies.Append(Name(State), kept, Cookie(secure, Lifetime.ToTimeSpan()));
    }

    /// <summary>Takes the cookie of a `state` from the browser; null where this browser has none that is still good.</summary>
    public static PendingSignIn? Take(HttpContext http, string state, bool secure, Instant now)
    {
        if (state.Length != 43 || http.Request.Cookies[Name(state)] is not { } kept)
        {
            return null;
        }

        http.Response.Cookies.Delete(Name(state), Cookie(secure, null));
        try
        {
            var pending = CardJson.Read<PendingSignIn>(Protector(http).Unprotect(kept));
            var same = CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(pending.State), Encoding.UTF8.GetBytes(state));
            return same && now < pending.EndsAt ? pending : null;
        }
        catch (Exception e) when (e is CryptographicException or JsonException)
        {
            // A cookie of somebody's own making is none.
            return null;
        }
    }

    /// <summary>Named by the state's beginning, so that two windows may sign in side by side.</summary>
    private static string Name(string state) => $"perfsignal-signin-{state[..8]}";

    private static CookieOptions Cookie(bool secure, TimeSpan? age) =>
        new()
        {
            HttpOnly = true,
            // Lax, not Strict: the way back is a navigation that another site begins.
            SameSite = SameSiteMode.Lax,
            Secure = secure,
            Path = Path,
            MaxAge = age,
            IsEssential = true,
        };

    private static IDataProtector Protector(HttpContext http) =>
        http.RequestServices.GetRequiredService<IDataProtectionProvider>().CreateProtector("PerfSignal.SignIn");

    private static string Random() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
}
