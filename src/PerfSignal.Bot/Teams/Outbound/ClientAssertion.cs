using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using NodaTime;

namespace PerfSignal.Bot.Teams.Outbound;

/// <summary>The signed statement by which a certificate stands in for a secret (https://learn.microsoft.com/entra/identity-platform/certificate-credentials).</summary>
internal static class ClientAssertion
{
    private static readonly Duration Life = Duration.FromMinutes(5);

    /// <exception cref="CryptographicException">The certificate has no RSA key.</exception>
    public static string Write(X509Certificate2 certificate, string clientId, Uri tokenEndpoint, Instant now)
    {
        using var key =
            certificate.GetRSAPrivateKey()
            ?? throw new CryptographicException("The certificate has no RSA key, the only kind that Entra takes.");
        var credentials = new SigningCredentials(new RsaSecurityKey(key), SecurityAlgorithms.RsaSsaPssSha256)
        {
            // The key lives no longer than this call.
            CryptoProviderFactory = new CryptoProviderFactory { CacheSignatureProviders = false },
        };
        return new JsonWebTokenHandler().CreateToken(
            new SecurityTokenDescriptor
            {
                Issuer = clientId,
                Audience = tokenEndpoint.ToString(),
                Claims = new Dictionary<string, object>(StringComparer.Ordinal) { ["sub"] = clientId, ["jti"] = Guid.NewGuid().ToString() },
                NotBefore = now.ToDateTimeUtc(),
                IssuedAt = now.ToDateTimeUtc(),
                Expires = (now + Life).ToDateTimeUtc(),
                SigningCredentials = credentials,
                AdditionalHeaderClaims = new Dictionary<string, object>(StringComparer.Ordinal)
                {
                    ["x5t#S256"] = Base64UrlEncoder.Encode(certificate.GetCertHash(HashAlgorithmName.SHA256)),
                },
            }
        );
    }
}
