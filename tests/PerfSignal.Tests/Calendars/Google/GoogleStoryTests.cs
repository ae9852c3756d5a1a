using System.Text.Json.Nodes;
using PerfSignal.Bot.Calendars.Google;
using PerfSignal.Tests.Fakes;

namespace PerfSignal.Tests.Calendars.Google;

public sealed class GoogleStoryTests
{
    [Theory]
    [InlineData(250)]
    [InlineData(3)]
    public async Task The_same_1_on_1s_are_planned_as_from_calendar_files(int eventsPerPage)
    {
        var clock = new TestClock();
        await using var google = await GoogleStandIn.Start(clock);
        google.EventsPerPage = eventsPerPage;

        var planned = await StoryWalk.Through(
            StoryWalk.Over(
                walk =>
                {
                    google.Clock = walk;
                    return Registration.Calendar(google.Settings, Registration.Tokens(google.Settings, walk), walk);
                },
                google.Tell
            )
        );

        planned.ShouldBe(await StoryWalk.Through(StoryWalk.Files));
    }

    [DiscoveryFact]
    public void The_stand_in_says_only_what_the_description_of_Google_has()
    {
        var copy = GoogleDiscovery.Copy!;
        foreach (var one in CalendarStory.Chapters.SelectMany(chapter => GoogleStory.Events(chapter, CalendarStory.Mia)))
        {
            copy.WrongProperties(one, "Event").ShouldBeEmpty();
        }

        copy.WrongProperties(new JsonObject { ["titel"] = "x", ["sequence"] = "1" }, "Event").ShouldBe(["Event.titel", "Event.sequence"]);
        copy.List["path"]!.GetValue<string>().ShouldBe("calendars/{calendarId}/events");
        copy.List["scopes"]!.AsArray().Select(scope => scope!.GetValue<string>()).ShouldContain(GoogleTokens.Scope);
    }
}
