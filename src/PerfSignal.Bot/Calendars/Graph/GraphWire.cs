using System.Net.Http.Headers;
using System.Text.Json;
using NodaTime;
using PerfSignal.Core.Calendar;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Bot.Calendars.Graph;

/// <summary>An answer over HTTP, or why there is none.</summary>
internal sealed record GraphReply(int Status, ReadOnlyMemory<byte> Body, CalendarSync.Failed? Failed = null);

/// <summary>Sends a request and reads a bounded answer; tells what may pass by itself from what will not.</summary>
internal static class GraphWire
{
    /// <summary>Rounds of changes bring the bodies of events along, which are passed over.</summary>
    private const int MostBytes = 16 * 1024 * 1024;
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>429, 5xx and a connection that fails come back as <see cref="GraphReply.Failed"/>.</summary>
    public static async Task<GraphReply> Send(HttpClient http, HttpRequestMessage request, TimeProvider clock, CancellationToken ct)
    {
        try
        {
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
            var status = (int)response.StatusCode;
            if (status is 429 or >= 500)
            {
                return new(status, default, Later(status, RetryAfter(response.Headers, clock.Now())));
            }

            return await Body(response, ct) is { } body
                ? new(status, body)
                : new(status, default, new CalendarSync.Failed(CalendarTrouble.Invalid, $"an answer over {MostBytes / 1024 / 1024} MB"));
        }
        catch (Exception broken) when (broken is HttpRequestException or IOException)
        {
            var word = broken is HttpRequestException { HttpRequestError: not HttpRequestError.Unknown and var error }
                ? $"{error}"
                : "connection broken";
            return new(0, default, new CalendarSync.Failed(CalendarTrouble.Transient, word));
        }
    }

    /// <summary>Text that is no JSON was cut or garbled on its way and may come whole the next time; JSON of another form is what the source means to say.</summary>
    public static (T? Value, CalendarSync.Failed? Failed) Read<T>(GraphReply reply)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(reply.Body.Span, Json) is { } value
                ? (value, null)
                : (null, new CalendarSync.Failed(CalendarTrouble.Invalid, "an empty answer"));
        }
        catch (JsonException wrong)
        {
            return (
                null,
                wrong.InnerException is JsonException
                    ? new CalendarSync.Failed(CalendarTrouble.Transient, "the answer was cut short")
                    : new CalendarSync.Failed(CalendarTrouble.Invalid, $"unexpected {Word(wrong.Path ?? "")}")
            );
        }
    }

    /// <summary>A word of the source as far as it is one: letters, digits and a few marks, never a text.</summary>
    public static string Word(string text)
    {
        var word = new string([.. text.Where(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '.' or '-').Take(60)]);
        return word.Length > 0 ? word : "no word";
    }

    private static CalendarSync.Failed Later(int status, Duration? retryAfter) =>
        status == 429 || retryAfter is not null
            ? new(CalendarTrouble.Throttled, $"HTTP {status}", retryAfter)
            : new(CalendarTrouble.Transient, $"HTTP {status}");

    private static Duration? RetryAfter(HttpResponseHeaders headers, Instant now) =>
        headers.RetryAfter switch
        {
            { Delta: { } delta } => Duration.FromTimeSpan(delta),
            { Date: { } date } => Duration.Max(Duration.Zero, Instant.FromDateTimeOffset(date) - now),
            _ => null,
        };

    private static async Task<ReadOnlyMemory<byte>?> Body(HttpResponseMessage response, CancellationToken ct)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(ct);
        using var kept = new MemoryStream();
        var buffer = new byte[32 * 1024];
        for (var read = await stream.ReadAsync(buffer, ct); read > 0; read = await stream.ReadAsync(buffer, ct))
        {
            if (kept.Length + read > MostBytes)
            {
                return null;
            }

            kept.Write(buffer, 0, read);
        }

        return kept.GetBuffer().AsMemory(0, (int)kept.Length);
    }
}
