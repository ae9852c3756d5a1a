using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace PerfSignal.Bot.Teams.Inbound;

/// <summary>What a good token vouches for.</summary>
/// <param name="ServiceUrl">The only service url that the activity may name; null where no token was asked for.</param>
/// <param name="Endorsements">The channels the key may speak for; null where Microsoft does not say.</param>
internal sealed record Proof(string? ServiceUrl, IReadOnlySet<string>? Endorsements);

/// <summary>
/// Checks the token that the Bot Framework sends with an activity
/// (https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication#connector-to-bot).
/// </summary>
internal sealed class TokenCheck(TeamsSettings settings, SigningKeys keys, TimeProvider clock)
{
    public static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);
    private readonly JsonWebTokenHandler handler = new() { MaximumTokenSizeInBytes = 16 * 1024 };

    /// <summary>The clouds have an issuer each; the address of the metadata says which one is meant.</summary>
    private readonly string issuer = new Uri(settings.OpenIdMetadataUrl).Host.EndsWith(".azure.us", StringComparison.OrdinalIgnoreCase)
        ? "https://api.botframework.us"
        : "https://api.botframework.com";

    /// <exception cref="KeysUnavailableException">Microsoft's keys could not be asked for.</exception>
    public async Task<(Proof? Proof, Refusal Refusal)> Check(string token, CancellationToken ct)
    {
        try
        {
            return await Check(handler.ReadJsonWebToken(token), ct);
        }
        catch (Exception e) when (e is ArgumentException or SecurityTokenException or FormatException or JsonException)
        {
            return (null, Refusal.TokenMalformed);
        }
    }

    private async Task<(Proof?, Refusal)> Check(JsonWebToken token, CancellationToken ct)
    {
        if (token.Alg != SecurityAlgorithms.RsaSha256)
        {
            return (null, Refusal.TokenAlgorithm);
        }

        if (string.IsNullOrEmpty(token.Kid) || await keys.Find(token.Kid, ct) is not { } key)
        {
            return (null, Refusal.TokenKey);
        }

        Refusal? late = null;
        var result = await handler.ValidateTokenAsync(
            token,
            new TokenValidationParameters
            {
                ValidAlgorithms = [SecurityAlgorithms.RsaSha256],
                RequireSignedTokens = true,
                IssuerSigningKey = key.Key,
                ValidIssuer = issuer,
                AudienceValidator = (audiences, _, _) =>
                    audiences.Any(audience => audience.Equals(settings.AppId, StringComparison.OrdinalIgnoreCase)),
                LifetimeValidator = (from, until, _, _) => (late = Lifetime(from, until)) is null,
            }
        );
        if (!result.IsValid)
        {
            return (null, late ?? Kind(result.Exception));
        }

        return token.TryGetPayloadValue<string>("serviceurl", out var serviceUrl) && !string.IsNullOrEmpty(serviceUrl)
            ? (new Proof(serviceUrl, key.Endorsements), default)
            : (null, Refusal.TokenServiceUrl);
    }

    private Refusal? Lifetime(DateTime? from, DateTime? until)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return until is null ? Refusal.TokenLifetime
            : now > until.Value + Skew ? Refusal.TokenExpired
            : from is not null && now < from.Value - Skew ? Refusal.TokenNotYetValid
            : null;
    }

    private static Refusal Kind(Exception e) =>
        e switch
        {
            SecurityTokenInvalidIssuerException => Refusal.TokenIssuer,
            SecurityTokenInvalidAudienceException => Refusal.TokenAudience,
            SecurityTokenInvalidAlgorithmException => Refusal.TokenAlgorithm,
            SecurityTokenInvalidLifetimeException => Refusal.TokenLifetime,
            SecurityTokenInvalidSignatureException => Refusal.TokenSignature,
            _ => Refusal.TokenMalformed,
        };
}
