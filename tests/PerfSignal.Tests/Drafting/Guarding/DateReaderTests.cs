using System.Globalization;
using NodaTime;
using PerfSignal.Core.Drafting.Guarding;

namespace PerfSignal.Tests.Drafting.Guarding;

public sealed class DateReaderTests
{
    /// <summary>A Tuesday.</summary>
    private static readonly LocalDate Today = new(2026, 11, 24);

    private static string Read(string text) => string.Join(", ", DateReader.Read(text, Today).Dates.Select(Say));

    /// <summary>`year-month-day`, with a dash alone for what is not said.</summary>
    private static string Say(DateMention date)
    {
        var parts = new List<string>();
        if (date.Year is not null || date.Month is not null || date.Day is not null)
        {
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"{Or(date.Year)}-{Or(date.Month)}-{Or(date.Day)}"));
        }

        parts.Add(date.EitherWay ? "either way" : "");
        parts.Add(date.Part is { } part ? $"{part.First} to {part.Last}" : "");
        parts.Add(date.Weekday == IsoDayOfWeek.None ? "" : date.Weekday.ToString());
        parts.Add(date is { From: { } from, Until: { } until } ? $"{from:uuuu-MM-dd}/{until:uuuu-MM-dd}" : "");
        return string.Join(' ', parts.Where(part => part.Length > 0));

        static string Or(int? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "?";
    }

    [Theory]
    [InlineData("on 2026-11-20", "2026-11-20")]
    [InlineData("am 20.11.", "?-11-20")]
    [InlineData("am 20. 11. 2026", "2026-11-20")]
    [InlineData("am 20.11.26", "2026-11-20")]
    [InlineData("on 3/4", "?-4-3 either way")]
    [InlineData("on 3/4/2026", "2026-4-3 either way")]
    [InlineData("on 11/20", "?-20-11 either way")]
    [InlineData("on 13/13", "")]
    [InlineData("on 12/13", "?-13-12 either way")]
    [InlineData("on 32/1", "")]
    [InlineData("on 31/12", "?-12-31 either way")]
    [InlineData("on 20 November", "?-11-20")]
    [InlineData("on the 1st of December 2026", "2026-12-1")]
    [InlineData("am 20. November 2026", "2026-11-20")]
    [InlineData("on November 20th, 2026", "2026-11-20")]
    [InlineData("on Nov. 20", "?-11-20")]
    [InlineData("in October", "?-10-?")]
    [InlineData("in October 2025", "2025-10-?")]
    [InlineData("in 2025", "2025-?-?")]
    [InlineData("on 45 November", "?-11-?")]
    [InlineData("they may march on", "")]
    [InlineData("since May", "?-5-?")]
    public void Reads_days_and_months(string text, string expected) => Read(text).ShouldBe(expected);

    [Theory]
    [InlineData(1, "Jan January Januar")]
    [InlineData(2, "Feb February Februar")]
    [InlineData(3, "Mar March Mrz März maerz")]
    [InlineData(4, "Apr April")]
    [InlineData(5, "May Mai")]
    [InlineData(6, "Jun June Juni")]
    [InlineData(7, "Jul July Juli")]
    [InlineData(8, "Aug August")]
    [InlineData(9, "Sep Sept September")]
    [InlineData(10, "Oct October Okt Oktober")]
    [InlineData(11, "Nov November")]
    [InlineData(12, "Dec December Dez Dezember")]
    public void Knows_the_months_in_both_languages(int month, string names)
    {
        foreach (var name in names.Split(' '))
        {
            Read($"due 5 {name} again").ShouldBe($"?-{month}-5", name);
        }
    }

    [Theory]
    [InlineData("early November", "?-11-? 1 to 12")]
    [InlineData("beginning of November 2026", "2026-11-? 1 to 12")]
    [InlineData("start of November", "?-11-? 1 to 12")]
    [InlineData("Anfang November", "?-11-? 1 to 12")]
    [InlineData("mid-November", "?-11-? 8 to 22")]
    [InlineData("middle of November", "?-11-? 8 to 22")]
    [InlineData("Mitte November", "?-11-? 8 to 22")]
    [InlineData("late November", "?-11-? 18 to 31")]
    [InlineData("Ende November", "?-11-? 18 to 31")]
    [InlineData("Q4", "2026-10-01/2026-12-31")]
    [InlineData("q1 2025", "2025-01-01/2025-03-31")]
    public void Reads_parts_of_a_month_and_quarters(string text, string expected) => Read(text).ShouldBe(expected);

    [Theory]
    [InlineData(IsoDayOfWeek.Monday, "Monday Mondays Montag Mon")]
    [InlineData(IsoDayOfWeek.Tuesday, "Tuesday Dienstag Tue Tues")]
    [InlineData(IsoDayOfWeek.Wednesday, "Wednesday Mittwoch Wed")]
    [InlineData(IsoDayOfWeek.Thursday, "Thursday Donnerstag Thu Thur Thurs")]
    [InlineData(IsoDayOfWeek.Friday, "Friday Freitag Fri")]
    [InlineData(IsoDayOfWeek.Saturday, "Saturday Samstag Sonnabend Sat")]
    [InlineData(IsoDayOfWeek.Sunday, "Sunday Sonntag Sun")]
    public void Knows_the_weekdays_in_both_languages(IsoDayOfWeek day, string names)
    {
        foreach (var name in names.Split(' '))
        {
            Read($"due {name} again").ShouldBe(day.ToString(), name);
        }
    }

    [Theory]
    [InlineData("today", "2026-11-24/2026-11-24")]
    [InlineData("heute", "2026-11-24/2026-11-24")]
    [InlineData("tomorrow", "2026-11-25/2026-11-25")]
    [InlineData("morgen", "2026-11-25/2026-11-25")]
    [InlineData("yesterday", "2026-11-23/2026-11-23")]
    [InlineData("gestern", "2026-11-23/2026-11-23")]
    [InlineData("übermorgen", "2026-11-26/2026-11-26")]
    [InlineData("vorgestern", "2026-11-22/2026-11-22")]
    [InlineData("this week", "2026-11-23/2026-11-29")]
    [InlineData("last week", "2026-11-16/2026-11-22")]
    [InlineData("next week", "2026-11-30/2026-12-06")]
    [InlineData("vergangene Woche", "2026-11-16/2026-11-22")]
    [InlineData("nächste Woche", "2026-11-30/2026-12-06")]
    [InlineData("this month", "2026-11-01/2026-11-30")]
    [InlineData("previous month", "2026-10-01/2026-10-31")]
    [InlineData("letzten Monat", "2026-10-01/2026-10-31")]
    [InlineData("kommenden Monat", "2026-12-01/2026-12-31")]
    [InlineData("coming month", "2026-12-01/2026-12-31")]
    [InlineData("this year", "2026-01-01/2026-12-31")]
    [InlineData("past year", "2025-01-01/2025-12-31")]
    [InlineData("nächstes Jahr", "2027-01-01/2027-12-31")]
    public void Reads_what_is_said_from_today_on(string text, string expected) => Read($"due {text}.").ShouldBe(expected);

    [Fact]
    public void Leaves_the_text_without_its_dates()
    {
        DateReader.Read("due on 20 November with 5 points", Today).Left.ShouldBe("due on   with 5 points");
        DateReader.Read("13/13 of them", Today).Left.ShouldBe("13/13 of them");
        DateReader.Read("Am 5. MÄRZ", Today).Dates[0].Written.ShouldBe("5. marz");
        DateReader.Read("since Freitag", Today).Dates[0].Written.ShouldBe("freitag");
        DateReader.Read("in Q4", Today).Dates[0].Written.ShouldBe("q4");
        DateReader.Read("Nächste Woche", Today).Dates[0].Written.ShouldBe("nachste woche");
    }

    [Theory]
    [InlineData("20 November 2026", "2026-11-20", true)]
    [InlineData("20 November 2025", "2026-11-20", false)]
    [InlineData("20 November", "2026-11-20", true)]
    [InlineData("20 November", "2026-11-21", false)]
    [InlineData("20 November", "2026-10-20", false)]
    [InlineData("November", "2026-11-01", true)]
    [InlineData("November", "2026-12-01", false)]
    [InlineData("3/4", "2026-04-03", true)]
    [InlineData("3/4", "2026-03-04", true)]
    [InlineData("3/4", "2026-03-03", false)]
    [InlineData("am 3.4.", "2026-03-04", false)]
    [InlineData("Friday", "2026-11-20", true)]
    [InlineData("Friday", "2026-11-21", false)]
    [InlineData("mid-November", "2026-11-07", false)]
    [InlineData("mid-November", "2026-11-08", true)]
    [InlineData("mid-November", "2026-11-22", true)]
    [InlineData("mid-November", "2026-11-23", false)]
    [InlineData("this week", "2026-11-22", false)]
    [InlineData("this week", "2026-11-23", true)]
    [InlineData("this week", "2026-11-29", true)]
    [InlineData("this week", "2026-11-30", false)]
    public void Fits_the_dates_that_it_may_mean(string text, string date, bool fits) =>
        DateReader
            .Read($"due {text}", Today)
            .Dates.ShouldHaveSingleItem()
            .Fits(NodaTime.Text.LocalDatePattern.Iso.Parse(date).Value)
            .ShouldBe(fits);

    /// <summary>What the evidence says exactly may be said less exactly, and never the other way round.</summary>
    [Theory]
    [InlineData("20 November", "20 November 2026", true)]
    [InlineData("November", "20 November", true)]
    [InlineData("20 November", "November", false)]
    [InlineData("21 November", "20 November", false)]
    [InlineData("20 October", "20 November", false)]
    [InlineData("20 November 2026", "20 November 2025", false)]
    [InlineData("2026", "20 November 2026", true)]
    [InlineData("20 November 2026", "20 November", true)]
    [InlineData("20 May 2026", "20 May", true)]
    [InlineData("20 April 2026", "20 April", false)]
    [InlineData("20 May 2027", "20 May", true)]
    [InlineData("20 June 2027", "20 June", false)]
    [InlineData("in November 2026", "in November", false)]
    [InlineData("Friday", "Friday", true)]
    [InlineData("Friday", "Monday", false)]
    [InlineData("Friday", "20 November", false)]
    [InlineData("20 November", "Friday", false)]
    [InlineData("this week", "this week", false)]
    [InlineData("early November", "20 November", false)]
    public void Repeats_what_the_evidence_says_at_least_as_exactly(string text, string evidence, bool repeats) =>
        DateReader
            .Read($"due {text}", Today)
            .Dates.ShouldHaveSingleItem()
            .Repeats(DateReader.Read($"due {evidence}", Today).Dates.ShouldHaveSingleItem(), Today)
            .ShouldBe(repeats);
}
