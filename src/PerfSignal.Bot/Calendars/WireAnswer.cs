using System.Net.Http.Headers;
using NodaTime;

namespace PerfSignal.Bot.Calendars;

/// <summary>What is read of an answer over HTTP, within bounds.</summary>
internal static class WireAnswer
{
    private static readonly Duration LongestWait = Duration.FromDays(1);

    /// <summary>The body after decompression; null where it is larger than allowed, of which no more than that is read.</summary>
    /// <exception cref="IOException">The connection ended in the middle.</exception>
    /// <exception cref="InvalidDataException">What says it is compressed is not.</exception>
    public static async Task<MemoryStream?> Body(HttpResponseMessage response, long most, CancellationToken ct)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(ct);
        var body = new MemoryStream();
        var buffer = new byte[64 * 1024];
        for (var read = await stream.ReadAsync(buffer, ct); read > 0; read = await stream.ReadAsync(buffer, ct))
        {
            if (body.Length + read > most)
            {
                return null;
            }

            body.Write(buffer, 0, read);
        }

        body.Position = 0;
        return body;
    }

    /// <summary>How long the answer asks to wait (RFC 9110 10.2.3, seconds or a date); at most a day, null where it does not say.</summary>
    public static Duration? RetryAfter(HttpResponseHeaders headers, Instant now)
    {
        var wait =
            headers.RetryAfter is { Delta: { } delta } ? Duration.FromTimeSpan(delta)
            : headers.RetryAfter is { Date: { } date } ? Instant.FromDateTimeOffset(date) - now
            : (Duration?)null;
        return wait is { } asked ? Duration.Min(Duration.Max(asked, Duration.Zero), LongestWait) : null;
    }
}
