using PerfSignal.Bot.Calendars.Ics;
using PerfSignal.Core.Calendar;
using PerfSignal.Core.People;
using PerfSignal.Tests.Calendar;
using PerfSignal.Tests.Fakes;

namespace PerfSignal.Tests.Calendars;

/// <summary>Tells the story of two calendars, chapter by chapter, and says what 1:1s are planned after each.</summary>
internal static class StoryWalk
{
    /// <summary>From calendar files, which every other reader is compared with.</summary>
    public static async Task<IReadOnlyList<string>> FromFiles()
    {
        using var office = new Office();
        var outcomes = new List<string>();
        foreach (var chapter in CalendarStory.Chapters)
        {
            office.Clock.Set(chapter.Now);
            foreach (var person in new[] { office.Mia, office.Rui })
            {
                await using var data = office.Open();
                var reading = IcsReading.Of(IcsReader.Read(StoryFile.Ics(chapter, person.Email)), chapter.Now, person.Zone);
                await new CalendarImport(data, new PilotGate(data, office.Organization, office.Clock), office.Clock).Import(
                    person,
                    reading,
                    CancellationToken.None
                );
                await data.SaveChangesAsync();
            }

            office.Plan();
            outcomes.Add(office.Outcome());
        }

        return outcomes;
    }

    /// <summary>Over a network, by the service's own reading.</summary>
    public static async Task<IReadOnlyList<string>> Over(SyncWorld network, Action<StoryChapter> tell)
    {
        var outcomes = new List<string>();
        foreach (var chapter in CalendarStory.Chapters)
        {
            network.Office.Clock.Set(chapter.Now - SyncRules.Every);
            tell(chapter);
            await network.Turn();
            outcomes.Add(network.Office.Outcome());
        }

        return outcomes;
    }
}
