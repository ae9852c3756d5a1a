using System.Net;
using NodaTime;
using PerfSignal.Core.Calendar;

namespace PerfSignal.Bot.Calendars.Feeds;

/// <summary>What a feed's server answered: the calendar's bytes, that nothing changed, or why there is nothing.</summary>
/// <param name="Body">Null where nothing changed.</param>
/// <param name="Cursor">To ask with the next time.</param>
internal sealed record FeedAnswer(MemoryStream? Body, string? Cursor, CalendarSync.Failed? Failed)
{
    public static FeedAnswer Because(CalendarTrouble trouble, string word, Duration? retryAfter = null) =>
        new(null, null, new CalendarSync.Failed(trouble, word, retryAfter));

    /// <summary>A feed's server speaks for this feed alone, so nothing it says holds for everybody.</summary>
    public static FeedAnswer Refused(HttpStatusCode status, Duration? retryAfter)
    {
        var trouble = status switch
        {
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => CalendarTrouble.Forbidden,
            HttpStatusCode.NotFound or HttpStatusCode.Gone => CalendarTrouble.NoCalendar,
            HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout or >= HttpStatusCode.InternalServerError =>
                CalendarTrouble.Transient,
            _ => CalendarTrouble.Invalid,
        };
        return Because(trouble, ((int)status).ToString(System.Globalization.CultureInfo.InvariantCulture), retryAfter);
    }
}
