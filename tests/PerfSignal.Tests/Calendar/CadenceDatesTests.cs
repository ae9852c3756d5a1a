using NodaTime;
using PerfSignal.Core.Calendar;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Tests.Calendar;

public sealed class CadenceDatesTests
{
    private static Cadence Weekly(
        string zone,
        LocalTime time,
        LocalDate starts,
        int weeks = 1,
        IsoDayOfWeek weekday = IsoDayOfWeek.Tuesday
    ) =>
        new()
        {
            Id = Guid.NewGuid(),
            ManagerId = Guid.NewGuid(),
            ReportId = Guid.NewGuid(),
            Weekday = weekday,
            Time = time,
            TimeZone = zone,
            EveryWeeks = weeks,
            Starts = starts,
        };

    [Theory]
    [InlineData("Europe/Berlin")]
    [InlineData("America/New_York")]
    [InlineData("Australia/Lord_Howe")]
    [InlineData("America/Santiago")]
    [InlineData("Pacific/Kiritimati")]
    public void Nine_oclock_stays_nine_oclock_all_year(string id)
    {
        var zone = Zones.Of(id);
        var cadence = Weekly(id, new LocalTime(9, 0), new LocalDate(2026, 1, 1));

        var found = CadenceDates.Between(cadence, Instant.FromUtc(2026, 1, 1, 0, 0), Instant.FromUtc(2027, 1, 10, 0, 0)).ToList();

        found.Count.ShouldBe(53);
        found.ShouldAllBe(one =>
            one.Start.InZone(zone).LocalDateTime == one.Date + new LocalTime(9, 0) && one.Date.DayOfWeek == IsoDayOfWeek.Tuesday
        );
    }

    [Fact]
    public void A_time_that_daylight_saving_skips_comes_an_hour_later_on_that_day()
    {
        var sunday = Weekly("Europe/Berlin", new LocalTime(2, 30), new LocalDate(2026, 3, 22), weekday: IsoDayOfWeek.Sunday);

        var starts = CadenceDates
            .Between(sunday, Instant.FromUtc(2026, 3, 22, 0, 0), Instant.FromUtc(2026, 4, 6, 0, 0))
            .Select(one => one.Start)
            .ToList();

        starts.ShouldBe([Instant.FromUtc(2026, 3, 22, 1, 30), Instant.FromUtc(2026, 3, 29, 1, 30), Instant.FromUtc(2026, 4, 5, 0, 30)]);
    }

    [Fact]
    public void The_first_is_on_the_weekday_on_or_after_the_start()
    {
        var from = Instant.FromUtc(2026, 11, 1, 0, 0);
        var until = Instant.FromUtc(2026, 12, 1, 0, 0);
        CadenceDates
            .Between(Weekly("UTC", LocalTime.Noon, new LocalDate(2026, 11, 24)), from, until)
            .First()
            .Date.ShouldBe(new LocalDate(2026, 11, 24));
        CadenceDates.Between(Weekly("UTC", LocalTime.Noon, new LocalDate(2026, 11, 25)), from, until).ShouldBeEmpty();
        CadenceDates
            .Between(Weekly("UTC", LocalTime.Noon, new LocalDate(2026, 11, 18)), from, until)
            .First()
            .Date.ShouldBe(new LocalDate(2026, 11, 24));
    }

    [Theory]
    [InlineData(2, "2026-11-24 2026-12-08")]
    [InlineData(3, "2026-12-01")]
    [InlineData(5, "2026-11-24")]
    public void Counts_the_weeks_from_the_first(int weeks, string days)
    {
        // 2026-10-20 is a Tuesday, five weeks before 24 November; for two and three weeks the first is chosen so that they meet it or not.
        var starts = weeks == 2 ? new LocalDate(2026, 10, 27) : new LocalDate(2026, 10, 20);
        var found = CadenceDates.Between(
            Weekly("UTC", LocalTime.Noon, starts, weeks),
            Instant.FromUtc(2026, 11, 23, 0, 0),
            Instant.FromUtc(2026, 12, 12, 0, 0)
        );
        string.Join(' ', found.Select(one => NodaTime.Text.LocalDatePattern.Iso.Format(one.Date))).ShouldBe(days);
    }

    [Fact]
    public void Includes_the_beginning_of_the_window_and_not_its_end()
    {
        var cadence = Weekly("UTC", LocalTime.Noon, new LocalDate(2026, 11, 17));
        var (first, next) = (Instant.FromUtc(2026, 11, 24, 12, 0), Instant.FromUtc(2026, 12, 1, 12, 0));
        CadenceDates.Between(cadence, first, next).Select(one => one.Start).ShouldBe([first]);
        CadenceDates.Between(cadence, first + Duration.Epsilon, next + Duration.Epsilon).Select(one => one.Start).ShouldBe([next]);
    }

    [Fact]
    public void Finds_dates_on_the_far_side_of_the_date_line()
    {
        var cadence = Weekly("Pacific/Kiritimati", new LocalTime(1, 0), new LocalDate(2026, 11, 3));
        var start = Instant.FromUtc(2026, 11, 23, 11, 0);
        CadenceDates.Between(cadence, start, start + Duration.FromHours(1)).Single().ShouldBe((new LocalDate(2026, 11, 24), start));
    }

    [Fact]
    public void A_zone_that_this_version_does_not_know_gives_no_dates() =>
        CadenceDates
            .Between(
                Weekly("Mars/Base", LocalTime.Noon, new LocalDate(2026, 11, 3)),
                Instant.FromUtc(2026, 11, 1, 0, 0),
                Instant.FromUtc(2026, 12, 1, 0, 0)
            )
            .ShouldBeEmpty();

    [Fact]
    public void A_time_that_daylight_saving_pushes_past_midnight_belongs_to_its_own_date()
    {
        // On 2026-09-06 midnight is skipped in Chile: 00:30 becomes 01:30 at an offset of -3.
        var sunday = Weekly("America/Santiago", new LocalTime(0, 30), new LocalDate(2026, 8, 30), weekday: IsoDayOfWeek.Sunday);
        var start = Instant.FromUtc(2026, 9, 6, 4, 30);
        CadenceDates.Between(sunday, start, start + Duration.Epsilon).Single().ShouldBe((new LocalDate(2026, 9, 6), start));
    }
}
