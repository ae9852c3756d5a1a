using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.IdentityModel.Tokens;

namespace PerfSignal.Tests.Teams.Inbound;

/// <summary>A bot token, good unless a test makes it otherwise; written by hand, so that it can be wrong in every way.</summary>
internal sealed record Token
{
    public string Issuer { get; init; } = "https://api.botframework.com";
    public string Audience { get; init; } = TeamsSite.AppId;
    public string? ServiceUrl { get; init; } = TeamsSite.ServiceUrl;
    public string KeyId { get; init; } = "good";
    public RSA Key { get; init; } = KeyServer.Good;
    public string Algorithm { get; init; } = "RS256";
    public TimeSpan From { get; init; } = TimeSpan.FromMinutes(-1);
    public TimeSpan Until { get; init; } = TimeSpan.FromHours(1);

    public string Sign(TimeProvider clock)
    {
        var now = clock.GetUtcNow();
        var payload = new JsonObject
        {
            ["iss"] = Issuer,
            ["aud"] = Audience,
            ["nbf"] = (now + From).ToUnixTimeSeconds(),
            ["exp"] = (now + Until).ToUnixTimeSeconds(),
        };
        if (ServiceUrl is not null)
        {
            payload["serviceurl"] = ServiceUrl;
        }

        var header = new JsonObject
        {
            ["alg"] = Algorithm,
            ["typ"] = "JWT",
            ["kid"] = KeyId,
        };
        var signed = Base64UrlEncoder.Encode(header.ToJsonString()) + "." + Base64UrlEncoder.Encode(payload.ToJsonString());
        var bytes = Encoding.ASCII.GetBytes(signed);
        return signed
            + "."
            + Algorithm switch
            {
                "none" => "",
                // The public key as the secret of an HMAC: what a reader that takes the token's word for the algorithm falls for.
                "HS256" => Base64UrlEncoder.Encode(HMACSHA256.HashData(Key.ExportSubjectPublicKeyInfo(), bytes)),
                "RS384" => Base64UrlEncoder.Encode(Key.SignData(bytes, HashAlgorithmName.SHA384, RSASignaturePadding.Pkcs1)),
                _ => Base64UrlEncoder.Encode(Key.SignData(bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)),
            };
    }
}
