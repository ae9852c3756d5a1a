using NodaTime;
using PerfSignal.Bot.Calendars.Ics;

namespace PerfSignal.Tests.Calendars.Ics;

public sealed class Rfc5545RecurrenceTests
{
    private static readonly DateTimeZone NewYork = DateTimeZoneProviders.Tzdb["America/New_York"];

    [Theory]
    [MemberData(nameof(Rfc5545Examples.All), MemberType = typeof(Rfc5545Examples))]
    public void Gives_the_dates_the_standard_lists(string example, string start, string rule, string dates)
    {
        var calendar = IcsReader.Read(IcsText.Event($"DTSTART;TZID=America/New_York:{start}", rule));
        var (listed, goesOn) = Rfc5545Examples.Listed(dates);
        var end = goesOn ? listed[^1] + Duration.FromSeconds(1) : listed[^1] + Duration.FromDays(10_000);

        var found = IcsExpander.Expand(calendar, Instant.FromUtc(1990, 1, 1, 0, 0), end, NewYork);

        found.Select(instance => instance.Start).ShouldBe(listed, example);
    }

    [Fact]
    public void Has_every_example_of_the_standard() => Rfc5545Examples.All.Count.ShouldBeGreaterThanOrEqualTo(40);

    [Fact]
    public void Reads_a_utc_limit_as_utc()
    {
        // The hourly example as printed: 17:00 UTC is 13:00 in New York.
        var calendar = IcsReader.Read(
            IcsText.Event("DTSTART;TZID=America/New_York:19970902T090000", "RRULE:FREQ=HOURLY;INTERVAL=3;UNTIL=19970902T170000Z")
        );

        IcsExpander
            .Expand(calendar, Instant.FromUtc(1997, 1, 1, 0, 0), Instant.FromUtc(1998, 1, 1, 0, 0), NewYork)
            .Select(instance => instance.Start.InZone(NewYork).Hour)
            .ShouldBe([9, 12]);
    }
}
