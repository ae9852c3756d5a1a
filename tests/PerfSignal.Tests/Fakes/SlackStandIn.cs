using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace PerfSignal.Tests.Fakes;

/// <summary>One call as it arrived, and what was answered; null while there is no answer or where it was dropped.</summary>
public sealed record SlackCall(string Method, string? Token, JsonObject Arguments, bool AsForm)
{
    public JsonObject? Answer { get; set; }
    public int Status { get; set; }
}

/// <summary>
/// Stands in for Slack's Web API on a port of this machine: tokens, scopes, limits of blocks and rates are checked, and what goes wrong
/// with the real one can be made to go wrong here (https://docs.slack.dev/apis/web-api/).
/// </summary>
public sealed class SlackStandIn : IAsyncDisposable
{
    private readonly WebApplication host;
    private readonly SlackMethods methods;
    private readonly TimeProvider clock;
    private readonly ConcurrentDictionary<(string Method, string? Workspace), List<DateTimeOffset>> asked = new();
    private readonly ConcurrentDictionary<string, ConcurrentQueue<SlackFault>> faults = new();

    private SlackStandIn(WebApplication host, SlackState state, TimeProvider clock)
    {
        (this.host, State, this.clock) = (host, state, clock);
        methods = new SlackMethods(state, clock);
    }

    public SlackState State { get; }
    public ConcurrentQueue<SlackCall> Calls { get; } = new();

    /// <summary>Messages posted to response urls.</summary>
    public ConcurrentQueue<JsonObject> Responses { get; } = new();

    /// <summary>Calls a minute that a method allows to one workspace; unlimited where there is none.</summary>
    public ConcurrentDictionary<string, int> PerMinute { get; } = new();

    /// <summary>Asked for every call when no fault is queued for its method.</summary>
    public Func<SlackCall, SlackFault?>? Chance { get; set; }

    public string Origin => host.Urls.Single();

    /// <summary>What belongs into the setting `Slack:ApiBaseUrl`.</summary>
    public string ApiBaseUrl => Origin + "/api/";

    public static async Task<SlackStandIn> Start(TimeProvider? clock = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var standIn = new SlackStandIn(app, new SlackState(), clock ?? TimeProvider.System);
        app.MapPost("/api/{method}", (string method, HttpContext http) => standIn.Serve(method, http));
        app.MapPost("/actions/{id}", (string id, HttpContext http) => standIn.Respond(id, http));
        await app.StartAsync();
        return standIn;
    }

    /// <summary>What becomes of the next calls of a method, one after the other.</summary>
    public SlackStandIn Next(string method, params SlackFault[] then)
    {
        foreach (var fault in then)
        {
            faults.GetOrAdd(method, _ => new()).Enqueue(fault);
        }

        return this;
    }

    /// <summary>The trigger of a command or a press at this instant; good for three seconds and one view.</summary>
    public string NewTrigger() => State.NewTrigger(clock.GetUtcNow());

    /// <summary>The response url of a command or a press at this instant; good for five posts in thirty minutes.</summary>
    public string NewResponseUrl() => $"{Origin}/actions/{State.NewResponse(clock.GetUtcNow())}";

    public IEnumerable<SlackCall> CallsOf(string method) => Calls.Where(call => call.Method == method);

    private async Task Serve(string method, HttpContext http)
    {
        var (arguments, asForm) = await Arguments(http);
        var call = new SlackCall(method, Token(http, arguments), arguments, asForm);
        Calls.Enqueue(call);
        var fault = faults.TryGetValue(method, out var queue) && queue.TryDequeue(out var queued) ? queued : Chance?.Invoke(call);
        if (fault is SlackFault.Held held)
        {
            await held.Until;
        }
        else if (fault is SlackFault.DroppedBefore before)
        {
            before.Now?.Invoke();
            http.Abort();
            return;
        }

        if (fault is SlackFault.Throttled throttled)
        {
            await Throttle(http, call, throttled.Seconds);
        }
        else if (Exceeds(method, State.WorkspaceOf(call.Token)) is { } seconds)
        {
            await Throttle(http, call, seconds);
        }
        else if (fault is SlackFault.Status status)
        {
            (call.Status, http.Response.StatusCode) = (status.Code, status.Code);
            await http.Response.WriteAsync(status.Body);
        }
        else
        {
            var answer = fault is SlackFault.Error error ? SlackMethods.No(error.Word) : methods.Answer(call);
            if (fault is SlackFault.DroppedAfter after)
            {
                after.Now?.Invoke();
                http.Abort();
                return;
            }

            if (State.Scopes(call.Token) is { } scopes)
            {
                http.Response.Headers["x-oauth-scopes"] = scopes;
            }

            (call.Answer, call.Status) = (answer, 200);
            http.Response.ContentType = "application/json; charset=utf-8";
            await http.Response.WriteAsync(answer.ToJsonString());
        }
    }

    private async Task Respond(string id, HttpContext http)
    {
        var (message, _) = await Arguments(http);
        http.Response.StatusCode = State.MayRespond(id, clock.GetUtcNow()) ? 200 : 404;
        if (http.Response.StatusCode == 200)
        {
            Responses.Enqueue(message);
            await http.Response.WriteAsync("ok");
        }
        else
        {
            await http.Response.WriteAsync("expired_url");
        }
    }

    private static async Task Throttle(HttpContext http, SlackCall call, int seconds)
    {
        call.Status = http.Response.StatusCode = 429;
        http.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        await http.Response.WriteAsync("""{"ok":false,"error":"ratelimited"}""");
    }

    /// <summary>The seconds until the method may be asked again; null where it may be now.</summary>
    private int? Exceeds(string method, string? workspace)
    {
        if (!PerMinute.TryGetValue(method, out var most))
        {
            return null;
        }

        var now = clock.GetUtcNow();
        var times = asked.GetOrAdd((method, workspace), _ => []);
        lock (times)
        {
            times.RemoveAll(time => time <= now.AddMinutes(-1));
            if (times.Count >= most)
            {
                return (int)Math.Ceiling((times[0].AddMinutes(1) - now).TotalSeconds);
            }

            times.Add(now);
            return null;
        }
    }

    private static string? Token(HttpContext http, JsonObject arguments) =>
        http.Request.Headers.Authorization.ToString() is { Length: > 7 } header && header.StartsWith("Bearer ", StringComparison.Ordinal)
            ? header[7..]
            : arguments["token"]?.ToString();

    /// <summary>JSON as it is; of a form every value is text, and what looks like an object or a list is read as one, as Slack does with blocks.</summary>
    private static async Task<(JsonObject Arguments, bool AsForm)> Arguments(HttpContext http)
    {
        if (!http.Request.HasFormContentType)
        {
            using var reader = new StreamReader(http.Request.Body);
            var text = await reader.ReadToEndAsync();
            return (text.Length == 0 ? [] : JsonNode.Parse(text)!.AsObject(), false);
        }

        var arguments = new JsonObject();
        foreach (var (name, values) in await http.Request.ReadFormAsync())
        {
            var value = values.ToString();
            arguments[name] = value.StartsWith('[') || value.StartsWith('{') ? JsonNode.Parse(value) : value;
        }

        return (arguments, true);
    }

    public async ValueTask DisposeAsync() => await host.DisposeAsync();
}
