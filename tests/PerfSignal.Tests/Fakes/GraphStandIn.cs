using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using NodaTime;
using NodaTime.Text;
using PerfSignal.Bot.Calendars;

namespace PerfSignal.Tests.Fakes;

/// <summary>
/// Microsoft Graph and its token endpoint on this machine, over a chapter of a story. Rounds of changes behave as people found the real one to:
/// a changed series comes whole and an occurrence that was removed is merely missing from it
/// (https://github.com/microsoftgraph/microsoft-graph-docs/pull/4501).
/// </summary>
internal sealed class GraphStandIn : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentDictionary<string, Round> rounds = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<Func<HttpContext, Task>> faults = new();
    private int tokens;
    private int numbers;

    /// <summary>What was told, and what is still to be told page by page.</summary>
    private sealed record Round(string Owner, Interval Window, Dictionary<string, string> Told, List<JsonObject> Left);

    private GraphStandIn(WebApplication app) => this.app = app;

    public required StoryChapter Chapter { get; set; }
    public int PageSize { get; set; } = 50;
    public bool OwnZones { get; set; }

    /// <summary>Mailboxes that answer with this status and error word instead.</summary>
    public Dictionary<string, (int Status, string Code)> Refused { get; } = new(StringComparer.Ordinal);

    /// <summary>The error that the token endpoint gives; null where the secret is good.</summary>
    public string? TokenError { get; set; }

    /// <summary>Path and query of every request to Graph, and the number of tokens asked for.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();
    public int TokensAsked => tokens;
    public ConcurrentQueue<string> Bodies { get; } = new();

    public GraphSettings Settings =>
        new()
        {
            Enabled = true,
            BaseUrl = app.Urls.Single() + "/v1.0/",
            TokenEndpoint = app.Urls.Single() + "/token",
            TenantId = "tenant",
            ClientId = "client",
            ClientSecret = "secret",
        };

    public static async Task<GraphStandIn> Start(StoryChapter chapter)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var standIn = new GraphStandIn(builder.Build()) { Chapter = chapter };
        standIn.app.MapPost("/token", standIn.Token);
        standIn.app.MapGet("/v1.0/{**path}", standIn.Answer);
        await standIn.app.StartAsync();
        return standIn;
    }

    /// <summary>The next request to Graph is answered with an error.</summary>
    public void Fail(int status, string code, int? retryAfter = null) =>
        faults.Enqueue(context =>
        {
            if (retryAfter is { } seconds)
            {
                context.Response.Headers.RetryAfter = seconds.ToString();
            }

            return Error(context, status, code);
        });

    /// <summary>The next request to Graph is answered with this text.</summary>
    public void Say(string body, bool cut = false) =>
        faults.Enqueue(async context =>
        {
            context.Response.ContentType = "application/json";
            // Promised and not kept: the connection ends in the middle.
            context.Response.ContentLength = cut ? body.Length + 100 : null;
            await context.Response.WriteAsync(body);
            if (cut)
            {
                await context.Response.Body.FlushAsync();
                context.Abort();
            }
        });

    /// <summary>Every token that was given is no longer taken.</summary>
    public void Revoke() => Interlocked.Increment(ref tokens);

    private async Task Token(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync();
        form["grant_type"].ToString().ShouldBe("client_credentials");
        form["scope"].ToString().ShouldBe("https://graph.microsoft.com/.default");
        if (TokenError is { } error)
        {
            context.Response.StatusCode = 401;
            await context.Response.WriteAsJsonAsync(
                new { error, error_description = "AADSTS7000222: The provided client secret keys for app 'client' are expired." }
            );
            return;
        }

        var token = $"token-{Interlocked.Increment(ref tokens)}";
        await context.Response.WriteAsJsonAsync(
            new
            {
                token_type = "Bearer",
                expires_in = 3599,
                access_token = token,
            }
        );
    }

    private async Task Answer(HttpContext context, string path)
    {
        Requests.Enqueue(context.Request.Path + context.Request.QueryString.ToString());
        if (context.Request.Headers.Authorization != $"Bearer token-{tokens}")
        {
            await Error(context, 401, "InvalidAuthenticationToken");
            return;
        }

        if (faults.TryDequeue(out var fault))
        {
            await fault(context);
            return;
        }

        context.Request.Headers["Prefer"].ToString().ShouldContain("IdType=\"ImmutableId\"");
        var parts = Uri.UnescapeDataString(path).Split('/', 4);
        var owner = parts[1];
        if (Refused.TryGetValue(owner, out var refused))
        {
            await Error(context, refused.Status, refused.Code);
            return;
        }

        var mailbox = new GraphMailbox(owner, Chapter, OwnZones);
        await (
            parts[2] switch
            {
                "calendarView" => Delta(context, owner, mailbox),
                _ when parts[3].EndsWith("/instances", StringComparison.Ordinal) => Instances(
                    context,
                    mailbox,
                    parts[3][..^"/instances".Length]
                ),
                _ => Master(context, mailbox, parts[3]),
            }
        );
    }

    private async Task Delta(HttpContext context, string owner, GraphMailbox mailbox)
    {
        var query = context.Request.Query;
        query.ContainsKey("$select").ShouldBeFalse("rounds of changes refuse $select");
        Round? round;
        if (query["$skiptoken"] is [{ } skip])
        {
            round = rounds.GetValueOrDefault(skip);
        }
        else if (query["$deltatoken"] is [{ } delta])
        {
            round = rounds.GetValueOrDefault(delta) is { } before ? Changes(before, mailbox.View(before.Window)) : null;
        }
        else
        {
            round = Changes(new Round(owner, Window(query), [], []), mailbox.View(Window(query)));
        }

        if (round is null)
        {
            await Error(context, 410, "SyncStateNotFound");
            return;
        }

        var (page, left) = (round.Left.Take(PageSize).ToList(), round.Left.Skip(PageSize).ToList());
        var token = $"t{Interlocked.Increment(ref numbers)}";
        rounds[token] = round with { Left = left };
        var link = $"{Settings.BaseUrl}users/{owner}/calendarView/delta?{(left.Count > 0 ? "$skiptoken" : "$deltatoken")}={token}";
        await Write(
            context,
            new JsonObject
            {
                ["@odata.context"] = Settings.BaseUrl + "$metadata#Collection(event)",
                [left.Count > 0 ? "@odata.nextLink" : "@odata.deltaLink"] = link,
                ["value"] = new JsonArray([.. page.Select(item => item.DeepClone())]),
            }
        );
    }

    private static Round Changes(Round before, Dictionary<string, List<JsonObject>> view)
    {
        var told = view.ToDictionary(
            pair => pair.Key,
            pair => string.Concat(pair.Value.Select(item => item.ToJsonString())),
            StringComparer.Ordinal
        );
        var changed = view.Where(pair => before.Told.GetValueOrDefault(pair.Key) != told[pair.Key]).SelectMany(pair => pair.Value);
        var gone = before
            .Told.Keys.Except(told.Keys, StringComparer.Ordinal)
            .Select(id => new JsonObject
            {
                ["id"] = id,
                ["@removed"] = new JsonObject { ["reason"] = "deleted" },
            });
        return before with { Told = told, Left = [.. changed, .. gone] };
    }

    private Task Instances(HttpContext context, GraphMailbox mailbox, string id) =>
        mailbox.Instances(id, Window(context.Request.Query)) is { } instances
            ? Write(context, new JsonObject { ["value"] = new JsonArray([.. instances.Select(item => Selected(context, item))]) })
            : Error(context, 404, "ErrorItemNotFound");

    private Task Master(HttpContext context, GraphMailbox mailbox, string id) =>
        mailbox.Master(id) is { } master ? Write(context, Selected(context, master)) : Error(context, 404, "ErrorItemNotFound");

    private static JsonObject Selected(HttpContext context, JsonObject item)
    {
        var names = context.Request.Query["$select"].ToString().Split(',');
        return new JsonObject(
            item.Where(pair => names.Contains(pair.Key)).Select(pair => KeyValuePair.Create(pair.Key, pair.Value?.DeepClone()))
        );
    }

    private static Interval Window(IQueryCollection query) =>
        new(InstantPattern.General.Parse(query["startDateTime"]!).Value, InstantPattern.General.Parse(query["endDateTime"]!).Value);

    private Task Write(HttpContext context, JsonObject body)
    {
        Bodies.Enqueue(body.ToJsonString());
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(body.ToJsonString());
    }

    private static Task Error(HttpContext context, int status, string code)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsJsonAsync(new { error = new { code, message = "Secret of the error" } });
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
