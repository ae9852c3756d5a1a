using NodaTime;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Core.Broadcasts;

/// <summary>Says what is wrong with a wish, field by field, and takes what is right into the broadcast.</summary>
internal static class WishCheck
{
    /// <summary>A quarter; a message still waiting then says nothing to anybody.</summary>
    public const int MostHours = 24 * 90;

    /// <summary>Later than this a date is rather a slip of the keyboard.</summary>
    private const int MostDays = 2 * 366;

    /// <param name="zone">The author's.</param>
    public static Dictionary<string, string> Errors(BroadcastWish wish, DateTimeZone zone, Instant now)
    {
        var errors = new Dictionary<string, string>(StringComparer.Ordinal);
        Check("title", wish.Title.Trim().Length is 0 or > Broadcast.MaxTitle, "title");
        Check("template", !BroadcastTemplates.Names.Contains(wish.Template), "template");
        Check("textEn", string.IsNullOrWhiteSpace(wish.TextEn) && string.IsNullOrWhiteSpace(wish.TextDe), "text_missing");
        Check("textEn", wish.TextEn?.Trim().Length > Broadcast.MaxText, "text_long");
        Check("textDe", wish.TextDe?.Trim().Length > Broadcast.MaxText, "text_long");
        Check("link", Text(wish.Link) is { } link && !IsPage(link), "link");
        Check("audience", wish.IsGone, "audience_gone");
        Check("audience", wish.Audience.StepId is not null && wish.Audience.CycleId is null, "step_without_cycle");
        Check("audience", wish.Audience.ToJson().Length > Broadcast.MaxAudience, "audience_long");
        Check("expiresAfterHours", wish.ExpiresAfterHours is < 1 or > MostHours, "hours");
        if (wish.Timing != SendTiming.Now)
        {
            Check("date", wish.Date is null, "date");
            Check("time", wish.Time is null, "time");
            if (wish is { Date: { } date, Time: { } time })
            {
                var days = Period.DaysBetween(now.InUtc().Date, date);
                Check("date", days > MostDays, "date_far");
                // No clock on earth is two days from another; and the ends of the calendar are beyond what a zone can reckon with.
                Check("time", days < -2 || (days <= MostDays && IsOver(wish.Timing, date + time, zone, now)), "past");
            }
        }

        return errors;

        void Check(string field, bool wrong, string word)
        {
            if (wrong)
            {
                errors.TryAdd(field, word);
            }
        }
    }

    /// <summary>Whether the moment is over for everybody whom it could concern.</summary>
    public static bool IsOver(SendTiming timing, LocalDateTime local, DateTimeZone zone, Instant now) =>
        timing switch
        {
            SendTiming.AuthorTime => zone.ClockReaches(local) < now,
            SendTiming.RecipientTime => ZoneMoments.Of(local).Last < now,
            _ => false,
        };

    public static void Take(BroadcastWish wish, Broadcast broadcast, DateTimeZone zone)
    {
        (broadcast.Title, broadcast.Template) = (wish.Title.Trim(), wish.Template);
        (broadcast.TextEn, broadcast.TextDe, broadcast.Link) = (Text(wish.TextEn), Text(wish.TextDe), Text(wish.Link));
        (broadcast.Audience, broadcast.Timing) = (wish.Audience.ToJson(), wish.Timing);
        var timed = wish.Timing != SendTiming.Now;
        (broadcast.OnDate, broadcast.AtTime) = timed ? (wish.Date, wish.Time) : (null, null);
        (broadcast.Zone, broadcast.ExpiresAfterHours) = (zone.Id, wish.ExpiresAfterHours);
    }

    public static string? Text(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static bool IsPage(string link) =>
        link.Length <= Broadcast.MaxLink
        && Uri.TryCreate(link, UriKind.Absolute, out var url)
        && url.Scheme == Uri.UriSchemeHttps
        && url.UserInfo.Length == 0;
}
