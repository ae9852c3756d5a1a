using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using NodaTime;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Bot.Slack.Outbound;

/// <summary>An answer, and the scopes that Slack says the token has; null where it said none.</summary>
internal sealed record SlackSpoke(SlackAnswer Answer, string? Scopes = null);

/// <summary>One request to Slack and what its end means; knows no workspaces.</summary>
internal sealed class SlackHttp(SlackSettings settings, TimeProvider clock) : IDisposable
{
    /// <summary>Slack's own clients wait longer; the outbox gives a whole send 30 s, of which a look and a post are two.</summary>
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(10);

    /// <summary>Where 429 says nothing about the wait.</summary>
    private static readonly Duration Otherwise = Duration.FromSeconds(30);

    private static readonly Duration Longest = Duration.FromHours(1);

    /// <summary>
    /// Methods that only read: they take forms, not JSON, and can be asked again whatever became of the first try
    /// (https://docs.slack.dev/apis/web-api/#post_bodies).
    /// </summary>
    private static readonly HashSet<string> Reads = new(StringComparer.Ordinal)
    {
        "auth.test",
        "conversations.history",
        "conversations.info",
        "conversations.list",
        "users.info",
        "users.list",
        "users.lookupByEmail",
    };

    private readonly HttpClient http = new(
        new SocketsHttpHandler
        {
            // A redirect would carry the token elsewhere.
            AllowAutoRedirect = false,
            UseCookies = false,
            ConnectTimeout = TimeSpan.FromSeconds(5),
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        }
    )
    {
        Timeout = Within,
        MaxResponseContentBufferSize = 4 * 1024 * 1024,
    };

    /// <param name="token">Null for oauth.v2.access, which asks for the app's own secret instead.</param>
    /// <param name="written">Called when the whole request was handed to the network.</param>
    public async Task<SlackSpoke> Call(string method, string? token, JsonObject arguments, CancellationToken ct, Action? written = null)
    {
        var reads = Reads.Contains(method);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(new Uri(settings.ApiBaseUrl), method));
        var body = reads || token is null ? SlackRequest.Form(arguments) : SlackRequest.Json(arguments);
        body.Written = written;
        request.Content = body;
        if (token is not null)
        {
            request.Headers.Authorization = new("Bearer", token);
        }

        return await Ask(request, body, (response, text) => Read(response, text, reads), ct);
    }

    /// <summary>Posts to a response url, whose answer is no method's: only the status says something.</summary>
    public async Task<SlackAnswer> Respond(Uri url, JsonObject message, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, url);
        var body = SlackRequest.Json(message);
        request.Content = body;
        var spoke = await Ask(
            request,
            body,
            (response, _) => (int)response.StatusCode >= 500 ? new SlackAnswer.Unknown(Word(response)) : new SlackAnswer.Good([]),
            ct
        );
        return spoke.Answer;
    }

    private async Task<SlackSpoke> Ask(
        HttpRequestMessage request,
        SlackRequest body,
        Func<HttpResponseMessage, string, SlackAnswer> read,
        CancellationToken ct
    )
    {
        try
        {
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseContentRead, ct);
            if (response.StatusCode == HttpStatusCode.TooManyRequests)
            {
                return new(new SlackAnswer.Throttled(Wait(response)));
            }

            if ((int)response.StatusCode is >= 300 and < 500)
            {
                return new(new SlackAnswer.Refused(Word(response)));
            }

            var scopes = response.Headers.TryGetValues("x-oauth-scopes", out var values) ? string.Join(',', values) : null;
            return new(read(response, await response.Content.ReadAsStringAsync(ct)), scopes);
        }
        catch (Exception error) when (error is HttpRequestException or IOException)
        {
            var kind = (error as HttpRequestException)?.HttpRequestError.ToString() ?? error.GetType().Name;
            return new(body.Began ? new SlackAnswer.Unknown(kind) : new SlackAnswer.NotReached(kind));
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return new(body.Began ? new SlackAnswer.Unknown("timeout") : new SlackAnswer.NotReached("timeout"));
        }
    }

    private SlackAnswer Read(HttpResponseMessage response, string text, bool reads)
    {
        // Whether a method that failed with 5xx, or answered with something else than its answer, did its work, nobody says.
        SlackAnswer Broken(string word) => reads ? new SlackAnswer.Refused(word) : new SlackAnswer.Unknown(word);

        if ((int)response.StatusCode >= 500)
        {
            return Broken(Word(response));
        }

        if (Parse(text) is not { } answer || answer["ok"] is not JsonValue ok || !ok.TryGetValue<bool>(out var good))
        {
            return Broken("no_answer");
        }

        if (good)
        {
            return new SlackAnswer.Good(answer);
        }

        var error = answer["error"] is JsonValue word && word.TryGetValue<string>(out var said) ? said : "unknown";
        return error is "ratelimited" or "rate_limited"
            ? new SlackAnswer.Throttled(Wait(response))
            : new SlackAnswer.Refused(error, answer);
    }

    private static JsonObject? Parse(string text)
    {
        try
        {
            return JsonNode.Parse(text) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Retry-After (RFC 9110, 10.2.3): seconds, or a date.</summary>
    private Duration Wait(HttpResponseMessage response)
    {
        var after = response.Headers.RetryAfter;
        Duration? told =
            after?.Delta is { } delta ? Duration.FromTimeSpan(delta)
            : after?.Date is { } date ? Instant.FromDateTimeOffset(date) - clock.Now()
            : null;
        return told is null ? Otherwise : Duration.Max(Duration.FromSeconds(1), Duration.Min(told.Value, Longest));
    }

    private static string Word(HttpResponseMessage response) => $"http_{(int)response.StatusCode}";

    public void Dispose() => http.Dispose();
}
