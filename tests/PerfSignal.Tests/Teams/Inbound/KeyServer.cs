using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Tokens;

namespace PerfSignal.Tests.Teams.Inbound;

/// <summary>Stands for Microsoft's metadata and key set on a free port of this machine.</summary>
internal sealed class KeyServer : IAsyncDisposable
{
    private readonly WebApplication app;

    private KeyServer(WebApplication app) => this.app = app;

    /// <summary>The key of a real token; making one takes a while, so the tests share it.</summary>
    public static RSA Good { get; } = RSA.Create(2048);
    public static RSA Other { get; } = RSA.Create(2048);

    public ConcurrentDictionary<string, (RSA Key, string[]? Endorsements)> Keys { get; } =
        new()
        {
            ["good"] = (Good, ["msteams", "skype"]),
            ["webchat-only"] = (Good, ["webchat"]),
            ["unendorsed"] = (Good, null),
            ["endorsed-for-nothing"] = (Good, []),
        };
    public int Asked { get; private set; }
    public bool IsDown { get; set; }
    public string MetadataUrl => app.Urls.Single() + "/metadata";

    public static async Task<KeyServer> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = new KeyServer(builder.Build());
        server.app.MapGet("/metadata", server.Metadata);
        server.app.MapGet("/keys", server.KeySet);
        await server.app.StartAsync();
        return server;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private IResult Metadata()
    {
        Asked++;
        return IsDown
            ? Results.StatusCode(500)
            : Text(new JsonObject { ["issuer"] = "https://api.botframework.com", ["jwks_uri"] = app.Urls.Single() + "/keys" });
    }

    private IResult KeySet()
    {
        var keys = new JsonArray();
        foreach (var (id, (rsa, endorsements)) in Keys)
        {
            var parameters = rsa.ExportParameters(includePrivateParameters: false);
            var key = new JsonObject
            {
                ["kty"] = "RSA",
                ["use"] = "sig",
                ["kid"] = id,
                ["n"] = Base64UrlEncoder.Encode(parameters.Modulus),
                ["e"] = Base64UrlEncoder.Encode(parameters.Exponent),
            };
            if (endorsements is not null)
            {
                key["endorsements"] = new JsonArray([.. endorsements.Select(channel => JsonValue.Create(channel))]);
            }

            keys.Add((JsonNode)key);
        }

        return Text(new JsonObject { ["keys"] = keys });
    }

    private static IResult Text(JsonObject json) => Results.Text(json.ToJsonString(), "application/json");
}
