using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace PerfSignal.Tests.Fakes;

/// <summary>A call that the stand-in got.</summary>
/// <param name="Path">As sent, still escaped, from `/v3` on.</param>
public sealed record TeamsCall(string Method, string Path, string? Token, JsonObject? Body);

/// <summary>A message as it stands in the stand-in.</summary>
public sealed record TeamsMessage(string Conversation, string Id, JsonObject Activity)
{
    public bool Deleted { get; init; }
}

/// <summary>
/// A stand-in of Teams' connector on a free port of this machine: it hands out tokens and wants them back, creates the one personal conversation
/// per member, keeps messages, knows members, refuses bodies that Teams would refuse, and fails when told to.
/// </summary>
public sealed class TeamsConnector : IAsyncDisposable
{
    public const string AppId = "11111111-2222-3333-4444-555555555555";
    public const string TenantId = "99999999-8888-7777-6666-555555555555";
    private readonly WebApplication app;
    private readonly ConcurrentDictionary<string, TeamsMessage> messages = new(StringComparer.Ordinal);
    private int sent;

    private TeamsConnector()
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = "Production" });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        app = builder.Build();
        app.Use(Watch);
        app.MapPost("/token", (Delegate)Tokens.Answer);
        app.MapGet("/openid", () => Results.Json(new { issuer = "https://api.botframework.com", jwks_uri = $"{Address}/keys" }));
        app.MapGet("/keys", () => Results.Json(new { keys = Array.Empty<string>() }));
        var v3 = app.MapGroup("/emea/v3/conversations");
        v3.MapPost("", Create);
        v3.MapPost("{conversation}/activities", Send);
        v3.MapPut("{conversation}/activities/{id}", Update);
        v3.MapDelete("{conversation}/activities/{id}", Delete);
        v3.MapGet("{conversation}/members/{id}", Member);
        app.MapFallback(() => Results.StatusCode(404));
    }

    public string Address { get; private set; } = "";
    public string Host => new Uri(Address).Authority;
    public string ServiceUrl => $"{Address}/emea/";
    public string TokenEndpoint => $"{Address}/token";
    public string MetadataUrl => $"{Address}/openid";

    /// <summary>Switched off, calls need no token.</summary>
    public bool WantsToken { get; set; } = true;
    public TeamsTokens Tokens { get; } = new();

    /// <summary>What goes wrong with the next calls of the connector, one each.</summary>
    public ConcurrentQueue<TeamsFault> Faults { get; } = new();

    /// <summary>Every call of the connector, also those that failed; none of the token endpoint.</summary>
    public ConcurrentQueue<TeamsCall> Calls { get; } = new();

    /// <summary>What Teams would have refused in a body, if it was as strict as its description.</summary>
    public ConcurrentQueue<string> Violations { get; } = new();

    /// <summary>Members by id, as `members/{id}` answers.</summary>
    public ConcurrentDictionary<string, JsonObject> Members { get; } = new(StringComparer.Ordinal);

    public IReadOnlyList<TeamsMessage> Messages => [.. messages.Values.OrderBy(message => message.Id, StringComparer.Ordinal)];

    public static async Task<TeamsConnector> Start()
    {
        var connector = new TeamsConnector();
        await connector.app.StartAsync();
        connector.Address = connector.app.Urls.Single();
        return connector;
    }

    /// <summary>The id of the conversation that is created with a member.</summary>
    public static string ConversationWith(string member) => "a:1" + member.Replace("29:", "", StringComparison.Ordinal);

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    private async Task Watch(HttpContext context, RequestDelegate next)
    {
        if (!context.Request.Path.StartsWithSegments("/emea", StringComparison.Ordinal))
        {
            await next(context);
            return;
        }

        var header = context.Request.Headers.Authorization.ToString();
        var token = header.StartsWith("Bearer ", StringComparison.Ordinal) ? header["Bearer ".Length..] : null;
        var body = await TeamsBodies.Read(context.Request);
        context.Items["body"] = body;
        Calls.Enqueue(new TeamsCall(context.Request.Method, Path(context), token, body));
        if (Faults.TryDequeue(out var fault))
        {
            await fault.Happen(context, next);
        }
        else if (WantsToken && !Tokens.Takes(token))
        {
            await TeamsFault.Of(401, "BotNotRegistered").Happen(context, next);
        }
        else
        {
            await next(context);
        }
    }

    private IResult Create(HttpContext context) =>
        Valid(context, "conversation", TeamsBodies.Conversation) is { } body
            ? Results.Json(new { id = ConversationWith(body["members"]![0]!["id"]!.ToString()) }, statusCode: 201)
            : Refused();

    private IResult Send(HttpContext context)
    {
        if (Valid(context, "activity", TeamsBodies.Activity) is not { } body)
        {
            return Refused();
        }

        var id = $"17{Interlocked.Increment(ref sent):D11}";
        messages[id] = new TeamsMessage(Value(context, "conversation"), id, body);
        return Results.Json(new { id }, statusCode: 201);
    }

    private IResult Update(HttpContext context)
    {
        if (Valid(context, "activity", TeamsBodies.Activity) is not { } body)
        {
            return Refused();
        }

        if (Find(context) is not { } message)
        {
            return NotThere();
        }

        messages[message.Id] = message with { Activity = body };
        return Results.Json(new { id = message.Id });
    }

    private IResult Delete(HttpContext context)
    {
        if (Find(context) is not { } message)
        {
            return NotThere();
        }

        messages[message.Id] = message with { Deleted = true };
        return Results.Ok();
    }

    private IResult Member(HttpContext context) =>
        Members.TryGetValue(Value(context, "id"), out var member)
            ? Results.Json(member)
            : TeamsFault.Of(404, "MemberNotFoundInConversation").Result;

    private TeamsMessage? Find(HttpContext context) =>
        messages.TryGetValue(Value(context, "id"), out var message)
        && message.Conversation == Value(context, "conversation")
        && !message.Deleted
            ? message
            : null;

    private JsonObject? Valid(HttpContext context, string what, Func<JsonObject, IEnumerable<string>> check)
    {
        var body = (JsonObject?)context.Items["body"];
        var wrong = body is null ? ["no JSON object"] : check(body).ToList();
        wrong.ForEach(problem => Violations.Enqueue($"{what}: {problem}"));
        return wrong.Count == 0 ? body : null;
    }

    private static string Path(HttpContext context)
    {
        var target = context.Features.Get<IHttpRequestFeature>()!.RawTarget;
        return target[target.IndexOf("/v3", StringComparison.Ordinal)..];
    }

    /// <summary>From the path as it was sent: the server leaves some escapes as they are.</summary>
    private static string Value(HttpContext context, string name) =>
        Uri.UnescapeDataString(Path(context).Split('/')[name == "conversation" ? 3 : 5]);

    private static IResult Refused() => TeamsFault.Of(400, "BadSyntax").Result;

    private static IResult NotThere() => TeamsFault.Of(404, "ActivityNotFoundInConversation").Result;
}
