using Microsoft.EntityFrameworkCore;
using NodaTime;
using PerfSignal.Core.Calendar;
using PerfSignal.Core.People;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Tests.Calendar;

/// <summary>Readings of changes, as a source over the network brings them.</summary>
public sealed class ChangesImportTests : IDisposable
{
    private const string Mia = "mia@example.com";
    private const string Rui = "rui@example.com";
    private static readonly Interval Window = new(Office.At("23T09:00"), Office.At("23T09:00") + Duration.FromDays(61));
    private readonly Office office = new();

    [Fact]
    public async Task What_the_source_names_as_removed_is_cancelled_wherever_it_stands()
    {
        await Import(
            Full(
                One("in", "25T09:00"),
                One("far", "25T10:00") with
                {
                    Start = Office.At("25T09:00") + Duration.FromDays(200),
                    End = Office.At("25T09:00") + Duration.FromDays(201),
                }
            )
        );
        (await Import(Changes(removed: ["id-in", "id-far", "id-unknown"]))).Removed.ShouldBe(2);
        (await States()).ShouldBe("far Cancelled, in Cancelled");
    }

    [Fact]
    public async Task What_is_over_has_taken_place_whatever_is_removed_afterwards()
    {
        await Import(Full(One("past", "23T10:00")));
        (await Import(Changes(removed: ["id-past"]))).Removed.ShouldBe(0);
    }

    [Fact]
    public async Task A_removed_series_takes_its_instances_with_it()
    {
        await Import(Full(One("a", "25T09:00") with { ProviderId = "series/1" }, One("b", "26T09:00") with { ProviderId = "serie/1" }));
        (await Import(Changes(removed: ["series"]))).Removed.ShouldBe(1);
        (await States()).ShouldBe("a Cancelled, b Confirmed");
    }

    [Fact]
    public async Task What_comes_back_is_confirmed_again()
    {
        await Import(Full(One("u", "25T09:00")));
        office.Plan();
        await Import(Changes(removed: ["id-u"]));
        office.Plan();
        office.Outcome().ShouldBe("mia u 25T09:00 cancelled");
        (await Import(Changes([One("u", "25T09:00")]))).Changed.ShouldBe(1);
        office.Plan();
        office.Outcome().ShouldBe("mia u 25T09:00 planned");
    }

    [Fact]
    public async Task Removed_and_listed_under_another_id_in_one_reading_stays()
    {
        await Import(Full(One("u", "25T09:00")));
        (await Import(Changes([One("u", "25T09:00") with { ProviderId = "id-new" }], removed: ["id-u"]))).Removed.ShouldBe(0);
        (await States()).ShouldBe("u Confirmed");
    }

    [Fact]
    public async Task An_event_that_becomes_one_of_three_is_forgotten_and_its_1_on_1_dropped()
    {
        await Import(Full(One("u", "25T09:00")));
        office.Plan();
        await Import(Changes([FakeCalendar.Meeting("u", Office.At("25T09:00"), Mia, Rui, "pia@example.com")]));
        office.Plan();
        (await States()).ShouldBe("");
        office.Outcome().ShouldBe("mia u 25T09:00 not_a_pair");
    }

    [Fact]
    public async Task Of_a_series_that_is_listed_whole_the_missing_occurrence_is_cancelled_and_nothing_else()
    {
        await Import(Full(One("s", "25T09:00"), One("s", "30T09:00"), One("other", "26T09:00")));
        (await Import(Changes([One("s", "25T09:00")], whole: ["s"]))).Removed.ShouldBe(1);
        (await States()).ShouldBe("other Confirmed, s Cancelled, s Confirmed");
    }

    [Fact]
    public async Task An_occurrence_moved_beyond_the_window_is_dropped_and_comes_back_with_a_later_window()
    {
        var beyond = Window.End + Duration.FromDays(10);
        await Import(Full(One("s", "25T09:00"), One("s", "30T09:00")));
        office.Plan();
        await Import(Changes([One("s", "25T09:00")], whole: ["s"]));
        office.Plan();
        office.Outcome().ShouldBe("mia s 25T09:00 planned; mia s 30T09:00 cancelled");
        office.Clock.Set(beyond - Duration.FromDays(5));
        await Import(
            Full(One("s", "30T09:00") with { Start = beyond, End = beyond + Duration.FromMinutes(30) }),
            SyncRules.Window(office.Clock.Now())
        );
        office.Plan();
        office.Outcome().ShouldEndWith("planned");
        office.Outcome().ShouldNotContain("cancelled");
    }

    [Fact]
    public async Task An_instance_that_is_listed_twice_is_kept_once()
    {
        (await Import(Full(One("u", "25T09:00"), One("u", "25T09:00")))).Added.ShouldBe(1);
    }

    [Fact]
    public async Task The_same_event_in_both_calendars_is_one_occasion_and_either_may_call_it_off()
    {
        await Import(Full(One("u", "25T09:00")));
        await Import(Full(One("u", "25T09:00")), owner: office.Rui);
        office.Plan().Added.ShouldBe(1);
        await Import(Changes(removed: ["id-u"]), owner: office.Rui);
        office.Plan().Dropped.ShouldBe(1);
    }

    private static CalendarInstance One(string uid, string start) => FakeCalendar.Meeting(uid, Office.At(start), Mia, Rui);

    private static CalendarReading Full(params CalendarInstance[] instances) => new("graph", Window, instances) { WholeSeries = null };

    private static CalendarReading Changes(CalendarInstance[]? instances = null, string[]? removed = null, string[]? whole = null) =>
        new("graph", Window, instances ?? []) { Removed = (removed ?? []).ToHashSet(), WholeSeries = (whole ?? []).ToHashSet() };

    private async Task<CalendarImported> Import(CalendarReading reading, Interval? window = null, Person? owner = null)
    {
        await using var data = office.Open();
        var done = await new CalendarImport(data, new PilotGate(data, office.Organization, office.Clock), office.Clock).Import(
            owner ?? office.Mia,
            reading with
            {
                Covered = window ?? reading.Covered,
            },
            CancellationToken.None
        );
        await data.SaveChangesAsync();
        return done;
    }

    private async Task<string> States()
    {
        await using var data = office.Open();
        var rows = await data.Meetings.ToListAsync();
        return string.Join(", ", rows.Select(row => $"{row.Uid} {row.State}").Order(StringComparer.Ordinal));
    }

    public void Dispose() => office.Dispose();
}
