using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using NodaTime;
using PerfSignal.Bot.Cards;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Bot.Teams.Outbound;

/// <summary>How one HTTP request ended.</summary>
internal abstract record Outcome
{
    private Outcome() { }

    /// <param name="Body">Null where it is no JSON, or larger than is read.</param>
    /// <param name="RetryAfter">How long the answer asks to wait.</param>
    public sealed record Answered(int Status, JsonElement? Body, Duration? RetryAfter) : Outcome
    {
        public bool IsGood => Status is >= 200 and < 300;
    }

    /// <param name="Word">`dns`, `connect`, `tls`, `timeout` or `broken`.</param>
    /// <param name="Sent">Whether the request may have reached the other side.</param>
    public sealed record Broken(string Word, bool Sent) : Outcome;
}

/// <summary>One HTTP request: it never hangs, never reads an endless answer, and never follows a redirect.</summary>
internal sealed class Exchange(IHttpClientFactory http, TimeProvider clock)
{
    /// <summary>Name of the HTTP client, for <see cref="IHttpClientFactory"/>.</summary>
    public const string Client = "teams";

    /// <summary>Bytes of an answer that are read; what Teams and Entra answer has a few hundred.</summary>
    private const int MostBytes = 64 * 1024;

    public static TimeSpan Timeout { get; } = TimeSpan.FromSeconds(10);

    private static readonly Duration LongestWait = Duration.FromHours(1);

    /// <param name="written">Called when the whole request was handed to the network.</param>
    public static HttpContent Json(JsonObject body, Action? written = null) =>
        new WatchedContent(JsonSerializer.SerializeToUtf8Bytes(body, CardJson.Compact), written);

    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public async Task<Outcome> Run(HttpRequestMessage request, CancellationToken ct)
    {
        using var timeout = new CancellationTokenSource(Timeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, timeout.Token);
        try
        {
            using var client = http.CreateClient(Client);
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            return new Outcome.Answered((int)response.StatusCode, await Body(response, either.Token), Wait(response.Headers.RetryAfter));
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return new Outcome.Broken("timeout", Sent(request));
        }
        catch (HttpRequestException broken)
        {
            return broken.HttpRequestError switch
            {
                HttpRequestError.NameResolutionError => new Outcome.Broken("dns", Sent: false),
                HttpRequestError.ConnectionError or HttpRequestError.ProxyTunnelError => new Outcome.Broken("connect", Sent: false),
                HttpRequestError.SecureConnectionError => new Outcome.Broken("tls", Sent: false),
                _ => new Outcome.Broken("broken", Sent(request)),
            };
        }
    }

    /// <summary>A request without a body is so short that it may be out with its first byte.</summary>
    private static bool Sent(HttpRequestMessage request) => request.Content is not WatchedContent { Written: false };

    /// <summary>Once the status is there the answer stands, whether or not its body arrives whole.</summary>
    private static async Task<JsonElement?> Body(HttpResponseMessage response, CancellationToken ct)
    {
        var buffer = new byte[MostBytes + 1];
        try
        {
            await using var stream = await response.Content.ReadAsStreamAsync(ct);
            var length = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, ct);
            if (length > MostBytes)
            {
                return null;
            }

            using var json = JsonDocument.Parse(buffer.AsMemory(0, length));
            return json.RootElement.ValueKind == JsonValueKind.Object ? json.RootElement.Clone() : null;
        }
        catch (Exception e) when (e is JsonException or IOException or HttpRequestException or OperationCanceledException)
        {
            return null;
        }
    }

    private Duration? Wait(RetryConditionHeaderValue? header)
    {
        Duration? wait =
            header?.Delta is { } delta ? Duration.FromTimeSpan(delta)
            : header?.Date is { } date ? Instant.FromDateTimeOffset(date) - clock.Now()
            : null;
        return wait is { } asked ? Duration.Min(Duration.Max(asked, Duration.FromSeconds(1)), LongestWait) : null;
    }

    /// <summary>Knows whether it was begun to be written: before that the other side cannot have understood the request.</summary>
    private sealed class WatchedContent : ByteArrayContent
    {
        private readonly Action? written;

        public WatchedContent(byte[] json, Action? written)
            : base(json)
        {
            this.written = written;
            Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
        }

        public bool Written { get; private set; }

        protected override async Task SerializeToStreamAsync(Stream stream, System.Net.TransportContext? context, CancellationToken ct)
        {
            Written = true;
            await base.SerializeToStreamAsync(stream, context, ct);
            // Until then a short request stands in a buffer of the connection.
            await stream.FlushAsync(ct);
            written?.Invoke();
        }
    }
}
