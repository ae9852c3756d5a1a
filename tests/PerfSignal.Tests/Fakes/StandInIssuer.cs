using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace PerfSignal.Tests.Fakes;

/// <summary>An identity provider on loopback whose every answer a test may spoil. Tokens are put together by hand: a library refuses to make most wrong ones.</summary>
public sealed class StandInIssuer : IAsyncDisposable
{
    private readonly WebApplication host;
    private readonly Dictionary<string, Asked> codes = [];

    // Made once: making one takes a tenth of a second.
    private static readonly RSA First = RSA.Create(2048);
    private static readonly RSA Second = RSA.Create(2048);
    private static readonly RSA Third = RSA.Create(2048);
    private RSA signing = First;
    private string kid = "first";

    private sealed record Asked(string Nonce, string Challenge, string RedirectUri);

    private StandInIssuer(WebApplication host) => this.host = host;

    public const string ClientId = "perfsignal";
    public const string ClientSecret = "a secret & more: ü";

    public string Address => host.Urls.Single();

    /// <summary>What the metadata says; null is the address.</summary>
    public string? MetadataIssuer { get; set; }
    public bool IsDown { get; set; }
    public HttpStatusCode TokenStatus { get; set; } = HttpStatusCode.OK;

    /// <summary>How the client must prove itself; null leaves it out of the metadata, which means basic.</summary>
    public string? ClientAuthentication { get; set; } = "client_secret_post";
    public bool HasEndSession { get; set; } = true;

    /// <summary>Changes the claims of the next tokens.</summary>
    public Action<JsonObject> Claims { get; set; } = _ => { };

    /// <summary>Changes the header of the next tokens.</summary>
    public Action<JsonObject> Header { get; set; } = _ => { };

    /// <summary>Signs instead of the published key, over header and payload.</summary>
    public Func<byte[], byte[]>? Sign { get; set; }
    public Instant Now { get; set; } = Instant.FromUtc(2026, 11, 24, 9, 0);
    public int MetadataReads { get; private set; }
    public int TokenCalls { get; private set; }
    public string? LastIdToken { get; private set; }
    public string? LastAccessToken { get; private set; }

    public static async Task<StandInIssuer> Start()
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions());
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var issuer = new StandInIssuer(app);
        app.Use(
            (http, next) =>
            {
                http.Response.StatusCode = 503;
                return issuer.IsDown ? Task.CompletedTask : next(http);
            }
        );
        app.MapGet("/.well-known/openid-configuration", issuer.Metadata);
        app.MapGet("/keys", issuer.Keys);
        app.MapPost("/token", issuer.Token);
        await app.StartAsync();
        return issuer;
    }

    /// <summary>What the person does there: signs in and is sent back.</summary>
    /// <returns>Path and query of the way back.</returns>
    public string Authorize(Uri asked)
    {
        var query = QueryHelpers.ParseQuery(asked.Query);
        query["response_type"].ToString().ShouldBe("code");
        query["client_id"].ToString().ShouldBe(ClientId);
        query["code_challenge_method"].ToString().ShouldBe("S256");
        query["scope"].ToString().Split(' ').ShouldBe(["openid", "profile", "email"]);
        var code = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(24));
        codes[code] = new Asked(query["nonce"]!, query["code_challenge"]!, query["redirect_uri"]!);
        var back = QueryHelpers.AddQueryString(
            query["redirect_uri"]!,
            new Dictionary<string, string?> { ["code"] = code, ["state"] = query["state"] }
        );
        return new Uri(back).PathAndQuery;
    }

    /// <summary>Signs with another key from now on.</summary>
    /// <param name="publish">False where the key set still shows the one before.</param>
    public void ChangeKey(bool publish = true)
    {
        if (publish)
        {
            (signing, kid) = (Second, "second");
        }
        else
        {
            Sign = bytes => Third.SignData(bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        }
    }

    /// <summary>The published key as text, with which a mistaken verifier would check an HMAC.</summary>
    public byte[] PublicKeyText => Encoding.ASCII.GetBytes(signing.ExportRSAPublicKeyPem());

    public async ValueTask DisposeAsync() => await host.DisposeAsync();

    private IResult Metadata()
    {
        MetadataReads++;
        var json = new JsonObject
        {
            ["issuer"] = MetadataIssuer ?? Address,
            ["authorization_endpoint"] = $"{Address}/authorize?tenant=1",
            ["token_endpoint"] = $"{Address}/token",
            ["jwks_uri"] = $"{Address}/keys",
            ["response_types_supported"] = new JsonArray("code"),
        };
        if (ClientAuthentication is { } way)
        {
            json["token_endpoint_auth_methods_supported"] = new JsonArray(way);
        }

        if (HasEndSession)
        {
            json["end_session_endpoint"] = $"{Address}/end";
        }

        return Json(json);
    }

    private IResult Keys()
    {
        var key = signing.ExportParameters(includePrivateParameters: false);
        return Json(
            new JsonObject
            {
                ["keys"] = new JsonArray(
                    new JsonObject
                    {
                        ["kty"] = "RSA",
                        ["use"] = "sig",
                        ["kid"] = kid,
                        ["n"] = Base64Url.EncodeToString(key.Modulus),
                        ["e"] = Base64Url.EncodeToString(key.Exponent),
                    }
                ),
            }
        );
    }

    private async Task<IResult> Token(HttpRequest request)
    {
        TokenCalls++;
        var form = await request.ReadFormAsync();
        if (TokenStatus != HttpStatusCode.OK)
        {
            return Results.StatusCode((int)TokenStatus);
        }

        var pair = $"{Uri.EscapeDataString(ClientId)}:{Uri.EscapeDataString(ClientSecret)}";
        var known =
            ClientAuthentication == "client_secret_post"
                ? form["client_id"] == ClientId && form["client_secret"] == ClientSecret && !request.Headers.ContainsKey("Authorization")
                : request.Headers.Authorization == $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes(pair))}"
                    && !form.ContainsKey("client_secret");
        if (!known)
        {
            return Json(new JsonObject { ["error"] = "invalid_client" }, 401);
        }

        var proof = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"].ToString())));
        if (!codes.Remove(form["code"].ToString(), out var asked) || asked.Challenge != proof || asked.RedirectUri != form["redirect_uri"])
        {
            return Json(new JsonObject { ["error"] = "invalid_grant" }, 400);
        }

        LastAccessToken = "access-" + Guid.NewGuid().ToString("N");
        LastIdToken = IdToken(asked.Nonce);
        return Json(
            new JsonObject
            {
                ["id_token"] = LastIdToken,
                ["access_token"] = LastAccessToken,
                ["token_type"] = "Bearer",
            }
        );
    }

    private string IdToken(string nonce)
    {
        var header = new JsonObject
        {
            ["alg"] = "RS256",
            ["typ"] = "JWT",
            ["kid"] = kid,
        };
        var claims = new JsonObject
        {
            ["iss"] = Address,
            ["aud"] = ClientId,
            ["sub"] = "subject-1",
            ["nonce"] = nonce,
            ["iat"] = Now.ToUnixTimeSeconds(),
            ["nbf"] = Now.ToUnixTimeSeconds(),
            ["exp"] = (Now + Duration.FromHours(1)).ToUnixTimeSeconds(),
            ["email"] = "ana@example.com",
            ["email_verified"] = true,
        };
        Claims(claims);
        Header(header);
        var signed = $"{Part(header)}.{Part(claims)}";
        var bytes = Encoding.ASCII.GetBytes(signed);
        var signature = Sign?.Invoke(bytes) ?? signing.SignData(bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return $"{signed}.{Base64Url.EncodeToString(signature)}";
    }

    private static string Part(JsonObject json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json.ToJsonString()));

    private static IResult Json(JsonObject json, int status = 200) =>
        Results.Text(json.ToJsonString(JsonSerializerOptions.Web), "application/json", statusCode: status);
}
