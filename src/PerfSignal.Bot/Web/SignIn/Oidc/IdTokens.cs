using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace PerfSignal.Bot.Web.SignIn.Oidc;

/// <summary>Verifies an ID token (OpenID Connect Core 3.1.3.7).</summary>
internal sealed class IdTokens(OidcSettings settings, IdentityProvider provider, TimeProvider clock)
{
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);

    /// <summary>Signatures with a private key only: with a shared secret whoever knows the client's secret could sign, with `none` anybody.</summary>
    private static readonly string[] Algorithms =
    [
        SecurityAlgorithms.RsaSha256,
        SecurityAlgorithms.RsaSsaPssSha256,
        SecurityAlgorithms.EcdsaSha256,
    ];

    /// <exception cref="SignInRefusedException">Something about it is wrong.</exception>
    public async Task<JsonWebToken> Verify(Redeemed redeemed, string nonce, CancellationToken ct)
    {
        var handler = new JsonWebTokenHandler { MapInboundClaims = false };
        var result = await handler.ValidateTokenAsync(redeemed.IdToken, Rules(await Keys(redeemed.IdToken, ct)));
        if (!result.IsValid || result.SecurityToken is not JsonWebToken token)
        {
            throw Wrong(result.Exception?.GetType().Name ?? "not valid");
        }

        if (string.IsNullOrEmpty(token.Subject))
        {
            throw Wrong("it is about nobody");
        }

        if (!Same(token.ClaimOf("nonce"), nonce))
        {
            throw Wrong("nonce");
        }

        var azp = token.ClaimOf("azp");
        if ((azp is not null || token.Audiences.Skip(1).Any()) && azp != settings.ClientId)
        {
            throw Wrong("azp");
        }

        if (token.ClaimOf("at_hash") is { } hash && !Same(hash, Half(redeemed.AccessToken)))
        {
            throw Wrong("at_hash");
        }

        return token;
    }

    private async Task<OpenIdConnectConfiguration> Keys(string idToken, CancellationToken ct)
    {
        string kid;
        try
        {
            kid = new JsonWebToken(idToken).Kid;
        }
        catch (Exception e) when (e is ArgumentException or SecurityTokenException)
        {
            throw Wrong("it is no token");
        }

        var known = await provider.Read(ct);
        return known.SigningKeys.Any(key => key.KeyId == kid) ? known : await provider.ReadAgain(ct);
    }

    private TokenValidationParameters Rules(OpenIdConnectConfiguration read) =>
        new()
        {
            ValidIssuer = read.Issuer,
            ValidAudience = settings.ClientId,
            IssuerSigningKeys = read.SigningKeys,
            ValidAlgorithms = Algorithms,
            RequireSignedTokens = true,
            RequireExpirationTime = true,
            LifetimeValidator = (from, until, _, _) =>
            {
                var now = clock.GetUtcNow().UtcDateTime;
                return until is { } end && now < end + Skew && (from is not { } begin || begin - Skew <= now);
            },
        };

    /// <summary>The left half of the digest, of the size that the signature's algorithm names: each of ours uses SHA-256 (3.1.3.6).</summary>
    private static string Half(string? accessToken) =>
        accessToken is null ? "" : Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(accessToken)).AsSpan(0, 16));

    private static bool Same(string? one, string other) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(one ?? ""), Encoding.UTF8.GetBytes(other));

    private static SignInRefusedException Wrong(string detail) => new("token", detail);
}

internal static class ClaimsOfToken
{
    /// <summary>A claim's value as text; null where it is absent or empty.</summary>
    public static string? ClaimOf(this JsonWebToken token, string name) =>
        token.TryGetClaim(name, out var claim) && claim.Value.Length > 0 ? claim.Value : null;
}
