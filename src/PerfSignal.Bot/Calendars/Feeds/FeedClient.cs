using System.Net;
using System.Net.Sockets;
using PerfSignal.Core.Calendar;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Bot.Calendars.Feeds;

/// <summary>Fetches a calendar file from its address, within limits of time, size and redirects.</summary>
internal sealed class FeedClient(HttpClient http, TimeProvider clock)
{
    public const int LargestFeed = 5 * 1024 * 1024;
    private const int MostRedirects = 3;

    /// <summary>Of the whole fetch, redirects included.</summary>
    public TimeSpan TimeLimit { get; init; } = TimeSpan.FromSeconds(30);

    public async Task<FeedAnswer> Fetch(Uri address, FeedCursor? cursor, CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(TimeLimit);
        try
        {
            return await Follow(new FeedAddress(address), address, cursor, limit.Token);
        }
        catch (HttpRequestException failed)
        {
            return failed.InnerException is AddressRefused
                ? NotPublic
                : FeedAnswer.Because(CalendarTrouble.Transient, failed.HttpRequestError.ToString());
        }
        catch (Exception broken) when (broken is IOException or InvalidDataException)
        {
            return FeedAnswer.Because(CalendarTrouble.Transient, "the answer was cut off");
        }
        catch (SocketException failed)
        {
            return FeedAnswer.Because(CalendarTrouble.Transient, failed.SocketErrorCode.ToString());
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return FeedAnswer.Because(CalendarTrouble.Transient, "timeout");
        }
    }

    private static FeedAnswer NotPublic { get; } = FeedAnswer.Because(CalendarTrouble.Forbidden, "not a public address");

    private async Task<FeedAnswer> Follow(FeedAddress allowed, Uri address, FeedCursor? cursor, CancellationToken ct)
    {
        if (!allowed.MayRead(address))
        {
            return NotPublic;
        }

        var hop = address;
        for (var redirects = 0; redirects <= MostRedirects; redirects++)
        {
            using var request = Request(allowed, hop, cursor);
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
            if (!IsRedirect(response.StatusCode))
            {
                return await Understand(address, response, cursor, ct);
            }

            if (allowed.Redirected(hop, response.Headers.Location) is not { } next)
            {
                return FeedAnswer.Because(CalendarTrouble.Forbidden, "redirected to an address that is not public https");
            }

            hop = next;
        }

        return FeedAnswer.Because(CalendarTrouble.Invalid, $"more than {MostRedirects} redirects");
    }

    private static HttpRequestMessage Request(FeedAddress allowed, Uri hop, FeedCursor? cursor)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, hop);
        request.Options.Set(FeedConnection.LoopbackNamed, allowed.IsNamedLoopback(hop));
        request.Headers.UserAgent.ParseAdd("PerfSignalBot");
        request.Headers.Accept.ParseAdd("text/calendar, */*;q=0.5");
        if (cursor?.Tag is { } tag)
        {
            request.Headers.TryAddWithoutValidation("If-None-Match", tag);
        }

        if (cursor?.Modified is { } modified)
        {
            request.Headers.TryAddWithoutValidation("If-Modified-Since", modified);
        }

        return request;
    }

    private async Task<FeedAnswer> Understand(Uri address, HttpResponseMessage response, FeedCursor? cursor, CancellationToken ct)
    {
        if (response.StatusCode == HttpStatusCode.NotModified && cursor is not null)
        {
            return new FeedAnswer(null, FeedCursor.Write(address, response) ?? System.Text.Json.JsonSerializer.Serialize(cursor), null);
        }

        if (response.StatusCode != HttpStatusCode.OK)
        {
            return FeedAnswer.Refused(response.StatusCode, WireAnswer.RetryAfter(response.Headers, clock.Now()));
        }

        return await WireAnswer.Body(response, LargestFeed, ct) is { } body
            ? new FeedAnswer(body, FeedCursor.Write(address, response), null)
            : FeedAnswer.Because(CalendarTrouble.Invalid, "larger than 5 MB");
    }

    private static bool IsRedirect(HttpStatusCode status) =>
        status
            is HttpStatusCode.MovedPermanently
                or HttpStatusCode.Found
                or HttpStatusCode.SeeOther
                or HttpStatusCode.TemporaryRedirect
                or HttpStatusCode.PermanentRedirect;
}
