using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.People;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Bot.Web.SignIn.Oidc;

/// <summary>Sign-in at the organisation's identity provider: authorization code flow with PKCE (OpenID Connect Core 3.1, RFC 7636, RFC 9700 2.1.1).</summary>
internal sealed class ProviderSignIn(
    WebOptions options,
    IdentityProvider provider,
    CodeExchange codes,
    IdTokens tokens,
    Owner owner,
    PerfSignalData data,
    TimeProvider clock
)
{
    /// <summary>From the settings, never from the request: a request says whatever its sender likes about the host.</summary>
    private string RedirectUri => $"{options.PublicUrl!.TrimEnd('/')}/sign-in/callback";

    /// <summary>Remembers the sign-in in the browser and says where it goes.</summary>
    /// <param name="choose">The person is to choose the account, as after one that was not the right one.</param>
    /// <exception cref="SignInRefusedException">The identity provider does not answer.</exception>
    public async Task<string> Begin(HttpContext http, string to, bool choose)
    {
        var read = await provider.Read(http.RequestAborted);
        var pending = PendingSignIn.New(to, clock.Now());
        pending.Keep(http, options.IsHttps);
        var asked = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["client_id"] = options.Oidc.ClientId,
            ["response_type"] = "code",
            ["redirect_uri"] = RedirectUri,
            ["scope"] = "openid profile email",
            ["state"] = pending.State,
            ["nonce"] = pending.Nonce,
            ["code_challenge"] = pending.Challenge,
            ["code_challenge_method"] = "S256",
        };
        if (choose)
        {
            asked["prompt"] = "select_account";
        }

        return QueryHelpers.AddQueryString(read.AuthorizationEndpoint, asked);
    }

    /// <summary>The person who came back, and the page they wanted.</summary>
    /// <exception cref="SignInRefusedException">Nobody is signed in.</exception>
    public async Task<(Person Person, string To)> Finish(HttpContext http)
    {
        var (query, ct) = (http.Request.Query, http.RequestAborted);
        if (query["state"] is not [{ } state] || PendingSignIn.Take(http, state, options.IsHttps, clock.Now()) is not { } pending)
        {
            throw new SignInRefusedException("state", "this browser began no such sign-in, or too long ago") { WasBegun = false };
        }

        await Spend(pending, ct);
        if (query["error"] is [{ } error, ..])
        {
            throw new SignInRefusedException(error is "access_denied" ? "cancelled" : "provider", ErrorWord.Of(error));
        }

        var read = await provider.Read(ct);
        if (query["iss"] is [{ } issuer, ..] && issuer != read.Issuer)
        {
            // RFC 9207: an answer of another provider that was mixed in.
            throw new SignInRefusedException("token", "the answer names another issuer");
        }

        if (query["code"] is not [{ Length: > 0 and < 4096 } code])
        {
            throw new SignInRefusedException("provider", "the answer has no code");
        }

        var redeemed = await codes.Redeem(read, code, pending.Verifier, RedirectUri, ct);
        var token = await tokens.Verify(redeemed, pending.Nonce, ct);
        return (await owner.Of(token, ct), pending.To);
    }

    /// <summary>Where a person ends the session at the identity provider too; null where it has no such place or does not answer.</summary>
    public async Task<string?> EndSession(CancellationToken ct)
    {
        try
        {
            var read = await provider.Read(ct);
            return Uri.TryCreate(read.EndSessionEndpoint, UriKind.Absolute, out var url) && url.Scheme is "https" or "http"
                ? QueryHelpers.AddQueryString(url.ToString(), OpenIdConnectParameterNames.ClientId, options.Oidc.ClientId)
                : null;
        }
        catch (SignInRefusedException)
        {
            // Signing out here has happened already.
            return null;
        }
    }

    /// <summary>A sign-in comes back once, even to a browser that kept its cookie, and even to two nodes at once.</summary>
    private async Task Spend(PendingSignIn pending, CancellationToken ct)
    {
        var digest = WebLink.DigestOf(pending.State);
        data.Add(new SpentSignIn { Digest = digest, EndsAt = pending.EndsAt });
        try
        {
            await data.SaveChangesAsync(ct);
        }
        catch (DbUpdateException)
        {
            data.ChangeTracker.Clear();
            if (await data.Set<SpentSignIn>().AnyAsync(row => row.Digest == digest, ct))
            {
                throw new SignInRefusedException("state", "this sign-in came back before");
            }

            throw;
        }
    }
}
