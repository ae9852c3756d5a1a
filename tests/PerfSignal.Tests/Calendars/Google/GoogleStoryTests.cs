using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using PerfSignal.Bot.Calendars;
using PerfSignal.Bot.Calendars.Google;
using PerfSignal.Core.Calendar;
using PerfSignal.Core.Data;
using PerfSignal.Tests.Calendar;
using PerfSignal.Tests.Fakes;

namespace PerfSignal.Tests.Calendars.Google;

/// <summary>The same story told by Google, by Microsoft Graph and by calendar files.</summary>
public sealed class GoogleStoryTests
{
    [Theory]
    [InlineData(250)]
    [InlineData(3)]
    public async Task The_same_1_on_1s_are_planned_as_from_calendar_files_and_Graph(int eventsPerPage)
    {
        await using var google = await GoogleStandIn.Start(new TestClock());
        google.EventsPerPage = eventsPerPage;
        using var network = Network(google);
        await using var graph = await GraphStandIn.Start(CalendarStory.Chapters[0]);
        using var other = new SyncWorld(services =>
            services.AddPerfSignalCalendars(graph.Settings, new GoogleSettings(), IcsFeedSettings.None)
        );

        var planned = await StoryWalk.Over(network, google.Tell);

        planned.ShouldBe(await StoryWalk.FromFiles());
        planned.ShouldBe(await StoryWalk.Over(other, chapter => graph.Chapter = chapter));
        google.Lists.Count(list => list.ContainsKey("syncToken")).ShouldBeGreaterThan(0);
        network.All<CalendarLink>().ShouldAllBe(link => link.Trouble == null);
    }

    [Fact]
    public async Task A_declined_1_on_1_is_dropped_and_a_moved_one_moves()
    {
        await using var google = await GoogleStandIn.Start(new TestClock());
        using var network = Network(google);
        network.Office.Clock.Set(CalendarStory.Chapters[0].Now - SyncRules.Every);
        google.Tell(CalendarStory.Chapters[0]);
        await network.Turn();
        network.Office.Outcome().ShouldContain("once 11T14:00 planned");

        var once = CalendarStory.Chapters[0].Events.Single(one => one.Uid == "once");
        google.Tell(Chapter(once with { Guests = [new StoryGuest(CalendarStory.Rui, AttendeeAnswer.Declined)] }));
        await network.Turn();
        network.Office.Outcome().ShouldContain("once 11T14:00 declined");

        google.Tell(Chapter(once with { Start = once.Start.PlusHours(1) }));
        await network.Turn();
        network.Office.Outcome().ShouldContain("once 11T15:00 planned");

        static StoryChapter Chapter(StoryEvent once) =>
            CalendarStory.Chapters[0] with
            {
                Events = [.. CalendarStory.Chapters[0].Events.Where(one => one.Uid != "once"), once],
            };
    }

    [Fact]
    public async Task Access_is_tried_in_the_name_of_somebody_of_the_organisation()
    {
        await using var google = await GoogleStandIn.Start(new TestClock());
        using var office = new Office();
        google.Clock = office.Clock;
        await using var services = new ServiceCollection()
            .AddScoped<PerfSignalData>(_ => office.Open())
            .AddSingleton<TimeProvider>(office.Clock)
            .AddPerfSignalCalendars(new GraphSettings(), google.Settings, IcsFeedSettings.None)
            .BuildServiceProvider(validateScopes: true);
        var access = services.GetRequiredService<AccessCheck>();

        (await access.Try(default)).ShouldBeNull("who has no account there does not decide");
        google.TokensAskedFor.ShouldBe(["max@example.com", "mia@example.com", "pia@example.com"]);

        google.Of(CalendarStory.Mia);
        (await access.Try(default)).ShouldBeNull();
        google.TokensAskedFor.Count.ShouldBe(5);

        google.NoTokens = (401, "unauthorized_client", "");
        (await access.Try(default)).ShouldBe(new CalendarSync.Failed(CalendarTrouble.Unauthorized, "token: unauthorized_client"));
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

    private static SyncWorld Network(GoogleStandIn google)
    {
        var network = new SyncWorld(services =>
            services.AddPerfSignalCalendars(new GraphSettings(), google.Settings, IcsFeedSettings.None)
        );
        google.Clock = network.Office.Clock;
        return network;
    }
}
