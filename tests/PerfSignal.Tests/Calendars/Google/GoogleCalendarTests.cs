using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using NodaTime;
using PerfSignal.Core.Calendar;
using PerfSignal.Tests.Fakes;

namespace PerfSignal.Tests.Calendars.Google;

public sealed class GoogleCalendarTests
{
    [Fact]
    public async Task Reads_all_of_the_window_the_first_time()
    {
        await using var desk = await GoogleDesk.Open();
        desk.Shelf.Put(GoogleDesk.OneOnOne());
        desk.Shelf.Put(GoogleDesk.OneOnOne("far", "2027-06-01T10:00:00+02:00", "2027-06-01T10:30:00+02:00"));

        var done = await desk.Done();

        done.Full.ShouldBeTrue();
        done.Cursor.ShouldNotBeNull();
        done.Reading.WholeSeries.ShouldBeNull();
        done.Reading.Covered.ShouldBe(GoogleDesk.Window);
        done.Reading.Single.ShouldBe(["a1@google.com"]);
        var instance = done.Reading.Instances.ShouldHaveSingleItem();
        instance.ShouldBe(
            new CalendarInstance(
                "a1@google.com",
                "20261125T090000Z",
                Instant.FromUtc(2026, 11, 25, 9, 0),
                Instant.FromUtc(2026, 11, 25, 9, 30),
                AllDay: false,
                Cancelled: false,
                "mia@example.com",
                instance.Attendees,
                2
            )
            {
                ProviderId = "a1",
            }
        );
        instance.Attendees.ShouldBe([
            new Attendee("mia@example.com", AttendeeKind.Person, AttendeeAnswer.Accepted),
            new Attendee("rui@example.com", AttendeeKind.Person, AttendeeAnswer.NeedsAction),
        ]);
    }

    [Fact]
    public async Task Continues_with_the_sync_token_and_everything_else_as_it_was()
    {
        await using var desk = await GoogleDesk.Open();
        desk.Shelf.Put(GoogleDesk.OneOnOne());
        var cursor = (await desk.Done()).Cursor;
        var same = (await desk.Read(cursor)).ShouldBeOfType<CalendarSync.Same>();

        desk.Shelf.Put(GoogleDesk.OneOnOne("b2"));
        var done = await desk.Done(same.Cursor);

        done.Full.ShouldBeFalse();
        done.Reading.WholeSeries.ShouldNotBeNull().ShouldBeEmpty();
        done.Reading.Instances.ShouldHaveSingleItem().Uid.ShouldBe("b2@google.com");
        var (first, later) = (desk.Google.Lists.First(), desk.Google.Lists.Last());
        first["timeMin"].ToString().ShouldBe("2026-11-23T09:00:00Z");
        first["timeMax"].ToString().ShouldBe("2027-01-23T09:00:00Z");
        first["quotaUser"].ToString().ShouldBe(desk.Mia.Id.ToString("N"));
        later.Keys.Except(first.Keys).ShouldBe(["syncToken"]);
        first.Keys.Except(later.Keys).ShouldBe(["timeMin", "timeMax"], ignoreOrder: true);
        desk.Google.TokensAskedFor.ShouldBe(["mia@example.com"]);
    }

    [Fact]
    public async Task Tells_what_was_removed_by_its_id()
    {
        await using var desk = await GoogleDesk.Open();
        desk.Shelf.Hold([GoogleDesk.OneOnOne(), GoogleDesk.OneOnOne("b2"), GoogleDesk.OneOnOne(new string('c', 1024))]);
        var cursor = (await desk.Done()).Cursor;

        desk.Shelf.Hold([GoogleDesk.OneOnOne("b2", "2027-05-01T10:00:00+02:00", "2027-05-01T10:30:00+02:00")]);
        var reading = (await desk.Done(cursor)).Reading;

        reading.Instances.ShouldBeEmpty();
        reading.Removed.Count.ShouldBe(3, "what has left the window is named too");
        reading.Removed.ShouldContain("a1");
        reading.Removed.ShouldContain("b2");
        reading.Removed.ShouldAllBe(id => id.Length <= 400);
    }

    [Fact]
    public async Task Names_an_instance_of_a_series_by_its_original_start()
    {
        await using var desk = await GoogleDesk.Open();
        var moved = GoogleDesk.OneOnOne("s_1", "2026-11-26T15:00:00+01:00", "2026-11-26T15:30:00+01:00");
        moved["iCalUID"] = "s@google.com";
        moved["recurringEventId"] = "s";
        moved["originalStartTime"] = new JsonObject { ["dateTime"] = "2026-11-25T04:00:00-05:00", ["timeZone"] = "America/New_York" };
        desk.Shelf.Put(moved);

        var reading = (await desk.Done()).Reading;

        var instance = reading.Instances.ShouldHaveSingleItem();
        instance.OriginalStart.ShouldBe("20261125T090000Z");
        instance.Start.ShouldBe(Instant.FromUtc(2026, 11, 26, 14, 0));
        reading.Single.ShouldBeEmpty();
    }

    [Fact]
    public async Task Reads_every_page_before_anything_counts()
    {
        await using var desk = await GoogleDesk.Open();
        desk.Google.EventsPerPage = 2;
        desk.Shelf.Hold(Enumerable.Range(1, 5).Select(number => GoogleDesk.OneOnOne($"a{number}")));
        var whole = await desk.Done();
        whole.Reading.Instances.Count.ShouldBe(5);
        desk.Google.Lists.Count.ShouldBe(3);

        desk.Shelf.Hold([]);
        desk.Google.Instead.Enqueue(GoogleStandIn.CutOff);
        (await desk.Failed(whole.Cursor)).ShouldBe(new CalendarSync.Failed(CalendarTrouble.Transient, "the answer was cut off"));
        (await desk.Done(whole.Cursor)).Reading.Removed.Count.ShouldBe(5, "the same cursor still gives all");
    }

    [Fact]
    public async Task Fails_as_a_whole_when_a_later_page_breaks_off()
    {
        await using var desk = await GoogleDesk.Open();
        desk.Google.EventsPerPage = 1;
        desk.Shelf.Hold([GoogleDesk.OneOnOne(), GoogleDesk.OneOnOne("b2")]);
        var calls = 0;
        desk.Google.Before = async http =>
        {
            if (++calls == 2)
            {
                http.Response.ContentLength = 1000;
                await http.Response.WriteAsync("{\"items\":[");
                http.Abort();
            }
        };

        (await desk.Failed()).Trouble.ShouldBe(CalendarTrouble.Transient);
    }

    [Fact]
    public async Task Starts_over_once_when_the_sync_token_is_too_old()
    {
        await using var desk = await GoogleDesk.Open();
        desk.Shelf.Put(GoogleDesk.OneOnOne());
        var cursor = (await desk.Done()).Cursor;
        desk.Shelf.ForgetTokens();

        var done = await desk.Done(cursor);

        done.Full.ShouldBeTrue();
        done.Reading.Instances.Count.ShouldBe(1);
        done.Cursor.ShouldNotBe(cursor);
        desk.Google.Lists.Count.ShouldBe(3);
    }

    [Theory]
    [InlineData("of-another-version")]
    [InlineData("1-other")]
    public async Task Starts_over_when_the_token_is_of_other_parameters(string cursor)
    {
        await using var desk = await GoogleDesk.Open();

        (await desk.Done(cursor)).Full.ShouldBeTrue();
    }

    [Fact]
    public async Task Does_not_start_over_without_end()
    {
        await using var desk = await GoogleDesk.Open();
        for (var number = 0; number < 3; number++)
        {
            desk.Google.Instead.Enqueue(GoogleStandIn.Error(410, "fullSyncRequired"));
        }

        (await desk.Failed("1-x")).ShouldBe(new CalendarSync.Failed(CalendarTrouble.Invalid, "410 fullSyncRequired"));
        desk.Google.Lists.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Stops_at_pages_that_never_end()
    {
        await using var desk = await GoogleDesk.Open();
        desk.Google.Before = http => http.Response.WriteAsync("{\"items\":[],\"nextPageToken\":\"again\"}");

        (await desk.Failed()).ShouldBe(new CalendarSync.Failed(CalendarTrouble.Invalid, "more than 50 pages"));
    }

    [Fact]
    public async Task Stops_at_a_page_without_end()
    {
        await using var desk = await GoogleDesk.Open();
        desk.Google.Before = async http =>
        {
            for (var number = 0; number < 11; number++)
            {
                await http.Response.WriteAsync(new string(' ', 1024 * 1024), http.RequestAborted);
            }
        };

        (await desk.Failed()).ShouldBe(new CalendarSync.Failed(CalendarTrouble.Invalid, "a page larger than 10 MB"));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{\"items\":null}")]
    [InlineData("{\"items\":[null]}")]
    [InlineData("{\"items\":[{}]}")]
    [InlineData("{\"items\":[{\"id\":\"a1\",\"start\":\"soon\"}]}")]
    [InlineData("{\"items\":[{\"id\":\"a1\"}]}")]
    [InlineData("{\"items\":[{\"id\":\"a1\",\"iCalUID\":\"u\",\"start\":{\"dateTime\":\"soon\"},\"end\":{\"date\":\"2026-11-25\"}}]}")]
    [InlineData("{\"items\":[{\"id\":\"a1\",\"iCalUID\":\"u\",\"start\":{},\"end\":{\"date\":\"2026-11-25\"}}]}")]
    public async Task An_answer_that_is_no_page_of_events_is_invalid(string answer)
    {
        await using var desk = await GoogleDesk.Open();
        desk.Google.Before = http => http.Response.WriteAsync(answer);

        (await desk.Failed()).Trouble.ShouldBe(CalendarTrouble.Invalid);
    }

    [Fact]
    public async Task Titles_bodies_and_places_never_travel()
    {
        await using var desk = await GoogleDesk.Open();
        desk.Google.Tell(CalendarStory.Chapters[0]);

        var window = new Interval(CalendarStory.Chapters[0].Now, CalendarStory.Chapters[0].Now + Duration.FromDays(60));
        (await desk.Calendar.Read(desk.Mia, null, window, default)).ShouldBeOfType<CalendarSync.Done>();

        var answer = string.Concat(desk.Google.Answers);
        answer.ShouldContain("wednesdays");
        answer.ShouldNotContain("Secret", Case.Sensitive);
        answer.ShouldNotContain("Place", Case.Sensitive);
        answer.ShouldNotContain("Somebody", Case.Sensitive);
    }

    [Fact]
    public async Task Of_an_event_that_comes_on_two_pages_the_later_word_holds()
    {
        await using var desk = await GoogleDesk.Open();
        var (before, after) = (
            GoogleDesk.OneOnOne(),
            GoogleDesk.OneOnOne(start: "2026-11-25T11:00:00+01:00", end: "2026-11-25T11:30:00+01:00")
        );
        var pages = new Queue<JsonObject>([
            new JsonObject { ["items"] = new JsonArray(before), ["nextPageToken"] = "2" },
            new JsonObject { ["items"] = new JsonArray(after), ["nextSyncToken"] = "s" },
        ]);
        desk.Google.Before = http => http.Response.WriteAsync(pages.Dequeue().ToJsonString());

        (await desk.Done()).Reading.Instances.ShouldHaveSingleItem().Start.ShouldBe(Instant.FromUtc(2026, 11, 25, 10, 0));
    }
}
