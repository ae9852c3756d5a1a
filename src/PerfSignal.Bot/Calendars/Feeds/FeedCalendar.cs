using NodaTime;
using PerfSignal.Bot.Calendars.Ics;
using PerfSignal.Core.Calendar;
using PerfSignal.Core.People;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Bot.Calendars.Feeds;

/// <summary>Reads calendars that are published as iCalendar files at an address; the file is the whole calendar, so what it does not name is gone.</summary>
internal sealed class FeedCalendar(IcsFeedSettings settings, FeedClient client, TimeProvider clock) : ICalendar
{
    public const string SourceName = "feed";
    private static readonly IcsLimits Limits = IcsLimits.Default with { MaxBytes = FeedClient.LargestFeed };
    private readonly Dictionary<string, Uri> addresses = settings.Feeds.ToDictionary(
        feed => feed.Owner,
        feed => feed.Url,
        StringComparer.OrdinalIgnoreCase
    );

    public string Source => SourceName;

    public bool Has(Person owner) => addresses.ContainsKey(owner.Email);

    public async Task<CalendarSync> Read(Person owner, string? cursor, Interval window, CancellationToken ct)
    {
        if (!addresses.TryGetValue(owner.Email, out var address))
        {
            return new CalendarSync.Failed(CalendarTrouble.NoCalendar, "no address");
        }

        var answer = await client.Fetch(address, FeedCursor.Read(cursor, address), ct);
        if (answer.Failed is { } failed)
        {
            return failed;
        }

        if (answer.Body is not { } body)
        {
            return new CalendarSync.Same(answer.Cursor);
        }

        try
        {
            var reading = IcsReading.Of(IcsReader.Read(body, Limits), clock.Now(), Zones.Of(owner.TimeZone));
            return new CalendarSync.Done(reading with { Source = SourceName, WholeSeries = null }, answer.Cursor, Full: true);
        }
        catch (IcsException wrong)
        {
            // What the line says is the calendar's own text; its number is enough to find it.
            return new CalendarSync.Failed(CalendarTrouble.Invalid, $"line {wrong.Line}");
        }
        finally
        {
            await body.DisposeAsync();
        }
    }
}
