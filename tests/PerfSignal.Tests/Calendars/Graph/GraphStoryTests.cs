using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using PerfSignal.Bot.Calendars;
using PerfSignal.Bot.Calendars.Ics;
using PerfSignal.Core.Calendar;
using PerfSignal.Core.People;
using PerfSignal.Core.Schedules;
using PerfSignal.Tests.Calendar;
using PerfSignal.Tests.Fakes;
using PerfSignal.Tests.People;

namespace PerfSignal.Tests.Calendars.Graph;

/// <summary>The same story told by Microsoft Graph and by calendar files.</summary>
public sealed class GraphStoryTests
{
    [Fact]
    public async Task The_same_1_on_1s_are_planned_from_Graph_as_from_files_chapter_by_chapter()
    {
        await using var graph = await GraphStandIn.Start(CalendarStory.Chapters[0]);
        using var network = new SyncWorld(services =>
            services.AddPerfSignalCalendars(graph.Settings, new GoogleSettings(), IcsFeedSettings.None)
        );
        using var files = new Office();

        foreach (var chapter in CalendarStory.Chapters)
        {
            network.Office.Clock.Set(chapter.Now - SyncRules.Every);
            graph.Chapter = chapter;
            await network.Turn();

            files.Clock.Set(chapter.Now);
            await Import(files, files.Mia, chapter);
            await Import(files, files.Rui, chapter);
            files.Plan();

            Planned(network.Office).ShouldBe(Planned(files), chapter.Name);
        }

        Planned(files).Count.ShouldBeGreaterThan(8);
        graph.Requests.Count(request => request.Contains("deltatoken", StringComparison.Ordinal)).ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Of_titles_and_of_what_is_no_1_on_1_nothing_is_kept()
    {
        await using var graph = await GraphStandIn.Start(CalendarStory.Chapters[0]);
        using var network = new SyncWorld(services =>
            services.AddPerfSignalCalendars(graph.Settings, new GoogleSettings(), IcsFeedSettings.None)
        );
        network.Office.Clock.Set(CalendarStory.Chapters[0].Now - SyncRules.Every);
        await network.Turn();

        graph.Bodies.ShouldContain(body => body.Contains("Secret of", StringComparison.Ordinal));
        await using var data = network.Office.Open();
        TableDump.Of(data).ShouldNotContain("Secret of");
        network
            .All<Meeting>()
            .Select(row => row.Uid)
            .Distinct()
            .ShouldBe(["wednesdays", "fridays", "once", "private", "with-room"], ignoreOrder: true);
    }

    [Fact]
    public async Task An_invitation_that_was_declined_away_drops_the_1_on_1()
    {
        var chapter = CalendarStory.Chapters[0];
        await using var graph = await GraphStandIn.Start(chapter);
        using var network = new SyncWorld(services =>
            services.AddPerfSignalCalendars(graph.Settings, new GoogleSettings(), IcsFeedSettings.None)
        );
        network.Office.Clock.Set(chapter.Now - SyncRules.Every);
        await network.Turn();

        var declined = chapter.Events.Single(one => one.Uid == "once") with
        {
            Guests = [new StoryGuest(CalendarStory.Rui, AttendeeAnswer.Declined)],
        };
        graph.Chapter = chapter with { Events = [.. chapter.Events.Where(one => one.Uid != "once"), declined] };
        await network.Turn();

        network.Office.Outcome().ShouldContain("once 11T14:00 declined");
    }

    [Fact]
    public async Task A_series_that_was_deleted_takes_all_its_1_on_1s_with_it()
    {
        var chapter = CalendarStory.Chapters[0];
        await using var graph = await GraphStandIn.Start(chapter);
        using var network = new SyncWorld(services =>
            services.AddPerfSignalCalendars(graph.Settings, new GoogleSettings(), IcsFeedSettings.None)
        );
        network.Office.Clock.Set(chapter.Now - SyncRules.Every);
        await network.Turn();

        graph.Chapter = chapter with { Events = [.. chapter.Events.Where(one => one.Uid != "fridays")] };
        await network.Turn();

        network.All<Meeting>().Where(row => row.Uid == "fridays").ShouldAllBe(row => row.State == MeetingState.Cancelled);
        network.Office.Outcome().ShouldContain("fridays 12T08:00 cancelled");
    }

    private static async Task Import(Office office, Person owner, StoryChapter chapter)
    {
        var calendar = IcsReader.Read(StoryFile.Ics(chapter, owner.Email));
        await using var data = office.Open();
        await new CalendarImport(data, new PilotGate(data, office.Organization, office.Clock), office.Clock).Import(
            owner,
            IcsReading.Of(calendar, chapter.Now, Zones.Of(owner.TimeZone)),
            CancellationToken.None
        );
        await data.SaveChangesAsync();
    }

    /// <summary>Everything that decides when which brief goes to whom.</summary>
    private static List<string> Planned(Office office)
    {
        using var data = office.Open();
        var names = data.People.ToDictionary(person => person.Id, person => person.Name);
        return
        [
            .. data
                .Occurrences.AsNoTracking()
                .ToList()
                .Select(row =>
                    $"{names[row.ManagerId]} {names[row.ReportId]} {row.Key} {row.Start} {row.End} {row.State} {row.DroppedBecause} {row.BriefAt} {row.RefreshAt}"
                )
                .Order(StringComparer.Ordinal),
        ];
    }
}
