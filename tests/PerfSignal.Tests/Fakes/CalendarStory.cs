using NodaTime;
using PerfSignal.Core.Calendar;

namespace PerfSignal.Tests.Fakes;

/// <summary>Everything that stands in the calendars at an instant.</summary>
public sealed record StoryChapter(string Name, Instant Now, IReadOnlyList<StoryEvent> Events)
{
    /// <summary>What one person sees.</summary>
    public IReadOnlyList<StoryEvent> Of(string email) => [.. Events.Where(one => one.Concerns(email))];
}

/// <summary>
/// Three chapters of two calendars, Mia's and Rui's, over both changes to daylight saving time in March 2027 (New York on the 14th, Berlin on the
/// 28th). Whoever reads them, from a file or over a network, has to plan the same 1:1s.
/// </summary>
public static class CalendarStory
{
    public const string Mia = "mia@example.com";
    public const string Rui = "rui@example.com";
    public const string Pia = "pia@example.com";
    public const string Room = "room-4@example.com";

    private const string Berlin = "Europe/Berlin";
    private const string NewYork = "America/New_York";

    public static IReadOnlyList<StoryChapter> Chapters { get; } = [First(), Changes(), Later()];

    private static StoryChapter First() =>
        new(
            "first reading",
            Instant.FromUtc(2027, 3, 9, 9, 0),
            [
                Wednesdays(
                    new StoryException(March(17, 10)) { MovedTo = March(18, 11, 30) },
                    new StoryException(March(24, 10)) { Removed = true }
                ),
                Fridays(),
                Once(March(11, 15)),
                new("three", Berlin, March(12, 13), 30, Mia, new StoryGuest(Rui), new StoryGuest(Pia)),
                new("whole-day", Berlin, March(16, 0), 24 * 60, Mia, new StoryGuest(Rui)) { AllDay = true },
                new("private", "Europe/Lisbon", March(10, 16), 30, Rui, new StoryGuest(Mia, AttendeeAnswer.Tentative)) { Private = true },
                WithRoom(),
                new("alone", Berlin, March(15, 9), 60, Mia),
                new("guest", Berlin, March(15, 11), 60, Mia, new StoryGuest("somebody@elsewhere.example")),
            ]
        );

    /// <summary>A day later: one made at short notice, one moved, one called off, one instance removed and one declined, a third person comes and goes.</summary>
    private static StoryChapter Changes() =>
        new(
            "changes",
            Instant.FromUtc(2027, 3, 10, 12, 0),
            [
                Wednesdays(
                    new StoryException(March(17, 10)) { MovedTo = March(18, 11, 30) },
                    new StoryException(March(24, 10)) { Removed = true },
                    new StoryException(March(31, 10)) { MovedTo = March(31, 12) }
                ),
                Fridays(new StoryException(March(12, 9)) { Removed = true }, new StoryException(March(19, 9)) { DeclinedBy = Mia }),
                Once(March(12, 10)),
                new("three", Berlin, March(12, 13), 30, Mia, new StoryGuest(Rui)),
                new("whole-day", Berlin, March(16, 0), 24 * 60, Mia, new StoryGuest(Rui)) { AllDay = true },
                new("private", "Europe/Lisbon", March(10, 16), 30, Rui, new StoryGuest(Mia), new StoryGuest(Pia)) { Private = true },
                WithRoom() with
                {
                    Cancelled = true,
                },
                new("short-notice", Berlin, March(10, 14), 15, Rui, new StoryGuest(Mia, AttendeeAnswer.NeedsAction)),
            ]
        );

    /// <summary>Ten days later: the second change of the clocks is within reach, and what was removed stands again.</summary>
    private static StoryChapter Later() =>
        new(
            "later",
            Instant.FromUtc(2027, 3, 20, 9, 0),
            [
                Wednesdays(
                    new StoryException(March(17, 10)) { MovedTo = March(18, 11, 30) },
                    new StoryException(March(31, 10)) { MovedTo = March(31, 12) }
                ),
                Fridays(
                    new StoryException(March(12, 9)) { Removed = true },
                    new StoryException(March(19, 9)) { DeclinedBy = Mia },
                    new StoryException(March(26, 9)) { MovedTo = new LocalDateTime(2027, 6, 25, 9, 0) }
                ),
                Once(March(12, 10)),
                new("three", Berlin, March(12, 13), 30, Mia, new StoryGuest(Rui)),
                WithRoom() with
                {
                    Cancelled = true,
                },
            ]
        );

    private static StoryEvent Wednesdays(params StoryException[] exceptions) =>
        new("wednesdays", NewYork, new LocalDateTime(2027, 1, 6, 10, 0), 45, Mia, new StoryGuest(Rui))
        {
            Weekly = true,
            Exceptions = exceptions,
        };

    private static StoryEvent Fridays(params StoryException[] exceptions) =>
        new("fridays", Berlin, new LocalDateTime(2027, 2, 5, 9, 0), 30, Rui, new StoryGuest(Mia))
        {
            Weekly = true,
            Exceptions = exceptions,
        };

    private static StoryEvent Once(LocalDateTime start) =>
        new("once", Berlin, start, 60, Mia, new StoryGuest(Rui, AttendeeAnswer.NeedsAction));

    private static StoryEvent WithRoom() =>
        new("with-room", Berlin, March(15, 14), 30, Mia, new StoryGuest(Rui), new StoryGuest(Room, Room: true));

    private static LocalDateTime March(int day, int hour, int minute = 0) => new(2027, 3, day, hour, minute);
}
