using Microsoft.EntityFrameworkCore;
using NodaTime;
using PerfSignal.Bot.Calendars.Ics;
using PerfSignal.Core.Calendar;
using PerfSignal.Core.People;
using PerfSignal.Core.Schedules;
using PerfSignal.Tests.People;

namespace PerfSignal.Tests.Calendar;

public sealed class CalendarImportTests : IDisposable
{
    private readonly Office office = new();

    [Fact]
    public async Task Keeps_1_on_1s_and_counts_the_rest()
    {
        var done = await Import(
            Weekly("one"),
            Event("three", "DTSTART:20261125T090000Z", "pia"),
            Event("day", "DTSTART;VALUE=DATE:20261125"),
            Event("late", "DTSTART:20270901T090000Z")
        );

        done.Added.ShouldBe(10);
        done.PassedOver.ShouldBe(
            new Dictionary<PassedOver, int> { [PassedOver.MoreThanTwo] = 1, [PassedOver.AllDay] = 1 },
            ignoreOrder: true
        );
        await using var data = office.Open();
        (await data.Meetings.Select(row => row.Uid).Distinct().ToListAsync()).ShouldBe(["late", "one"], ignoreOrder: true);
        (await data.Meetings.ToListAsync()).ShouldAllBe(row =>
            row.OwnerId == office.Mia.Id && row.OtherId == office.Rui.Id && row.Organizes && row.Source == "ics"
        );
        var series = await data.Set<CalendarSeries>().SingleAsync();
        (series.Uid, series.ExpandedUntil).ShouldBe(("one", office.Clock.Now() + ExtendSeries.UpTo));
    }

    [Theory]
    [InlineData(-30, null, true)]
    [InlineData(5, null, true)]
    [InlineData(-30, 0, true)]
    [InlineData(-30, -1, false)]
    public async Task What_two_people_have_in_their_calendar_is_kept_while_one_reports_to_the_other(int from, int? until, bool kept)
    {
        var today = office.Clock.Today(office.Mia.Zone);
        office.Save(data =>
            data.Add(A.Line(office.Pia, office.Mia, today.PlusDays(from), until is { } days ? today.PlusDays(days) : null))
        );

        var done = await Import(Event("two", "DTSTART:20261125T090000Z", other: "pia"));

        done.Added.ShouldBe(kept ? 1 : 0);
        done.PassedOver.GetValueOrDefault(PassedOver.NotReporting).ShouldBe(kept ? 0 : 1);
        await using var stored = office.Open();
        (await stored.Meetings.CountAsync()).ShouldBe(kept ? 1 : 0);
    }

    [Fact]
    public async Task Repeating_it_changes_nothing()
    {
        await Import(Weekly("one"));
        (await Import(Weekly("one"))).ShouldSatisfyAllConditions(
            again => (again.Added, again.Changed, again.Removed, again.Unchanged).ShouldBe((0, 0, 0, 9)),
            again => again.Missing.ShouldBeEmpty()
        );
    }

    [Fact]
    public async Task An_event_that_a_file_does_not_name_any_more_is_reported_and_stays()
    {
        await Import(Weekly("one"), Event("single", "DTSTART:20261125T150000Z"));
        var done = await Import(Weekly("one"));
        (done.Missing, done.Removed).ShouldBe((done.Missing, 0));
        done.Missing.ShouldBe(["single"]);
        (await States("single")).ShouldBe([MeetingState.Confirmed]);
    }

    [Fact]
    public async Task An_instance_that_its_series_excludes_is_cancelled()
    {
        await Import(Weekly("one"));
        var done = await Import(Weekly("one", "EXDATE:20261201T090000Z"));
        (done.Removed, done.Unchanged).ShouldBe((1, 8));
        await using var data = office.Open();
        (await data.Meetings.SingleAsync(row => row.State == MeetingState.Cancelled)).OriginalStart.ShouldBe("20261201T090000Z");
        (await Import(Weekly("one", "EXDATE:20261201T090000Z"))).Removed.ShouldBe(0);
        (await Import(Weekly("one"))).Changed.ShouldBe(1);
    }

    [Fact]
    public async Task A_single_event_that_was_moved_stays_the_same_occasion()
    {
        await Import(Event("single", "DTSTART:20261125T150000Z"));
        var moved = await Import(Event("single", "DTSTART:20261126T100000Z"));
        (moved.Added, moved.Changed, moved.Removed).ShouldBe((0, 1, 0));
        await using var data = office.Open();
        var meeting = await data.Meetings.SingleAsync();
        (meeting.OriginalStart, meeting.Start.ToString()).ShouldBe(("20261125T150000Z", "2026-11-26T10:00:00Z"));
    }

    [Fact]
    public async Task A_single_event_that_is_over_and_moved_is_a_new_occasion()
    {
        await Import(Event("single", "DTSTART:20261125T150000Z"));
        office.Clock.Set(Instant.FromUtc(2026, 11, 25, 18, 0));
        (await Import(Event("single", "DTSTART:20261202T150000Z"))).Added.ShouldBe(1);
    }

    [Fact]
    public async Task A_full_synchronisation_cancels_what_is_gone()
    {
        await Import(Weekly("one"), Event("single", "DTSTART:20261125T150000Z"));
        var done = await Import(reading => reading with { WholeSeries = null }, Weekly("one"));
        done.Removed.ShouldBe(1);
        (await States("single")).ShouldBe([MeetingState.Cancelled]);
    }

    [Fact]
    public async Task An_event_that_becomes_one_of_three_is_forgotten()
    {
        await Import(Weekly("one"));
        (
            await Import(
                Weekly("one")
                    .Replace(
                        "mailto:rui@example.com",
                        "mailto:rui@example.com\r\nATTENDEE:mailto:pia@example.com",
                        StringComparison.Ordinal
                    )
            )
        ).Changed.ShouldBe(9);
        await using var data = office.Open();
        (await data.Meetings.CountAsync()).ShouldBe(0);
        (await data.Set<CalendarSeries>().CountAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task A_series_goes_on_without_the_file()
    {
        await Import(Weekly("one"), Weekly("later").Replace("20261124T", "20270501T", StringComparison.Ordinal));
        office.Clock.Set(office.Clock.Now() + ExtendSeries.UpTo - ExtendSeries.AtLeast);
        (await Extend()).ShouldBe(0);
        office.Clock.Advance(Duration.FromMinutes(1));
        (await Extend()).ShouldBe(2);
        (await Extend()).ShouldBe(0);
        await using (var data = office.Open())
        {
            var starts = await data
                .Meetings.Where(row => row.Uid == "one")
                .OrderBy(row => row.Start)
                .Select(row => row.Start)
                .ToListAsync();
            starts.Count.ShouldBe(14);
            starts.Zip(starts.Skip(1)).ShouldAllBe(pair => pair.Second - pair.First == Duration.FromDays(7));
        }

        office.Clock.Set(Instant.FromUtc(2027, 4, 20, 0, 0));
        await Extend();
        (await States("later")).Count.ShouldBe(7);
    }

    [Fact]
    public async Task A_very_long_uid_is_kept_as_its_digest()
    {
        var uid = new string('u', 300);
        await Import(Weekly(uid));
        (await Import(Weekly(uid))).Unchanged.ShouldBe(9);
        CalendarImport.Uid(uid).Length.ShouldBe(71);
        CalendarImport.Uid(new string('u', 255)).Length.ShouldBe(255);
        office.Plan().Added.ShouldBe(1);
    }

    private static string Weekly(string uid, string extra = "X-N:1") =>
        Event(uid, "DTSTART:20261124T090000Z\r\nRRULE:FREQ=WEEKLY\r\n" + extra);

    private static string Event(string uid, string start, string? third = null, string other = "rui") =>
        $"BEGIN:VEVENT\r\nUID:{uid}\r\nDTSTAMP:20261101T000000Z\r\n{start}\r\nORGANIZER:mailto:mia@example.com\r\nATTENDEE:mailto:{other}@example.com\r\n"
        + (third is null ? "" : $"ATTENDEE:mailto:{third}@example.com\r\n")
        + "END:VEVENT\r\n";

    private Task<CalendarImported> Import(params string[] events) => Import(reading => reading, events);

    private async Task<CalendarImported> Import(Func<CalendarReading, CalendarReading> change, params string[] events)
    {
        var calendar = IcsReader.Read("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n" + string.Concat(events) + "END:VCALENDAR\r\n");
        await using var data = office.Open();
        var done = await new CalendarImport(data, new PilotGate(data, office.Organization, office.Clock), office.Clock).Import(
            office.Mia,
            change(IcsReading.Of(calendar, office.Clock.Now(), office.Mia.Zone)),
            CancellationToken.None
        );
        await data.SaveChangesAsync();
        return done;
    }

    private async Task<int> Extend()
    {
        await using var data = office.Open();
        return await new ExtendSeries(
            data,
            new CalendarImport(data, new PilotGate(data, office.Organization, office.Clock), office.Clock),
            IcsReading.Expand,
            office.Clock
        ).Run(CancellationToken.None);
    }

    private async Task<List<MeetingState>> States(string uid)
    {
        await using var data = office.Open();
        return await data.Meetings.Where(row => row.Uid == uid).Select(row => row.State).ToListAsync();
    }

    public void Dispose() => office.Dispose();
}
