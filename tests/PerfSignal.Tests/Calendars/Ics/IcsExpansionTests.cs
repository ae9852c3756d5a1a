using NodaTime;
using PerfSignal.Bot.Calendars.Ics;
using PerfSignal.Core.Calendar;

namespace PerfSignal.Tests.Calendars.Ics;

public sealed class IcsExpansionTests
{
    private const string Weekly = "DTSTART;TZID=Europe/Berlin:20260302T150000\nDTEND;TZID=Europe/Berlin:20260302T153000\nRRULE:FREQ=WEEKLY;COUNT=6";

    private static string[] Starts(string text) => [.. IcsText.Expand2026(text).Select(instance => instance.Start.ToString())];

    [Fact]
    public void Keeps_local_time_in_the_weeks_when_the_us_and_the_eu_differ()
    {
        // US clocks change on 2026-03-08, EU clocks on 2026-03-29.
        Starts(IcsText.Event("DTSTART;TZID=America/New_York:20260302T090000", "DURATION:PT30M", "RRULE:FREQ=WEEKLY;COUNT=6"))
            .ShouldBe(["2026-03-02T14:00:00Z", "2026-03-09T13:00:00Z", "2026-03-16T13:00:00Z", "2026-03-23T13:00:00Z", "2026-03-30T13:00:00Z", "2026-04-06T13:00:00Z"]);
        Starts(IcsText.Event(Weekly))
            .ShouldBe(["2026-03-02T14:00:00Z", "2026-03-09T14:00:00Z", "2026-03-16T14:00:00Z", "2026-03-23T14:00:00Z", "2026-03-30T13:00:00Z", "2026-04-06T13:00:00Z"]);
    }

    [Fact]
    public void Reads_a_skipped_time_with_the_offset_before_the_gap_and_a_doubled_time_as_the_first()
    {
        // RFC 5545 3.3.5: 2007-03-11 02:30 in New York is 03:30 EDT; 2007-11-04 01:30 is the one in EDT.
        var instances = IcsText.Expand(
            IcsText.Event("DTSTART;TZID=America/New_York:20070311T023000", "RDATE;TZID=America/New_York:20071104T013000"),
            Instant.FromUtc(2007, 1, 1, 0, 0),
            Instant.FromUtc(2008, 1, 1, 0, 0)
        );

        instances.Select(instance => instance.Start).ShouldBe([Instant.FromUtc(2007, 3, 11, 7, 30), Instant.FromUtc(2007, 11, 4, 5, 30)]);
    }

    [Fact]
    public void Moves_one_instance_and_cancels_another()
    {
        var instances = IcsText.Expand2026(
            IcsText.Calendar(
                IcsText.Component(Weekly, "ATTENDEE;PARTSTAT=ACCEPTED:mailto:ana@example.com"),
                IcsText.Component(
                    "RECURRENCE-ID;TZID=Europe/Berlin:20260309T150000",
                    "DTSTART;TZID=Europe/Berlin:20260310T110000",
                    "DTEND;TZID=Europe/Berlin:20260310T120000",
                    "SEQUENCE:2",
                    "ATTENDEE;PARTSTAT=DECLINED:MAILTO:Ana@Example.com"
                ),
                IcsText.Component("RECURRENCE-ID:20260316T140000Z", "DTSTART;TZID=Europe/Berlin:20260316T150000", "STATUS:CANCELLED")
            )
        );

        instances.Count.ShouldBe(6);
        instances[1].OriginalStart.ShouldBe("20260309T140000Z");
        instances[1].Start.ShouldBe(Instant.FromUtc(2026, 3, 10, 10, 0));
        instances[1].End.ShouldBe(Instant.FromUtc(2026, 3, 10, 11, 0));
        instances[1].Sequence.ShouldBe(2);
        instances[1].Attendees.ShouldBe([new Attendee("ana@example.com", AttendeeKind.Person, AttendeeAnswer.Declined)]);
        instances[2].Cancelled.ShouldBeTrue();
        instances[2].End.ShouldBe(instances[2].Start + Duration.FromMinutes(30), "a replacement without end is as long as its series");
        instances.Count(instance => instance.Cancelled).ShouldBe(1);
        instances.Select(instance => instance.OriginalStart).Distinct().Count().ShouldBe(6);
    }

    [Fact]
    public void Finds_an_instance_that_was_moved_into_the_window_from_far_outside()
    {
        var text = IcsText.Calendar(
            IcsText.Component("DTSTART:20200106T090000Z", "DURATION:PT1H", "RRULE:FREQ=WEEKLY;COUNT=3"),
            IcsText.Component("RECURRENCE-ID:20200113T090000Z", "DTSTART:20260505T090000Z", "DURATION:PT1H")
        );

        IcsText.Expand2026(text).ShouldHaveSingleItem().OriginalStart.ShouldBe("20200113T090000Z");
    }

    [Fact]
    public void Moves_all_that_follow_with_this_and_future()
    {
        var text = IcsText.Calendar(
            IcsText.Component(Weekly),
            IcsText.Component(
                "RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/Berlin:20260316T150000",
                "DTSTART;TZID=Europe/Berlin:20260317T100000",
                "DTEND;TZID=Europe/Berlin:20260317T110000"
            )
        );

        Starts(text)
            .ShouldBe(["2026-03-02T14:00:00Z", "2026-03-09T14:00:00Z", "2026-03-17T09:00:00Z", "2026-03-24T09:00:00Z", "2026-03-31T08:00:00Z", "2026-04-07T08:00:00Z"]);
    }

    [Fact]
    public void Takes_an_all_day_event_as_days_of_the_owner()
    {
        var instance = IcsText
            .Expand2026(IcsText.Event("DTSTART;VALUE=DATE:20260328", "DTEND;VALUE=DATE:20260330", "RRULE:FREQ=YEARLY"))
            .ShouldHaveSingleItem();

        instance.AllDay.ShouldBeTrue();
        instance.OriginalStart.ShouldBe("20260328");
        instance.Start.ShouldBe(Instant.FromUtc(2026, 3, 27, 23, 0));
        instance.End.ShouldBe(Instant.FromUtc(2026, 3, 29, 22, 0), "the second day has 23 hours");
    }

    [Fact]
    public void Takes_floating_times_in_the_owners_zone() =>
        IcsText
            .Expand2026(IcsText.Event("DTSTART:20260701T090000"), DateTimeZoneProviders.Tzdb["Asia/Tokyo"])
            .ShouldHaveSingleItem()
            .Start.ShouldBe(Instant.FromUtc(2026, 7, 1, 0, 0));

    [Theory]
    [InlineData("EXDATE;TZID=Europe/Berlin:20260309T150000,20260406T150000")]
    [InlineData("EXDATE:20260309T140000Z\nEXDATE:20260406T130000Z")]
    [InlineData("EXDATE;TZID=America/New_York:20260309T100000,20260406T090000")]
    [InlineData("EXDATE:20260309T150000,20260406T150000")]
    [InlineData("EXDATE;VALUE=DATE:20260309,20260406")]
    [InlineData("EXDATE;TZID=W. Europe Standard Time:20260309T150000,20260406T150000")]
    public void Leaves_out_excluded_dates_in_any_notation(string excluded) =>
        Starts(IcsText.Event(Weekly, excluded)).ShouldBe(["2026-03-02T14:00:00Z", "2026-03-16T14:00:00Z", "2026-03-23T14:00:00Z", "2026-03-30T13:00:00Z"]);

    [Fact]
    public void Adds_extra_dates_and_periods_once()
    {
        var instances = IcsText.Expand2026(
            IcsText.Event(
                "DTSTART:20260105T090000Z",
                "DTEND:20260105T093000Z",
                "RDATE:20260105T090000Z,20260107T090000Z",
                "RDATE;VALUE=DATE:20260109",
                "RDATE;VALUE=PERIOD:20260112T080000Z/PT2H,20260113T080000Z/20260113T083000Z"
            )
        );

        instances
            .Select(instance => $"{instance.Start}/{(instance.End - instance.Start).TotalMinutes}")
            .ShouldBe(["2026-01-05T09:00:00Z/30", "2026-01-07T09:00:00Z/30", "2026-01-09T09:00:00Z/30", "2026-01-12T08:00:00Z/120", "2026-01-13T08:00:00Z/30"]);
    }

    [Fact]
    public void Makes_a_duration_in_days_follow_the_calendar_and_one_in_hours_exact()
    {
        var day = IcsText.Expand2026(IcsText.Event("DTSTART;TZID=Europe/Berlin:20260328T120000", "DURATION:P1D")).ShouldHaveSingleItem();
        var hours = IcsText.Expand2026(IcsText.Event("DTSTART;TZID=Europe/Berlin:20260328T120000", "DURATION:PT24H")).ShouldHaveSingleItem();

        (day.End - day.Start).ShouldBe(Duration.FromHours(23));
        (hours.End - hours.Start).ShouldBe(Duration.FromHours(24));
    }

    [Fact]
    public void Counts_a_first_instance_that_the_rule_does_not_give() =>
        Starts(IcsText.Event("DTSTART:20260106T090000Z", "RRULE:FREQ=WEEKLY;BYDAY=MO;COUNT=3"))
            .ShouldBe(["2026-01-06T09:00:00Z", "2026-01-12T09:00:00Z", "2026-01-19T09:00:00Z"]);

    [Fact]
    public void Gives_the_same_instances_whatever_the_window()
    {
        var calendar = IcsReader.Read(IcsText.Event("DTSTART;TZID=Europe/Berlin:20200106T090000", "DURATION:PT1H", "RRULE:FREQ=WEEKLY;INTERVAL=3;BYDAY=MO,WE"));
        var whole = IcsExpander.Expand(calendar, Instant.FromUtc(2025, 1, 1, 0, 0), Instant.FromUtc(2026, 1, 1, 0, 0), IcsText.Berlin);
        var parts = Enumerable
            .Range(0, 365)
            .Select(day => Instant.FromUtc(2025, 1, 1, 0, 0) + Duration.FromDays(day))
            .SelectMany(from => IcsExpander.Expand(calendar, from, from + Duration.FromDays(1), IcsText.Berlin));

        parts.Select(instance => instance.OriginalStart).ShouldBe(whole.Select(instance => instance.OriginalStart));
        whole.Count.ShouldBeGreaterThan(30);
    }

    [Theory]
    [InlineData("RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30")]
    [InlineData("RRULE:FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30")]
    [InlineData("RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=31;COUNT=5")]
    [InlineData("RRULE:FREQ=HOURLY;BYYEARDAY=366;BYMONTH=1")]
    public void Ends_soon_with_a_rule_that_never_matches(string rule) =>
        Starts(IcsText.Event("DTSTART:20260105T090000Z", rule)).ShouldBe(["2026-01-05T09:00:00Z"]);

    [Theory]
    [InlineData("RRULE:FREQ=SECONDLY")]
    [InlineData("RRULE:FREQ=SECONDLY;INTERVAL=2;BYSECOND=1")]
    [InlineData("RRULE:FREQ=SECONDLY;COUNT=2000000000")]
    [InlineData("RRULE:FREQ=YEARLY;BYMONTH=1,2,3,4,5,6,7,8,9,10,11,12;BYDAY=MO,TU,WE,TH,FR,SA,SU;BYHOUR=0,1,2,3,4,5,6,7,8,9;BYMINUTE=0,1,2,3,4,5,6,7,8,9;BYSECOND=0,1,2,3,4,5,6,7,8,9;BYSETPOS=-1")]
    public void Refuses_a_rule_that_would_take_for_ever(string rule)
    {
        var calendar = IcsReader.Read(IcsText.Event("DTSTART:19700105T090000Z", rule));

        var problem = Should.Throw<IcsException>(() =>
            IcsExpander.Expand(calendar, Instant.FromUtc(2026, 1, 1, 0, 0), Instant.FromUtc(2027, 1, 1, 0, 0), IcsText.Berlin)
        );

        problem.Line.ShouldBe(6);
        problem.Message.ShouldContain("longer FREQ");
    }

    [Fact]
    public void Reaches_today_at_once_in_a_rule_that_has_run_each_minute_for_decades() =>
        IcsText
            .Expand(IcsText.Event("DTSTART:19700101T000000Z", "RRULE:FREQ=MINUTELY"), Instant.FromUtc(2026, 1, 1, 0, 0), Instant.FromUtc(2026, 1, 1, 1, 0))
            .Count.ShouldBe(60);
}
