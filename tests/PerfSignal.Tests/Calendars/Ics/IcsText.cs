using NodaTime;
using PerfSignal.Bot.Calendars.Ics;
using PerfSignal.Core.Calendar;

namespace PerfSignal.Tests.Calendars.Ics;

/// <summary>Calendar texts for tests.</summary>
internal static class IcsText
{
    public static readonly DateTimeZone Berlin = DateTimeZoneProviders.Tzdb["Europe/Berlin"];

    /// <summary>A calendar of the given lines between BEGIN:VCALENDAR and END:VCALENDAR.</summary>
    public static string Calendar(params string[] lines) => string.Join("\r\n", ["BEGIN:VCALENDAR", "VERSION:2.0", .. lines, "END:VCALENDAR", ""]);

    /// <summary>A calendar with one event (UID e1) of the given lines.</summary>
    public static string Event(params string[] lines) => Calendar(Component(lines));

    public static string Component(params string[] lines) =>
        string.Join("\r\n", ["BEGIN:VEVENT", "UID:e1", .. lines.SelectMany(line => line.Split('\n')), "END:VEVENT"]);

    public static IReadOnlyList<CalendarInstance> Expand(string text, Instant from, Instant to, DateTimeZone? owner = null) =>
        IcsExpander.Expand(IcsReader.Read(text), from, to, owner ?? Berlin);

    /// <summary>All instances of 2026.</summary>
    public static IReadOnlyList<CalendarInstance> Expand2026(string text, DateTimeZone? owner = null) =>
        Expand(text, Instant.FromUtc(2026, 1, 1, 0, 0), Instant.FromUtc(2027, 1, 1, 0, 0), owner);
}
