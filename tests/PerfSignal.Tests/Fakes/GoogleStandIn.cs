using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using PerfSignal.Bot.Calendars;

namespace PerfSignal.Tests.Fakes;

/// <summary>Google's token endpoint and events.list on this machine: delegation, partial answers, pages, sync tokens, and what goes wrong.</summary>
internal sealed class GoogleStandIn : IAsyncDisposable
{
    private const string Scope = "https://www.googleapis.com/auth/calendar.events.readonly";

    /// <summary>Google's own name of its token endpoint, whichever address it is reached by.</summary>
    private const string Audience = "https://oauth2.googleapis.com/token";
    private readonly WebApplication app;
    private readonly Dictionary<string, GoogleShelf> shelves = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> tokens = new(StringComparer.Ordinal);
    private int tokenNumber;

    private GoogleStandIn(WebApplication app, TimeProvider clock) => (this.app, Clock) = (app, clock);

    public TimeProvider Clock { get; set; }

    /// <summary>By how much Google's clock is ahead.</summary>
    public TimeSpan ClockOffset { get; set; }

    public GoogleKeyFile Key { get; private set; } = null!;
    public ConcurrentQueue<string> TokensAskedFor { get; } = new();
    public ConcurrentQueue<IQueryCollection> Lists { get; } = new();
    public ConcurrentQueue<string> Answers { get; } = new();

    /// <summary>Answers to be given instead of the next lists.</summary>
    public ConcurrentQueue<Func<HttpContext, Task>> Instead { get; } = new();

    /// <summary>Looked at before every list; what it writes is the answer.</summary>
    public Func<HttpContext, Task>? Before { get; set; }

    /// <summary>Error and description to be given instead of any token.</summary>
    public (int Status, string Error, string Description)? NoTokens { get; set; }
    public int EventsPerPage { get; set; } = 250;
    public GoogleSettings Settings =>
        new()
        {
            Enabled = true,
            BaseUrl = $"{Address}/calendar/v3/",
            ServiceAccountFile = Key.Path,
        };
    private string Address => app.Urls.Single();

    public static async Task<GoogleStandIn> Start(TimeProvider clock)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var host = builder.Build();
        var standIn = new GoogleStandIn(host, clock);
        host.MapPost("/token", (RequestDelegate)standIn.Token);
        host.MapGet("/calendar/v3/calendars/primary/events", (RequestDelegate)standIn.List);
        await host.StartAsync();
        standIn.Key = new GoogleKeyFile($"{standIn.Address}/token");
        return standIn;
    }

    /// <summary>The person's calendar; made by the first use.</summary>
    public GoogleShelf Of(string email) => shelves.TryGetValue(email, out var shelf) ? shelf : shelves[email] = new GoogleShelf();

    public void Tell(StoryChapter chapter)
    {
        foreach (var email in new[] { CalendarStory.Mia, CalendarStory.Rui, CalendarStory.Pia })
        {
            Of(email).Hold(GoogleStory.Events(chapter, email));
        }
    }

    /// <summary>Tokens given so far are not taken any more.</summary>
    public void EndTokens() => tokens.Clear();

    public static Func<HttpContext, Task> Error(int status, string reason, string? retryAfter = null) =>
        async http =>
        {
            http.Response.StatusCode = status;
            if (retryAfter is not null)
            {
                http.Response.Headers.RetryAfter = retryAfter;
            }

            var error = new JsonObject
            {
                ["errors"] = new JsonArray(
                    new JsonObject
                    {
                        ["domain"] = "usageLimits",
                        ["reason"] = reason,
                        ["message"] = "Words.",
                    }
                ),
                ["code"] = status,
                ["message"] = "Words.",
            };
            await http.Response.WriteAsync(new JsonObject { ["error"] = error }.ToJsonString());
        };

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        Key.Dispose();
    }

    private async Task Token(HttpContext http)
    {
        var form = await http.Request.ReadFormAsync();
        var claims = form["grant_type"] == "urn:ietf:params:oauth:grant-type:jwt-bearer" ? GoogleKeyFile.Claims(form["assertion"]!) : null;
        var now = (Clock.GetUtcNow() + ClockOffset).ToUnixTimeSeconds();
        var person = claims?.GetProperty("sub").GetString() ?? "";
        TokensAskedFor.Enqueue(person);
        var (status, error, description) =
            NoTokens is { } none ? none
            : claims is not { } said || said.GetProperty("iss").GetString() != GoogleKeyFile.Account
                ? (400, "invalid_grant", "Invalid JWT Signature.")
            : Math.Abs(said.GetProperty("iat").GetInt64() - now) > 300
            || said.GetProperty("exp").GetInt64() is var exp && (exp <= now || exp > now + 3600)
                ? (400, "invalid_grant", "Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe.")
            : said.GetProperty("aud").GetString() != Audience ? (400, "invalid_grant", "Invalid JWT Audience.")
            : said.GetProperty("scope").GetString() != Scope || !person.EndsWith("@example.com", StringComparison.Ordinal)
                ? (
                    401,
                    "unauthorized_client",
                    "Client is unauthorized to retrieve access tokens using this method, or client not authorized for any of the scopes requested."
                )
            : !shelves.ContainsKey(person) ? (400, "invalid_grant", "Invalid email or User ID")
            : (200, "", "");
        http.Response.StatusCode = status;
        if (status != 200)
        {
            await http.Response.WriteAsJsonAsync(new { error, error_description = description });
            return;
        }

        var token = $"ya29.{Interlocked.Increment(ref tokenNumber)}";
        tokens[token] = person;
        await http.Response.WriteAsJsonAsync(
            new
            {
                access_token = token,
                expires_in = 3599,
                token_type = "Bearer",
            }
        );
    }

    private async Task List(HttpContext http)
    {
        var query = http.Request.Query;
        Lists.Enqueue(query);
        if (Instead.TryDequeue(out var instead))
        {
            await instead(http);
            return;
        }

        if (Before is not null)
        {
            await Before(http);
            if (http.Response.HasStarted || http.Response.StatusCode != 200)
            {
                return;
            }
        }

        var bearer = http.Request.Headers.Authorization.ToString();
        if (!bearer.StartsWith("Bearer ", StringComparison.Ordinal) || !tokens.TryGetValue(bearer["Bearer ".Length..], out var person))
        {
            await Error(401, "authError")(http);
            return;
        }

        if (GoogleDiscovery.Copy?.WrongParameter(query) is { } wrong)
        {
            throw new InvalidOperationException(wrong);
        }

        var (status, page) = shelves[person].List(query, EventsPerPage);
        if (page is null)
        {
            await Error(status, status == 410 ? "fullSyncRequired" : "badRequest")(http);
            return;
        }

        if (GoogleDiscovery.Copy?.WrongProperties(page, "Events") is { Count: > 0 } unknown)
        {
            throw new InvalidOperationException(string.Join(", ", unknown));
        }

        var answer = GoogleFields.Parse(query["fields"]!).Of(page)!.ToJsonString();
        Answers.Enqueue(answer);
        http.Response.ContentType = "application/json; charset=UTF-8";
        http.Response.ContentLength = System.Text.Encoding.UTF8.GetByteCount(answer);
        await http.Response.WriteAsync(answer);
    }

    /// <summary>A page of which only the first part arrives before the connection ends well.</summary>
    public static Task CutOff(HttpContext http) =>
        http.Response.WriteAsync(
            string.Create(CultureInfo.InvariantCulture, $"{{\"items\":[{{\"id\":\"a1\",\"status\":\"cancelled\"}},{{\"id\":\"b")
        );
}
