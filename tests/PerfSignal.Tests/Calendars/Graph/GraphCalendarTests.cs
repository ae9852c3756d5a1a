using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using PerfSignal.Bot.Calendars;
using PerfSignal.Bot.Calendars.Graph;
using PerfSignal.Core.Calendar;
using PerfSignal.Core.People;
using PerfSignal.Core.Schedules;
using PerfSignal.Tests.Fakes;
using PerfSignal.Tests.People;

namespace PerfSignal.Tests.Calendars.Graph;

/// <summary>What comes of each answer of Microsoft Graph; the story's chapters are two states of Mia's mailbox.</summary>
public sealed class GraphCalendarTests : IAsyncLifetime
{
    private static readonly StoryChapter First = CalendarStory.Chapters[0];
    private readonly Person mia = A.Person(CalendarStory.Mia);
    private readonly TestClock clock = new(First.Now);
    private GraphStandIn graph = null!;
    private ServiceProvider services = null!;

    private Interval Window { get; } = SyncRules.Window(First.Now);

    public async Task InitializeAsync()
    {
        graph = await GraphStandIn.Start(First);
        services = Services(graph.Settings);
    }

    [Fact]
    public async Task First_reading_lists_instances_with_their_names_and_original_starts()
    {
        var done = await Done(null);

        (done.Full, done.Reading.WholeSeries, done.Reading.Covered).ShouldBe((true, null, Window));
        done.Cursor.ShouldNotBeNull().ShouldStartWith(graph.Settings.BaseUrl);
        Starts(done, "wednesdays")
            .Take(4)
            .ShouldBe([
                "20270310T150000Z 2027-03-10T15:00:00Z",
                "20270317T140000Z 2027-03-18T15:30:00Z",
                "20270331T140000Z 2027-03-31T14:00:00Z",
                "20270407T140000Z 2027-04-07T14:00:00Z",
            ]);
        Starts(done, "fridays")[2..4].ShouldBe(["20270326T080000Z 2027-03-26T08:00:00Z", "20270402T070000Z 2027-04-02T07:00:00Z"]);
        done.Reading.Single.ShouldBe(["once", "three", "whole-day", "private", "with-room", "alone", "guest"], ignoreOrder: true);
        One(done, "with-room").Attendees.ShouldContain(guest => guest.Kind == AttendeeKind.Room);
        One(done, "whole-day").AllDay.ShouldBeTrue();
        One(done, "once")
            .ShouldSatisfyAllConditions(
                once => once.OrganizerEmail.ShouldBe(CalendarStory.Mia),
                once => once.Sequence.ShouldBe(CalendarInstance.NoSequence),
                once => once.Attendees.Single(guest => guest.Email == CalendarStory.Rui).Answer.ShouldBe(AttendeeAnswer.NeedsAction)
            );
        One(done, "private").Attendees.Single(guest => guest.Email == CalendarStory.Mia).Answer.ShouldBe(AttendeeAnswer.Tentative);
        graph.TokensAsked.ShouldBe(1);
    }

    [Fact]
    public async Task Changes_bring_what_was_moved_called_off_and_removed_and_no_more()
    {
        var cursor = (await Done(null)).Cursor;
        graph.Chapter = CalendarStory.Chapters[1];

        var done = await Done(cursor);

        done.Full.ShouldBeFalse();
        done.Reading.WholeSeries!.Order().ShouldBe(["fridays", "wednesdays"]);
        // Who calls an event off that she organizes has it no longer.
        done.Reading.Removed.ShouldBe(Ids("with-room", "alone", "guest"), ignoreOrder: true);
        Starts(done, "fridays").ShouldNotContain(start => start.StartsWith("20270312", StringComparison.Ordinal));
        done.Reading.Instances.Single(one => one.OriginalStart == "20270319T080000Z")
            .Attendees.Single(guest => guest.Email == CalendarStory.Mia)
            .Answer.ShouldBe(AttendeeAnswer.Declined);
        One(done, "once").Start.ShouldBe(Instant.FromUtc(2027, 3, 12, 9, 0));
        done.Reading.Instances.ShouldNotContain(one => one.Uid == "whole-day", "it did not change");
    }

    [Fact]
    public async Task Nothing_new_is_said_to_be_the_same()
    {
        var cursor = (await Done(null)).Cursor;
        var same = (await Read(cursor)).ShouldBeOfType<CalendarSync.Same>();
        same.Cursor.ShouldNotBe(cursor);
    }

    [Fact]
    public async Task Pages_are_followed_to_the_last()
    {
        graph.PageSize = 2;
        var paged = await Done(null);
        graph.Requests.Count(request => request.Contains("skiptoken", StringComparison.Ordinal)).ShouldBeGreaterThan(5);
        graph.PageSize = 50;
        var whole = await Done(null);
        paged
            .Reading.Instances.Select(one => (one.Uid, one.OriginalStart, one.Start))
            .ShouldBe(whole.Reading.Instances.Select(one => (one.Uid, one.OriginalStart, one.Start)), ignoreOrder: true);
    }

    [Fact]
    public async Task Names_of_zones_of_Windows_and_of_IANA_are_understood()
    {
        var utc = await Done(null);
        graph.OwnZones = true;
        (await Done(null))
            .Reading.Instances.Select(one => (one.Uid, one.OriginalStart, one.Start, one.End))
            .ShouldBe(utc.Reading.Instances.Select(one => (one.Uid, one.OriginalStart, one.Start, one.End)));
    }

    [Fact]
    public async Task A_cursor_that_is_no_longer_taken_is_answered_by_a_full_reading()
    {
        var done = await Done(graph.Settings.BaseUrl + "users/mia@example.com/calendarView/delta?$deltatoken=forgotten");
        (done.Full, done.Reading.Instances.Count > 10).ShouldBe((true, true));
    }

    [Fact]
    public async Task A_cursor_of_another_host_is_not_followed()
    {
        (await Done("https://elsewhere.example/v1.0/users/x/calendarView/delta?$deltatoken=1")).Full.ShouldBeTrue();
    }

    [Theory]
    [InlineData(410, "SyncStateNotFound", null, CalendarTrouble.Invalid, "SyncStateNotFound")]
    [InlineData(429, "ApplicationThrottled", 17, CalendarTrouble.Throttled, "HTTP 429")]
    [InlineData(503, "ServiceUnavailable", 5, CalendarTrouble.Throttled, "HTTP 503")]
    [InlineData(504, "GatewayTimeout", null, CalendarTrouble.Transient, "HTTP 504")]
    [InlineData(500, "InternalServerError", null, CalendarTrouble.Transient, "HTTP 500")]
    [InlineData(403, "ErrorAccessDenied", null, CalendarTrouble.Forbidden, "ErrorAccessDenied")]
    [InlineData(403, "Authorization_RequestDenied", null, CalendarTrouble.Unauthorized, "Authorization_RequestDenied")]
    [InlineData(404, "MailboxNotEnabledForRESTAPI", null, CalendarTrouble.NoCalendar, "MailboxNotEnabledForRESTAPI")]
    [InlineData(404, "ErrorInvalidUser", null, CalendarTrouble.NoCalendar, "ErrorInvalidUser")]
    [InlineData(302, "Found", null, CalendarTrouble.Invalid, "Found")]
    [InlineData(400, "a text <that> tells", null, CalendarTrouble.Invalid, "atextthattells")]
    public async Task Refusals_tell_what_to_do(int status, string code, int? retryAfter, CalendarTrouble trouble, string word)
    {
        graph.Fail(status, code, retryAfter);
        var failed = (await Read(null)).ShouldBeOfType<CalendarSync.Failed>();
        (failed.Trouble, failed.Word).ShouldBe((trouble, word));
        failed.RetryAfter.ShouldBe(retryAfter is { } seconds ? Duration.FromSeconds(seconds) : null);
    }

    [Theory]
    [InlineData("""{"value":[{"id":"1","type":"singleInsta""", false, CalendarTrouble.Transient)]
    [InlineData("""{"value":[]}""", true, CalendarTrouble.Transient)]
    [InlineData("<html>busy</html>", false, CalendarTrouble.Transient)]
    [InlineData("""{"value":[]}""", false, CalendarTrouble.Invalid)]
    [InlineData("""{"value":7}""", false, CalendarTrouble.Invalid)]
    [InlineData("null", false, CalendarTrouble.Invalid)]
    [InlineData("""{"@odata.deltaLink":"DELTA"}""", false, CalendarTrouble.Invalid)]
    [InlineData("""{"value":[null],"@odata.deltaLink":"DELTA"}""", false, CalendarTrouble.Invalid)]
    [InlineData("""{"value":[{"id":"1","iCalUId":"u"}],"@odata.deltaLink":"DELTA"}""", false, CalendarTrouble.Invalid)]
    [InlineData("""{"value":[],"@odata.nextLink":"https://elsewhere.example/v1.0/x"}""", false, CalendarTrouble.Invalid)]
    [InlineData("""{"value":[],"@odata.deltaLink":"https://elsewhere.example/v1.0/x"}""", false, CalendarTrouble.Invalid)]
    [InlineData(
        """{"value":[{"id":"1","iCalUId":"u","start":{"dateTime":"2027-03-10T09:00:00","timeZone":"Middle Earth Standard Time"},"end":{"dateTime":"2027-03-10T09:30:00","timeZone":"UTC"}}],"@odata.deltaLink":"DELTA"}""",
        false,
        CalendarTrouble.Invalid
    )]
    public async Task An_answer_that_is_cut_or_not_understood_counts_for_nothing(string body, bool cut, CalendarTrouble trouble)
    {
        graph.Say(body.Replace("DELTA", graph.Settings.BaseUrl + "d", StringComparison.Ordinal), cut);
        (await Read(null)).ShouldBeOfType<CalendarSync.Failed>().Trouble.ShouldBe(trouble);
    }

    [Fact]
    public async Task A_later_page_that_fails_takes_the_whole_reading_with_it()
    {
        graph.PageSize = 5;
        var cursor = (await Done(null)).Cursor;
        graph.Chapter = CalendarStory.Chapters[1];
        graph.Fail(429, "ApplicationThrottled", 3);
        (await Read(cursor)).ShouldBeOfType<CalendarSync.Failed>().RetryAfter.ShouldBe(Duration.FromSeconds(3));
        (await Done(cursor)).Reading.Instances.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_token_that_was_withdrawn_is_renewed_once()
    {
        await Done(null);
        graph.Revoke();
        await Done(null);
        graph.Fail(401, "InvalidAuthenticationToken");
        graph.Fail(401, "InvalidAuthenticationToken");
        (await Read(null)).ShouldBeOfType<CalendarSync.Failed>().Trouble.ShouldBe(CalendarTrouble.Unauthorized);
    }

    [Fact]
    public async Task A_token_is_kept_until_shortly_before_it_ends_and_asked_for_by_one_at_a_time()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Read(null)));
        graph.TokensAsked.ShouldBe(1);
        clock.Advance(Duration.FromMinutes(54));
        await Read(null);
        graph.TokensAsked.ShouldBe(1);
        clock.Advance(Duration.FromMinutes(1));
        await Read(null);
        graph.TokensAsked.ShouldBe(2);
    }

    [Fact]
    public async Task An_ended_secret_is_told_by_Entras_number_without_its_sentence()
    {
        graph.TokenError = "invalid_client";
        var failed = (await Read(null)).ShouldBeOfType<CalendarSync.Failed>();
        (failed.Trouble, failed.Word).ShouldBe((CalendarTrouble.Unauthorized, "invalid_client AADSTS7000222"));
        (await services.GetRequiredService<AccessCheck>().Try(default)).ShouldNotBeNull();
        graph.TokenError = null;
        (await services.GetRequiredService<AccessCheck>().Try(default)).ShouldBeNull();
    }

    [Fact]
    public async Task A_source_out_of_reach_may_be_reached_later()
    {
        using var nowhere = Services(graph.Settings with { TokenEndpoint = "http://127.0.0.1:1/token" });
        (await nowhere.GetRequiredService<ICalendar>().Read(mia, null, Window, default))
            .ShouldBeOfType<CalendarSync.Failed>()
            .Trouble.ShouldBe(CalendarTrouble.Transient);
    }

    [Fact]
    public void Hidden_participants_make_it_no_1_on_1_of_the_one_that_is_shown()
    {
        var item = new GraphEvent
        {
            Id = "1",
            ICalUId = "u",
            Start = new GraphTime("2027-03-10T09:00:00.0000000", "UTC"),
            End = new GraphTime("2027-03-10T09:30:00.0000000", "UTC"),
            Organizer = new GraphRecipient(new GraphAddress(CalendarStory.Rui)),
            HideAttendees = true,
        };
        Shape(item).ShouldBe(PassedOver.MoreThanTwo);
        Shape(item with { HideAttendees = false }).ShouldBeNull();
        Shape(
                item with
                {
                    IsOrganizer = true,
                    Organizer = new GraphRecipient(new GraphAddress("mia.b@example.com")),
                    Attendees = [Guest(CalendarStory.Rui)],
                }
            )
            .ShouldBeNull("who organizes by another address of theirs is nobody else");

        static PassedOver? Shape(GraphEvent one) =>
            MeetingShape
                .Of(
                    GraphEvents.Instance(one, null, CalendarStory.Mia)!,
                    CalendarStory.Mia,
                    new Dictionary<string, Guid> { [CalendarStory.Rui] = Guid.NewGuid() }
                )
                .Reason;
        static GraphAttendee Guest(string email) => new(new GraphAddress(email), "required", null);
    }

    private Task<CalendarSync> Read(string? cursor) => services.GetRequiredService<ICalendar>().Read(mia, cursor, Window, default);

    private async Task<CalendarSync.Done> Done(string? cursor) => (await Read(cursor)).ShouldBeOfType<CalendarSync.Done>();

    private static IEnumerable<string> Ids(params string[] uids) =>
        First.Events.Where(one => uids.Contains(one.Uid)).Select(one => GraphIds.Short(GraphMailbox.Id(CalendarStory.Mia, one)));

    private static CalendarInstance One(CalendarSync.Done done, string uid) => done.Reading.Instances.Single(one => one.Uid == uid);

    private static List<string> Starts(CalendarSync.Done done, string uid) =>
        [
            .. done
                .Reading.Instances.Where(one => one.Uid == uid)
                .OrderBy(one => one.OriginalStart, StringComparer.Ordinal)
                .Select(one => $"{one.OriginalStart} {one.Start}"),
        ];

    private ServiceProvider Services(GraphSettings settings) =>
        new ServiceCollection()
            .AddSingleton<TimeProvider>(clock)
            .AddPerfSignalCalendars(settings, new GoogleSettings(), IcsFeedSettings.None)
            .BuildServiceProvider();

    public async Task DisposeAsync()
    {
        await services.DisposeAsync();
        await graph.DisposeAsync();
    }
}
