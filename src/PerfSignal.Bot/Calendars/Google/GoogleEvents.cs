using NodaTime;
using PerfSignal.Core.Calendar;
using PerfSignal.Core.People;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Bot.Calendars.Google;

/// <summary>Turns what Google says of events into what planning needs.</summary>
internal static class GoogleEvents
{
    /// <returns>Null where an event has no understandable times or name: then nothing of the reading counts.</returns>
    public static CalendarReading? Reading(IEnumerable<GoogleEvent> events, Person owner, Interval window, bool full)
    {
        var instances = new List<CalendarInstance>();
        var single = new HashSet<string>(StringComparer.Ordinal);
        var removed = new HashSet<string>(StringComparer.Ordinal);
        var zone = Zones.Of(owner.TimeZone);
        // While pages are read an event may change and come twice; the later word holds.
        foreach (var item in events.GroupBy(item => item.Id, StringComparer.Ordinal).Select(same => same.Last()))
        {
            if (item.IsCancelled)
            {
                // Of what was deleted only the id is certain (https://developers.google.com/workspace/calendar/api/v3/reference/events).
                removed.Add(Id(item));
                continue;
            }

            if (!item.IsMeeting)
            {
                continue;
            }

            if (Instance(item, owner.Email, zone) is not { } instance)
            {
                return null;
            }

            // Changes are told of all times; what has left the window is no business of it any more.
            if (!full && (instance.Start >= window.End || instance.End < window.Start))
            {
                removed.Add(Id(item));
                continue;
            }

            instances.Add(instance);
            if (item.RecurringEventId is null)
            {
                single.Add(instance.Uid);
            }
        }

        var reading = new CalendarReading(GoogleCalendar.SourceName, window, instances) { Single = single, Removed = removed };
        return full ? reading with { WholeSeries = null } : reading;
    }

    private static CalendarInstance? Instance(GoogleEvent item, string owner, DateTimeZone zone)
    {
        var original = item.RecurringEventId is null ? item.Start : item.OriginalStartTime ?? item.Start;
        if (
            item.ICalUid is not { Length: > 0 } uid
            || GoogleClock.Instant(item.Start, zone) is not { } start
            || GoogleClock.Instant(item.End, zone) is not { } end
            || GoogleClock.OriginalStart(original) is not { } originalStart
        )
        {
            return null;
        }

        var (organizer, attendees) = GoogleGuests.Of(item, owner);
        return new CalendarInstance(
            uid,
            originalStart,
            start,
            Instant.Max(start, end),
            item.Start!.Date is not null,
            Cancelled: false,
            organizer,
            attendees,
            Math.Max(0, item.Sequence)
        )
        {
            ProviderId = Id(item),
        };
    }

    /// <summary>Google's ids may have 1024 characters.</summary>
    private static string Id(GoogleEvent item) => CalendarImport.Uid(item.Id);
}
