using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using NodaTime;
using PerfSignal.Tests.Fakes;

namespace PerfSignal.Tests.Web.SignIn;

public sealed class IdTokenTests
{
    private static readonly Instant Now = Instant.FromUtc(2026, 11, 24, 9, 0);

    /// <summary>Each spoils one thing of a good token.</summary>
    private static readonly Dictionary<string, Action<StandInIssuer>> Wrong = new()
    {
        ["issuer"] = issuer => issuer.Claims = claims => claims["iss"] = "https://evil.example",
        ["no issuer"] = issuer => issuer.Claims = claims => claims.Remove("iss"),
        ["issuer with a slash more"] = issuer => issuer.Claims = claims => claims["iss"] = issuer.Address + "/",
        ["audience"] = issuer => issuer.Claims = claims => claims["aud"] = "another-client",
        ["no audience"] = issuer => issuer.Claims = claims => claims.Remove("aud"),
        ["several audiences without azp"] = issuer =>
            issuer.Claims = claims => claims["aud"] = new JsonArray(StandInIssuer.ClientId, "another-client"),
        ["several audiences, for another"] = issuer =>
            issuer.Claims = claims => (claims["aud"], claims["azp"]) = (new JsonArray(StandInIssuer.ClientId, "other"), "other"),
        ["azp of another"] = issuer => issuer.Claims = claims => claims["azp"] = "another-client",
        ["key"] = issuer => issuer.ChangeKey(publish: false),
        ["unknown key id"] = issuer =>
        {
            issuer.ChangeKey(publish: false);
            issuer.Header = header => header["kid"] = "unknown";
        },
        ["no key id and another key"] = issuer =>
        {
            issuer.ChangeKey(publish: false);
            issuer.Header = header => header.Remove("kid");
        },
        ["alg none"] = issuer =>
        {
            issuer.Header = header => header["alg"] = "none";
            issuer.Sign = _ => [];
        },
        ["no signature"] = issuer => issuer.Sign = _ => [],
        ["HS256 with the client's secret"] = issuer =>
        {
            issuer.Header = header => header["alg"] = "HS256";
            issuer.Sign = bytes => HMACSHA256.HashData(Encoding.UTF8.GetBytes(StandInIssuer.ClientSecret), bytes);
        },
        ["HS256 with the public key"] = issuer =>
        {
            issuer.Header = header => header["alg"] = "HS256";
            issuer.Sign = bytes => HMACSHA256.HashData(issuer.PublicKeyText, bytes);
        },
        ["algorithm that is not allowed"] = issuer => issuer.Header = header => header["alg"] = "RS512",
        ["expired"] = issuer => issuer.Claims = claims => claims["exp"] = (Now - Duration.FromSeconds(301)).ToUnixTimeSeconds(),
        ["no end"] = issuer => issuer.Claims = claims => claims.Remove("exp"),
        ["not yet valid"] = issuer => issuer.Claims = claims => claims["nbf"] = (Now + Duration.FromSeconds(301)).ToUnixTimeSeconds(),
        ["nonce"] = issuer => issuer.Claims = claims => claims["nonce"] = "another",
        ["no nonce"] = issuer => issuer.Claims = claims => claims.Remove("nonce"),
        ["at_hash"] = issuer => issuer.Claims = claims => claims["at_hash"] = "AAAAAAAAAAAAAAAAAAAAAA",
        ["no subject"] = issuer => issuer.Claims = claims => claims.Remove("sub"),
    };

    public static TheoryData<string> Wrongs => [.. Wrong.Keys];

    [Theory]
    [MemberData(nameof(Wrongs))]
    public async Task Is_refused_with_a_wrong(string what)
    {
        await using var world = await ProviderSite.Start();
        Wrong[what](world.Issuer);
        var browser = world.Site.Browser();
        var answer = await world.SignIn(browser);
        await world.Refuses(browser, answer, HttpStatusCode.Forbidden, "could not be verified");
        (await world.Audited()).ShouldBe(["sign_in_refused oidc:token"]);
        world.Issuer.TokenCalls.ShouldBe(1);
    }

    /// <summary>Each is unusual, and right.</summary>
    private static readonly Dictionary<string, Action<StandInIssuer>> Right = new()
    {
        ["clock five minutes behind"] = issuer =>
            issuer.Claims = claims => claims["exp"] = (Now - Duration.FromSeconds(299)).ToUnixTimeSeconds(),
        ["clock five minutes ahead"] = issuer =>
            issuer.Claims = claims => claims["nbf"] = (Now + Duration.FromSeconds(299)).ToUnixTimeSeconds(),
        ["several audiences with azp"] = issuer =>
            issuer.Claims = claims =>
                (claims["aud"], claims["azp"]) = (new JsonArray(StandInIssuer.ClientId, "another-client"), StandInIssuer.ClientId),
        ["at_hash"] = issuer =>
            issuer.Claims = claims =>
                claims["at_hash"] = Base64Url.EncodeToString(
                    SHA256.HashData(Encoding.ASCII.GetBytes(issuer.LastAccessToken!)).AsSpan(0, 16)
                ),
        ["no key id"] = issuer => issuer.Header = header => header.Remove("kid"),
        ["an address in capitals"] = issuer => issuer.Claims = claims => claims["email"] = "Ana@Example.COM",
        ["nothing said about the address being verified"] = issuer => issuer.Claims = claims => claims.Remove("email_verified"),
    };

    public static TheoryData<string> Rights => [.. Right.Keys];

    [Theory]
    [MemberData(nameof(Rights))]
    public async Task Is_taken_with(string what)
    {
        await using var world = await ProviderSite.Start();
        Right[what](world.Issuer);
        var browser = world.Site.Browser();
        (await world.SignIn(browser)).Status.ShouldBe(HttpStatusCode.Found, world.Site.Log.All);
        (await browser.Get("/me")).Html.ShouldContain("Ana Costa");
    }
}
