using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;

namespace PerfSignal.Tests.Fakes;

/// <summary>The token endpoint of a stand-in of Teams: client credentials, by a secret or by a signed statement.</summary>
public sealed class TeamsTokens
{
    public const string Secret = "a-secret-of-the-bot";
    private readonly ConcurrentDictionary<string, bool> issued = new(StringComparer.Ordinal);
    private int asked;

    /// <summary>How often a token was asked for.</summary>
    public int Asked => asked;

    /// <summary>Seconds that a token is said to live.</summary>
    public int Life { get; set; } = 3600;

    /// <summary>What goes wrong with the next requests, one each.</summary>
    public ConcurrentQueue<TeamsFault> Faults { get; } = new();

    /// <summary>The form of the last request.</summary>
    public IReadOnlyDictionary<string, string> Form { get; private set; } = new Dictionary<string, string>();

    /// <summary>Whether a signed statement proves who the bot is; without it only the secret does.</summary>
    public Func<string, Task<bool>>? Proves { get; set; }

    public bool Takes(string? token) => token is not null && issued.ContainsKey(token);

    /// <summary>The connector takes no token any more that was handed out so far.</summary>
    public void Revoke() => issued.Clear();

    internal async Task<IResult> Answer(HttpContext context)
    {
        var number = Interlocked.Increment(ref asked);
        var form = await context.Request.ReadFormAsync();
        Form = form.ToDictionary(field => field.Key, field => field.Value.ToString(), StringComparer.Ordinal);
        if (Faults.TryDequeue(out var fault))
        {
            await fault.Happen(context, _ => Task.CompletedTask);
            return Results.Empty;
        }

        if (
            form["grant_type"] != "client_credentials"
            || form["client_id"] != TeamsConnector.AppId
            || form["scope"] != "https://api.botframework.com/.default"
        )
        {
            return Wrong("invalid_request", 900144);
        }

        var proven = form.TryGetValue("client_assertion", out var statement)
            ? Proves is not null
                && form["client_assertion_type"] == "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
                && await Proves(statement!)
            : form["client_secret"] == Secret;
        if (!proven)
        {
            return Wrong("invalid_client", 7000215);
        }

        var token = $"token-{number}-{Guid.NewGuid():N}";
        issued[token] = true;
        return Results.Json(
            new
            {
                token_type = "Bearer",
                expires_in = Life,
                access_token = token,
            }
        );
    }

    private static IResult Wrong(string error, int code) =>
        Results.Json(
            new
            {
                error,
                error_description = $"AADSTS{code}: something with a trace id",
                error_codes = new[] { code },
            },
            statusCode: 401
        );
}
