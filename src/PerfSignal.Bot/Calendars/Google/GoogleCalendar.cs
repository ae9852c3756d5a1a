using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using NodaTime;
using NodaTime.Text;
using PerfSignal.Core.Calendar;
using PerfSignal.Core.People;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Bot.Calendars.Google;

/// <summary>Reads the calendars of Google Workspace, each in its owner's name (https://developers.google.com/workspace/calendar/api/guides/sync).</summary>
internal sealed class GoogleCalendar(GoogleTokens tokens, HttpClient http, Uri baseUrl, TimeProvider clock) : ICalendar
{
    public const string SourceName = "google";
    private const int EventsPerPage = 1000;
    private const int MostPages = 50;
    private const int LargestPage = 10 * 1024 * 1024;
    private const int LongestCursor = 8000;
    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(60);

    public string Source => SourceName;

    public bool Has(Person owner) => true;

    public async Task<CalendarSync> Read(Person owner, string? cursor, Interval window, CancellationToken ct)
    {
        var (sync, outdated) = await ReadPages(owner, cursor, window, ct);
        return outdated && cursor is not null ? (await ReadPages(owner, null, window, ct)).Sync : sync;
    }

    /// <returns>How it ended, and whether Google does not take the cursor any more.</returns>
    private async Task<(CalendarSync Sync, bool Outdated)> ReadPages(Person owner, string? cursor, Interval window, CancellationToken ct)
    {
        var events = new List<GoogleEvent>();
        string? pageToken = null;
        for (var number = 0; number < MostPages; number++)
        {
            var (page, failed, outdated) = await Get(owner.Email, Address(owner, cursor, window, pageToken), ct);
            if (page is null)
            {
                return (failed!, outdated);
            }

            events.AddRange(page.Items);
            if (page.NextPageToken is not { Length: > 0 } next)
            {
                return (End(owner, events, cursor, page.NextSyncToken, window), false);
            }

            pageToken = next;
        }

        return (new CalendarSync.Failed(CalendarTrouble.Invalid, $"more than {MostPages} pages"), true);
    }

    private static CalendarSync End(Person owner, List<GoogleEvent> events, string? cursor, string? syncToken, Interval window)
    {
        var next = syncToken is { Length: > 0 and <= LongestCursor } ? syncToken : null;
        if (cursor is not null && events.Count == 0)
        {
            return new CalendarSync.Same(next);
        }

        return GoogleEvents.Reading(events, owner, window, full: cursor is null) is { } reading
            ? new CalendarSync.Done(reading, next, Full: cursor is null)
            : new CalendarSync.Failed(CalendarTrouble.Invalid, "an event without times or iCalUID");
    }

    /// <summary>With a sync token every parameter but the window stays as it was.</summary>
    private Uri Address(Person owner, string? cursor, Interval window, string? pageToken)
    {
        var query = new StringBuilder("calendars/primary/events?singleEvents=true&eventTypes=default");
        Add("maxResults", EventsPerPage.ToString(CultureInfo.InvariantCulture));
        Add("fields", GooglePage.Fields);
        // Otherwise all people count as one user, the service account (https://developers.google.com/workspace/calendar/api/guides/quota).
        Add("quotaUser", owner.Id.ToString("N"));
        if (cursor is null)
        {
            Add("timeMin", InstantPattern.General.Format(window.Start));
            Add("timeMax", InstantPattern.General.Format(window.End));
        }
        else
        {
            Add("syncToken", cursor);
        }

        if (pageToken is not null)
        {
            Add("pageToken", pageToken);
        }

        return new Uri(baseUrl, query.ToString());

        void Add(string name, string value) => query.Append('&').Append(name).Append('=').Append(Uri.EscapeDataString(value));
    }

    private async Task<(GooglePage? Page, CalendarSync.Failed? Failed, bool Outdated)> Get(string email, Uri address, CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(TimeLimit);
        try
        {
            var token = await tokens.For(email, limit.Token);
            if (token.Value is not { } first)
            {
                return (null, token.Failed, false);
            }

            using var response = await Send(address, first, limit.Token);
            if (response.StatusCode != HttpStatusCode.Unauthorized)
            {
                return await Understand(response, limit.Token);
            }

            // A token may be withdrawn before its time; whether the next one is given says whether we still may.
            tokens.Forget(email, token);
            var renewed = await tokens.For(email, limit.Token);
            if (renewed.Value is not { } second)
            {
                return (null, renewed.Failed, false);
            }

            using var repeated = await Send(address, second, limit.Token);
            return await Understand(repeated, limit.Token);
        }
        catch (HttpRequestException failed)
        {
            return (null, new CalendarSync.Failed(CalendarTrouble.Transient, failed.HttpRequestError.ToString()), false);
        }
        catch (Exception broken) when (broken is IOException or InvalidDataException or JsonException)
        {
            return (null, new CalendarSync.Failed(CalendarTrouble.Transient, "the answer was cut off"), false);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return (null, new CalendarSync.Failed(CalendarTrouble.Transient, "timeout"), false);
        }
    }

    private async Task<HttpResponseMessage> Send(Uri address, string token, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
    }

    private async Task<(GooglePage? Page, CalendarSync.Failed? Failed, bool Outdated)> Understand(
        HttpResponseMessage response,
        CancellationToken ct
    )
    {
        using var body = await WireAnswer.Body(response, LargestPage, ct);
        if (response.StatusCode != HttpStatusCode.OK)
        {
            var failed = GoogleRefusal.OfAnswer(response.StatusCode, body, WireAnswer.RetryAfter(response.Headers, clock.Now()));
            // 400: a token of other parameters, such as those of an earlier version.
            return (null, failed, response.StatusCode is HttpStatusCode.Gone or HttpStatusCode.BadRequest);
        }

        if (body is null)
        {
            return (null, new CalendarSync.Failed(CalendarTrouble.Invalid, "a page larger than 10 MB"), false);
        }

        return GooglePage.Read(body) is { } page
            ? (page, null, false)
            : (null, new CalendarSync.Failed(CalendarTrouble.Invalid, "no page of events"), false);
    }
}
