using NodaTime;
using NodaTime.Text;

namespace PerfSignal.Bot.Calendars.Google;

/// <summary>Understands the times of Google's events, and writes original starts as calendar files do.</summary>
internal static class GoogleClock
{
    private static readonly InstantPattern Key = InstantPattern.CreateWithInvariantCulture("uuuuMMdd'T'HHmmss'Z'");
    private static readonly LocalDatePattern DayKey = LocalDatePattern.CreateWithInvariantCulture("uuuuMMdd");

    /// <summary>An all-day event begins at its owner's midnight; null where it is no time.</summary>
    public static Instant? Instant(GoogleTime? time, DateTimeZone ownerZone)
    {
        if (time is null)
        {
            return null;
        }

        if (time.Date is not null)
        {
            return Day(time) is { } day ? ownerZone.AtStartOfDay(day).ToInstant() : null;
        }

        if (time.DateTime is not { } text)
        {
            return null;
        }

        if (OffsetDateTimePattern.Rfc3339.Parse(text) is { Success: true } exact)
        {
            return exact.Value.ToInstant();
        }

        // The offset may be left out where the zone is named.
        return
            time.TimeZone is { } name
            && DateTimeZoneProviders.Tzdb.GetZoneOrNull(name) is { } zone
            && LocalDateTimePattern.ExtendedIso.Parse(text) is { Success: true } local
            ? local.Value.InZoneLeniently(zone).ToInstant()
            : null;
    }

    /// <summary><c>yyyyMMddTHHmmssZ</c>, or <c>yyyyMMdd</c> for an all-day event; null where it is no time.</summary>
    public static string? OriginalStart(GoogleTime? time)
    {
        if (time?.Date is not null)
        {
            return Day(time) is { } day ? DayKey.Format(day) : null;
        }

        return Instant(time, DateTimeZone.Utc) is { } instant ? Key.Format(instant) : null;
    }

    private static LocalDate? Day(GoogleTime time) => LocalDatePattern.Iso.Parse(time.Date!) is { Success: true } day ? day.Value : null;
}
