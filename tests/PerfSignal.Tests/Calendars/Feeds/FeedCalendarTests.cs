using Microsoft.AspNetCore.Http;
using NodaTime;
using PerfSignal.Bot.Calendars;
using PerfSignal.Core.Calendar;
using PerfSignal.Core.People;
using PerfSignal.Tests.Calendar;
using PerfSignal.Tests.Calendars.Ics;
using PerfSignal.Tests.Fakes;
using PerfSignal.Tests.People;

namespace PerfSignal.Tests.Calendars.Feeds;

public sealed class FeedCalendarTests
{
    [Fact]
    public async Task Reads_the_whole_calendar()
    {
        await using var desk = await FeedDesk.Open();
        desk.Server.Publish(FeedDesk.Path, FeedDesk.OneOnOne(), tag: "\"v1\"");

        var done = await desk.Done();

        done.Full.ShouldBeTrue();
        done.Reading.Source.ShouldBe("feed");
        done.Reading.WholeSeries.ShouldBeNull("what the file does not name is gone");
        done.Reading.Instances.ShouldHaveSingleItem().OriginalStart.ShouldBe("20261125T090000Z");
    }

    [Fact]
    public async Task Is_there_for_those_with_an_address_only()
    {
        await using var desk = await FeedDesk.Open();
        var (calendar, rui) = (desk.Calendar(), A.Person("rui@example.com"));

        calendar.Has(desk.Mia).ShouldBeTrue();
        calendar.Has(rui).ShouldBeFalse();
        (await calendar.Read(rui, null, default, default)).ShouldBe(new CalendarSync.Failed(CalendarTrouble.NoCalendar, "no address"));
    }

    [Theory]
    [InlineData("\"v1\"", null)]
    [InlineData("W/\"v1\"", null)]
    [InlineData(null, "Tue, 24 Nov 2026 08:00:00 GMT")]
    public async Task Asks_only_for_what_has_changed(string? tag, string? modified)
    {
        await using var desk = await FeedDesk.Open();
        desk.Server.Publish(FeedDesk.Path, FeedDesk.OneOnOne(), tag, modified);
        var cursor = (await desk.Done()).Cursor;

        var same = (await desk.Read(cursor)).ShouldBeOfType<CalendarSync.Same>();
        desk.Server.Publish(FeedDesk.Path, FeedDesk.OneOnOne("b2"), "\"v2\"");
        (await desk.Done(same.Cursor)).Reading.Instances.ShouldHaveSingleItem().Uid.ShouldBe("b2");
    }

    [Fact]
    public async Task Reads_anew_where_the_server_gives_nothing_to_continue_from()
    {
        await using var desk = await FeedDesk.Open();
        desk.Server.Publish(FeedDesk.Path, FeedDesk.OneOnOne());

        (await desk.Done()).Cursor.ShouldBeNull();
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("{}")]
    [InlineData("null")]
    public async Task A_cursor_of_another_address_is_not_used(string broken)
    {
        await using var desk = await FeedDesk.Open();
        desk.Server.Publish(FeedDesk.Path, FeedDesk.OneOnOne(), "\"v1\"");
        desk.Server.Publish("/other.ics", FeedDesk.OneOnOne("b2"), "\"v1\"");
        var cursor = (await desk.Done()).Cursor!;

        cursor.ShouldNotContain("secret");
        (await desk.Done(cursor, desk.Server.Address + "/other.ics")).Reading.Instances.Single().Uid.ShouldBe("b2");
        await desk.Done(broken);
    }

    [Fact]
    public async Task An_event_that_vanished_is_called_off_and_so_is_its_series()
    {
        await using var desk = await FeedDesk.Open();
        using var office = new Office();
        var series = FeedDesk.OneOnOne().Replace("DURATION", "RRULE:FREQ=WEEKLY\r\nDURATION", StringComparison.Ordinal);
        desk.Server.Publish(FeedDesk.Path, series);
        await Import();
        await using (var data = office.Open())
        {
            data.Meetings.Count(row => row.State == MeetingState.Confirmed).ShouldBe(9);
            data.Set<CalendarSeries>().Count().ShouldBe(1);
        }

        desk.Server.Publish(FeedDesk.Path, FeedDesk.OneOnOne("b2"));
        await Import();

        await using var after = office.Open();
        after.Meetings.Where(row => row.State == MeetingState.Confirmed).Select(row => row.Uid).ShouldBe(["b2"]);
        after.Set<CalendarSeries>().ShouldBeEmpty("else it would be worked out further for ever");

        async Task Import()
        {
            await using var data = office.Open();
            await new CalendarImport(data, new PilotGate(data, new Core.Organization(), desk.Clock), desk.Clock).Import(
                office.Mia,
                (await desk.Done()).Reading,
                default
            );
            await data.SaveChangesAsync();
        }
    }

    [Fact]
    public async Task The_same_1_on_1s_are_planned_as_from_calendar_files()
    {
        await using var server = await FeedStandIn.Start();
        var feeds = new[] { CalendarStory.Mia, CalendarStory.Rui }.Select(owner => new IcsFeed(
            owner,
            new Uri($"{server.Address}/{owner}")
        ));
        using var network = new SyncWorld(services =>
            services.AddPerfSignalCalendars(new GraphSettings(), new GoogleSettings(), new IcsFeedSettings([.. feeds]))
        );

        var planned = await StoryWalk.Over(
            network,
            chapter =>
            {
                foreach (var owner in new[] { CalendarStory.Mia, CalendarStory.Rui })
                {
                    server.Publish($"/{owner}", StoryFile.Ics(chapter, owner), $"\"{chapter.Name}\"");
                }
            }
        );

        planned.ShouldBe(await StoryWalk.FromFiles());
        network.All<CalendarLink>().Count.ShouldBe(2);
    }

    [Theory]
    [InlineData(401, CalendarTrouble.Forbidden)]
    [InlineData(403, CalendarTrouble.Forbidden)]
    [InlineData(404, CalendarTrouble.NoCalendar)]
    [InlineData(410, CalendarTrouble.NoCalendar)]
    [InlineData(429, CalendarTrouble.Transient)]
    [InlineData(500, CalendarTrouble.Transient)]
    [InlineData(503, CalendarTrouble.Transient)]
    [InlineData(204, CalendarTrouble.Invalid)]
    [InlineData(304, CalendarTrouble.Invalid)]
    [InlineData(418, CalendarTrouble.Invalid)]
    public async Task What_a_server_answers_holds_for_its_feed_alone(int status, CalendarTrouble trouble)
    {
        await using var desk = await FeedDesk.Open();
        desk.Server.Files[FeedDesk.Path] = http =>
        {
            http.Response.StatusCode = status;
            http.Response.Headers.RetryAfter = "60";
            return Task.CompletedTask;
        };

        var failed = await desk.Failed();

        failed.ShouldBe(new CalendarSync.Failed(trouble, status.ToString(), Duration.FromMinutes(1)));
    }

    [Fact]
    public async Task A_broken_file_is_told_of_by_its_line_and_nothing_else()
    {
        await using var desk = await FeedDesk.Open();
        desk.Server.Publish(FeedDesk.Path, IcsText.Event("DTSTART:secret of mia", "SUMMARY:secret"));
        (await desk.Failed()).ShouldBe(new CalendarSync.Failed(CalendarTrouble.Invalid, "line 5"));

        desk.Server.Publish(FeedDesk.Path, "<html><body>Please sign in</body></html>", type: "text/html");
        (await desk.Failed()).ShouldBe(new CalendarSync.Failed(CalendarTrouble.Invalid, "line 1"));

        desk.Server.Publish(FeedDesk.Path, FeedDesk.OneOnOne().Replace("END:VCALENDAR", "", StringComparison.Ordinal));
        (await desk.Failed()).Trouble.ShouldBe(CalendarTrouble.Invalid, "half a calendar would call off the other half");

        desk.Server.Publish(FeedDesk.Path, "");
        (await desk.Failed()).Trouble.ShouldBe(CalendarTrouble.Invalid);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/octet-stream")]
    [InlineData("nonsense")]
    public async Task Servers_may_call_the_file_what_they_like(string type)
    {
        await using var desk = await FeedDesk.Open();
        desk.Server.Publish(FeedDesk.Path, FeedDesk.OneOnOne(), type: type);

        await desk.Done();
    }

    [Fact]
    public async Task A_file_that_never_ends_is_given_up()
    {
        await using var desk = await FeedDesk.Open();
        desk.Server.Files[FeedDesk.Path] = async http =>
        {
            while (!http.RequestAborted.IsCancellationRequested)
            {
                await http.Response.WriteAsync(new string('a', 100_000), http.RequestAborted);
            }
        };

        (await desk.Failed()).ShouldBe(new CalendarSync.Failed(CalendarTrouble.Invalid, "larger than 5 MB"));
    }

    [Fact]
    public async Task A_server_that_does_not_go_on_is_given_up()
    {
        await using var desk = await FeedDesk.Open(TimeSpan.FromMilliseconds(200));
        var never = new TaskCompletionSource();
        desk.Server.Files[FeedDesk.Path] = async http =>
        {
            await http.Response.WriteAsync("BEGIN:VCALENDAR\r\n");
            await http.Response.Body.FlushAsync();
            await never.Task.WaitAsync(http.RequestAborted);
        };

        (await desk.Failed()).ShouldBe(new CalendarSync.Failed(CalendarTrouble.Transient, "timeout"));
    }

    [Fact]
    public async Task An_answer_that_breaks_off_counts_for_nothing()
    {
        await using var desk = await FeedDesk.Open();
        desk.Server.Files[FeedDesk.Path] = async http =>
        {
            http.Response.ContentLength = 100_000;
            await http.Response.WriteAsync(FeedDesk.OneOnOne());
            await http.Response.Body.FlushAsync();
            http.Abort();
        };

        (await desk.Failed()).Trouble.ShouldBe(CalendarTrouble.Transient);
    }
}
