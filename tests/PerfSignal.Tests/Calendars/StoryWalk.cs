using NodaTime;
using PerfSignal.Bot.Calendars.Ics;
using PerfSignal.Core.Calendar;
using PerfSignal.Core.People;
using PerfSignal.Tests.Calendar;
using PerfSignal.Tests.Fakes;

namespace PerfSignal.Tests.Calendars;

/// <summary>Tells the story of two calendars to one reader of calendars, chapter by chapter, and says what 1:1s are planned after each.</summary>
internal static class StoryWalk
{
    /// <param name="read">Reads a person's calendar as it stands; null where nothing changed.</param>
    public static async Task<IReadOnlyList<string>> Through(Func<StoryChapter, Person, TestClock, Task<CalendarReading?>> read)
    {
        using var office = new Office();
        var outcomes = new List<string>();
        foreach (var chapter in CalendarStory.Chapters)
        {
            office.Clock.Set(chapter.Now);
            foreach (var person in new[] { office.Mia, office.Rui })
            {
                if (await read(chapter, person, office.Clock) is { } reading)
                {
                    await using var data = office.Open();
                    await new CalendarImport(data, office.Clock).Import(person, reading, CancellationToken.None);
                    await data.SaveChangesAsync();
                }
            }

            office.Plan();
            outcomes.Add(office.Outcome());
        }

        return outcomes;
    }

    /// <summary>The story as calendar files, which every other reader is compared with.</summary>
    public static Task<CalendarReading?> Files(StoryChapter chapter, Person person, TestClock clock) =>
        Task.FromResult<CalendarReading?>(
            IcsReading.Of(IcsReader.Read(StoryFile.Ics(chapter, person.Email)), chapter.Now, person.Zone)
        );

    /// <summary>A reader over the network, which continues from its cursor.</summary>
    public static Func<StoryChapter, Person, TestClock, Task<CalendarReading?>> Over(Func<TestClock, ICalendar> calendar, Action<StoryChapter> tell)
    {
        var links = new Dictionary<Guid, (string? Cursor, Interval Window)>();
        ICalendar? reader = null;
        return async (chapter, person, clock) =>
        {
            tell(chapter);
            reader ??= calendar(clock);
            var window = new Interval(chapter.Now - Duration.FromDays(1), chapter.Now + Duration.FromDays(60));
            var (cursor, known) = links.GetValueOrDefault(person.Id, (null, window));
            var sync = await reader.Read(person, cursor, known, CancellationToken.None);
            if (sync is CalendarSync.Same same)
            {
                links[person.Id] = (same.Cursor, known);
                return null;
            }

            var done = sync.ShouldBeOfType<CalendarSync.Done>();
            links[person.Id] = (done.Cursor, known);
            return done.Reading;
        };
    }
}
