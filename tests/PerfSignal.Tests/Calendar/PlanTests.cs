using NodaTime;
using PerfSignal.Core.Calendar;
using PerfSignal.Core.People;
using PerfSignal.Tests.People;

namespace PerfSignal.Tests.Calendar;

/// <summary>What is planned: diary first, then (after the arrow) what changed, and every occurrence at the end.</summary>
public sealed class PlanTests
{
    private static readonly LocalTime Ten = new(10, 0);

    private static readonly Dictionary<string, (Action<Office> Diary, Action<Office>? Change, string Outcome)> Table = new()
    {
        ["a 1:1 in the manager's calendar"] = (o => o.Meeting(o.Mia, o.Rui, "u", "25T09:00"), null, "mia u 25T09:00 planned"),
        ["a 1:1 in the report's calendar"] = (o => o.Meeting(o.Rui, o.Mia, "u", "25T09:00"), null, "mia u 25T09:00 planned"),
        ["the same event in both calendars"] = (
            o =>
            {
                o.Meeting(o.Mia, o.Rui, "u", "25T09:00", organizes: true);
                o.Meeting(o.Rui, o.Mia, "u", "25T09:00");
            },
            null,
            "mia u 25T09:00 planned"
        ),
        ["two colleagues"] = (o => o.Meeting(o.Pia, o.Rui, "u", "25T09:00"), null, ""),
        ["two instances of a series"] = (
            o =>
            {
                o.Meeting(o.Mia, o.Rui, "u", "25T09:00");
                o.Meeting(o.Mia, o.Rui, "u", "26T09:00");
            },
            null,
            "mia u 25T09:00 planned; mia u 26T09:00 planned"
        ),
        ["starts this minute"] = (o => o.Meeting(o.Mia, o.Rui, "u", "24T09:00"), null, ""),
        ["starts in a minute"] = (o => o.Meeting(o.Mia, o.Rui, "u", "24T09:01"), null, "mia u 24T09:01 planned"),
        ["the last minute of the horizon"] = (o => o.Meeting(o.Mia, o.Rui, "u", "38T08:59"), null, "mia u 08T08:59 planned"),
        ["beyond the horizon"] = (o => o.Meeting(o.Mia, o.Rui, "u", "38T09:00"), null, ""),
        ["cancelled from the start"] = (o => o.Meeting(o.Mia, o.Rui, "u", "25T09:00", MeetingState.Cancelled), null, ""),
        ["cancelled later"] = (
            o => o.Meeting(o.Mia, o.Rui, "u", "25T09:00"),
            o => o.Change("u", m => m.State = MeetingState.Cancelled),
            "mia u 25T09:00 cancelled"
        ),
        ["declined later"] = (
            o => o.Meeting(o.Mia, o.Rui, "u", "25T09:00"),
            o => o.Change("u", m => m.State = MeetingState.Declined),
            "mia u 25T09:00 declined"
        ),
        ["declined in one of two copies"] = (
            o =>
            {
                o.Meeting(o.Mia, o.Rui, "u", "25T09:00", organizes: true);
                o.Meeting(o.Rui, o.Mia, "u", "25T09:00", MeetingState.Declined);
            },
            null,
            ""
        ),
        ["declined in a stale copy only"] = (
            o =>
            {
                o.Meeting(o.Mia, o.Rui, "u", "25T09:00", sequence: 1, organizes: true);
                o.Meeting(o.Rui, o.Mia, "u", "25T09:00", MeetingState.Declined);
            },
            null,
            "mia u 25T09:00 planned"
        ),
        ["cancelled in one copy and declined in the other"] = (
            o => o.Meeting(o.Mia, o.Rui, "u", "25T09:00"),
            o =>
            {
                o.Change("u", m => m.State = MeetingState.Declined);
                o.Meeting(o.Rui, o.Mia, "u", "25T09:00", MeetingState.Cancelled);
            },
            "mia u 25T09:00 cancelled"
        ),
        ["moved in the newer copy, by the one who does not organize"] = (
            o =>
            {
                o.Meeting(o.Mia, o.Rui, "u", "25T09:00", organizes: true);
                o.Meeting(o.Rui, o.Mia, "u", "25T11:00", sequence: 1, original: "25T09:00");
            },
            null,
            "mia u 25T11:00 planned"
        ),
        ["copies of one revision disagree: the organizer's holds"] = (
            o =>
            {
                o.Meeting(o.Mia, o.Rui, "u", "25T09:00");
                o.Meeting(o.Rui, o.Mia, "u", "25T11:00", organizes: true, original: "25T09:00");
            },
            null,
            "mia u 25T11:00 planned"
        ),
        ["taken back after a cancellation"] = (
            o => o.Meeting(o.Mia, o.Rui, "u", "25T09:00"),
            o =>
            {
                o.Change("u", m => m.State = MeetingState.Cancelled);
                o.Plan();
                o.Change("u", m => m.State = MeetingState.Confirmed);
            },
            "mia u 25T09:00 planned"
        ),
        ["moved"] = (
            o => o.Meeting(o.Mia, o.Rui, "u", "25T09:00"),
            o => o.Change("u", m => m.Start = Office.At("26T15:00")),
            "mia u 26T15:00 planned"
        ),
        ["moved beyond the horizon"] = (
            o => o.Meeting(o.Mia, o.Rui, "u", "25T09:00"),
            o => o.Change("u", m => m.Start = Office.At("50T09:00")),
            "mia u 20T09:00 planned"
        ),
        ["moved beyond the horizon and back"] = (
            o => o.Meeting(o.Mia, o.Rui, "u", "25T09:00"),
            o =>
            {
                o.Change("u", m => m.Start = Office.At("50T09:00"));
                o.Plan();
                o.Change("u", m => m.Start = Office.At("26T09:00"));
            },
            "mia u 26T09:00 planned"
        ),
        ["moved into the past"] = (
            o => o.Meeting(o.Mia, o.Rui, "u", "25T09:00"),
            o => o.Change("u", m => m.Start = Office.At("23T09:00")),
            "mia u 25T09:00 past"
        ),
        ["moved from the past into next week"] = (
            o => o.Meeting(o.Mia, o.Rui, "u", "25T09:00"),
            o =>
            {
                o.Clock.Set(Office.At("28T09:00"));
                o.Change("u", m => m.Start = Office.At("30T09:00"));
            },
            "mia u 30T09:00 planned"
        ),
        ["moved to before the window and from there back"] = (
            o => o.Meeting(o.Mia, o.Rui, "u", "10T09:00", original: "10T09:00"),
            o => o.Change("u", m => m.Start = Office.At("26T09:00")),
            "mia u 26T09:00 planned"
        ),
        ["the event is gone"] = (
            o => o.Meeting(o.Mia, o.Rui, "u", "25T09:00"),
            o => o.Save(data => data.RemoveRange(data.Meetings)),
            "mia u 25T09:00 not_a_pair"
        ),
        ["the event became one with a colleague"] = (
            o => o.Meeting(o.Mia, o.Rui, "u", "25T09:00"),
            o => o.Change("u", m => m.OtherId = o.Pia.Id),
            "mia u 25T09:00 not_a_pair"
        ),
        ["runs now as planned"] = (
            o => o.Meeting(o.Mia, o.Rui, "u", "25T09:00"),
            o => o.Clock.Set(Office.At("25T09:20")),
            "mia u 25T09:00 planned"
        ),
        ["over for long"] = (
            o => o.Meeting(o.Mia, o.Rui, "u", "25T09:00"),
            o =>
            {
                o.Clock.Set(Office.At("26T09:00"));
                o.Save(data => data.RemoveRange(data.Meetings));
            },
            "mia u 25T09:00 planned"
        ),
        ["overlaps: the earlier start wins"] = (
            o =>
            {
                o.Meeting(o.Mia, o.Rui, "a", "25T09:15");
                o.Meeting(o.Mia, o.Rui, "b", "25T09:00");
            },
            null,
            "mia b 25T09:00 planned"
        ),
        ["the same start: the smaller UID wins"] = (
            o =>
            {
                o.Meeting(o.Mia, o.Rui, "b", "25T09:00");
                o.Meeting(o.Rui, o.Mia, "a", "25T09:00");
            },
            null,
            "mia a 25T09:00 planned"
        ),
        ["one right after the other"] = (
            o =>
            {
                o.Meeting(o.Mia, o.Rui, "a", "25T09:00");
                o.Meeting(o.Mia, o.Rui, "b", "25T09:30");
            },
            null,
            "mia a 25T09:00 planned; mia b 25T09:30 planned"
        ),
        ["an overlap with one that was dropped does not count"] = (
            o =>
            {
                o.Meeting(o.Mia, o.Rui, "a", "25T09:00", minutes: 60);
                o.Meeting(o.Mia, o.Rui, "b", "25T09:30", minutes: 60);
                o.Meeting(o.Mia, o.Rui, "c", "25T10:15", minutes: 60);
            },
            null,
            "mia a 25T09:00 planned; mia c 25T10:15 planned"
        ),
        ["a cancelled one leaves room for the other"] = (
            o =>
            {
                o.Meeting(o.Mia, o.Rui, "a", "25T09:00", MeetingState.Cancelled);
                o.Meeting(o.Mia, o.Rui, "b", "25T09:15");
            },
            null,
            "mia b 25T09:15 planned"
        ),
        ["a new overlap before one that is planned"] = (
            o => o.Meeting(o.Mia, o.Rui, "b", "25T09:15"),
            o => o.Meeting(o.Mia, o.Rui, "a", "25T09:00"),
            "mia a 25T09:00 planned; mia b 25T09:15 duplicate"
        ),
        ["a new overlap before one whose brief is out"] = (
            o => o.Meeting(o.Mia, o.Rui, "b", "25T09:15"),
            o =>
            {
                o.Save(data => data.Occurrences.Single().Revisions = 1);
                o.Meeting(o.Mia, o.Rui, "a", "25T09:00");
            },
            "mia b 25T09:15 planned"
        ),
        ["one without duration overlaps at its start"] = (
            o =>
            {
                o.Meeting(o.Mia, o.Rui, "a", "25T09:00", minutes: 0);
                o.Meeting(o.Mia, o.Rui, "b", "25T09:00", minutes: 0);
            },
            null,
            "mia a 25T09:00 planned"
        ),
        ["a cadence"] = (o => o.Cadence(o.Mia, o.Rui, Ten), null, "mia cadence 25T09:00 planned; mia cadence 02T09:00 planned"),
        ["a cadence between colleagues"] = (o => o.Cadence(o.Pia, o.Rui, Ten), null, ""),
        ["a cadence of the next manager before the first day"] = (
            o =>
            {
                o.Cadence(o.Max, o.Rui, Ten);
                o.HandOver(27);
            },
            null,
            "max cadence 02T09:00 planned"
        ),
        ["a cadence yields to the calendar on that day"] = (
            o =>
            {
                o.Cadence(o.Mia, o.Rui, Ten);
                o.Meeting(o.Mia, o.Rui, "u", "25T15:00");
            },
            null,
            "mia cadence 02T09:00 planned; mia u 25T15:00 planned"
        ),
        ["a planned cadence yields later"] = (
            o => o.Cadence(o.Mia, o.Rui, Ten),
            o => o.Meeting(o.Mia, o.Rui, "u", "25T15:00"),
            "mia cadence 25T09:00 calendar_instead; mia cadence 02T09:00 planned; mia u 25T15:00 planned"
        ),
        ["a cadence on the day of a cancelled 1:1"] = (
            o =>
            {
                o.Cadence(o.Mia, o.Rui, Ten);
                o.Meeting(o.Mia, o.Rui, "u", "25T15:00", MeetingState.Cancelled);
            },
            null,
            "mia cadence 02T09:00 planned"
        ),
        ["a cadence on the day from which the 1:1 was moved"] = (
            o =>
            {
                o.Cadence(o.Mia, o.Rui, Ten);
                o.Meeting(o.Mia, o.Rui, "u", "26T15:00", original: "25T15:00");
            },
            null,
            "mia cadence 02T09:00 planned; mia u 26T15:00 planned"
        ),
        ["a cadence at another time of the same day"] = (
            o => o.Cadence(o.Mia, o.Rui, Ten),
            o => o.Save(data => data.Cadences.Single().Time = new LocalTime(16, 0)),
            "mia cadence 25T15:00 planned; mia cadence 02T15:00 planned"
        ),
        ["a cadence on another weekday"] = (
            o => o.Cadence(o.Mia, o.Rui, Ten),
            o => o.Save(data => data.Cadences.Single().Weekday = IsoDayOfWeek.Friday),
            "mia cadence 25T09:00 cadence_changed; mia cadence 27T09:00 planned; mia cadence 02T09:00 cadence_changed; mia cadence 04T09:00 planned"
        ),
        ["a cadence that ended"] = (
            o => o.Cadence(o.Mia, o.Rui, Ten),
            o => o.Save(data => data.RemoveRange(data.Cadences)),
            "mia cadence 25T09:00 cadence_changed; mia cadence 02T09:00 cadence_changed"
        ),
        ["the manager changes: the calendar of the former one"] = (
            o =>
            {
                o.Meeting(o.Mia, o.Rui, "u", "25T09:00");
                o.Meeting(o.Mia, o.Rui, "u", "27T09:00");
            },
            o => o.HandOver(27),
            "mia u 25T09:00 planned; mia u 27T09:00 manager_changed"
        ),
        ["the manager changes: the next one's own 1:1 counts from the first day"] = (
            o =>
            {
                o.Meeting(o.Max, o.Rui, "v", "26T09:00");
                o.Meeting(o.Max, o.Rui, "v", "27T09:00");
            },
            o => o.HandOver(27),
            "max v 27T09:00 planned"
        ),
        ["the manager changes: the cadence goes on with the manager on that date"] = (
            o => o.Cadence(o.Mia, o.Rui, Ten),
            o => o.HandOver(27),
            "mia cadence 25T09:00 planned; max cadence 02T09:00 planned; mia cadence 02T09:00 manager_changed"
        ),
        ["the manager changes: a cadence of the next one's own holds"] = (
            o =>
            {
                o.Cadence(o.Mia, o.Rui, Ten);
                o.Cadence(o.Max, o.Rui, Ten, IsoDayOfWeek.Friday);
                o.HandOver(27);
            },
            null,
            "mia cadence 25T09:00 planned; max cadence 27T09:00 planned; max cadence 04T09:00 planned"
        ),
        ["the manager changes on the day of the cadence"] = (
            o =>
            {
                o.Cadence(o.Mia, o.Rui, Ten);
                o.HandOver(25);
            },
            null,
            "max cadence 25T09:00 planned; max cadence 02T09:00 planned"
        ),
        ["the manager changes: of two cadences left behind on one day the later set one goes on"] = (
            o =>
            {
                o.Cadence(o.Pia, o.Rui, Ten);
                o.Cadence(o.Mia, o.Rui, new LocalTime(16, 0), starts: new LocalDate(2026, 6, 1));
                o.Cadence(o.Max, o.Pia, Ten);
                o.Save(data => data.ReportingLines.Single().From = new LocalDate(2026, 5, 1));
                o.Save(data => data.Add(A.Line(o.Rui, o.Pia, until: new LocalDate(2026, 5, 1))));
                o.HandOver(25);
            },
            null,
            "max cadence 25T15:00 planned; max cadence 02T15:00 planned"
        ),
        ["nobody manages after the manager left the team"] = (
            o =>
            {
                o.Cadence(o.Mia, o.Rui, Ten);
                o.Save(data => data.ReportingLines.Single().Until = new LocalDate(2026, 11, 27));
            },
            null,
            "mia cadence 25T09:00 planned"
        ),
        ["the last day of the manager"] = (
            o => o.Meeting(o.Mia, o.Rui, "u", "25T09:00"),
            o => o.Save(data => data.People.Single(p => p.Id == o.Mia.Id).LastDay = new LocalDate(2026, 11, 25)),
            "mia u 25T09:00 planned"
        ),
        ["the manager has left"] = (
            o => o.Meeting(o.Mia, o.Rui, "u", "25T09:00"),
            o => o.Save(data => data.People.Single(p => p.Id == o.Mia.Id).LastDay = new LocalDate(2026, 11, 24)),
            "mia u 25T09:00 departed"
        ),
        ["the report has left"] = (
            o => o.Meeting(o.Mia, o.Rui, "u", "25T09:00"),
            o => o.Save(data => data.People.Single(p => p.Id == o.Rui.Id).LastDay = new LocalDate(2026, 11, 24)),
            "mia u 25T09:00 departed"
        ),
        ["before the report's first day"] = (
            o =>
            {
                o.Save(data => data.People.Single(p => p.Id == o.Rui.Id).HireDate = new LocalDate(2026, 11, 26));
                o.Meeting(o.Mia, o.Rui, "u", "25T09:00");
                o.Meeting(o.Mia, o.Rui, "u", "26T09:00");
            },
            null,
            "mia u 26T09:00 planned"
        ),
    };

    public static TheoryData<string> Names => [.. Table.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Plans_as_the_table_says(string name)
    {
        using var office = new Office();
        var (diary, change, outcome) = Table[name];
        diary(office);
        office.Plan();
        if (change is not null)
        {
            change(office);
            office.Plan();
        }

        office.Outcome().ShouldBe(outcome);
        office.Plan().ShouldBe(new PlanOutcome(), "planning again changes nothing");
        office.Outcome().ShouldBe(outcome);
    }

    [Fact]
    public void Every_reason_stands_in_the_texts_of_both_languages()
    {
        foreach (var language in new[] { "en", "de" })
        {
            var texts = System.Text.Json.JsonSerializer.Deserialize<Dictionary<string, string>>(
                File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "cards", "texts", $"plan.{language}.json"))
            )!;
            texts
                .Keys.Order(StringComparer.Ordinal)
                .ShouldBe(DroppedBecause.All.Select(word => "dropped_" + word).Order(StringComparer.Ordinal));
        }
    }
}
