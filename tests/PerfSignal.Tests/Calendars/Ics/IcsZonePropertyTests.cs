using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using PerfSignal.Bot.Calendars.Ics;

namespace PerfSignal.Tests.Calendars.Ics;

public sealed class IcsZonePropertyTests
{
    private static readonly int Samples = Environment.GetEnvironmentVariable("PERFSIGNAL_LONG") == "1" ? 500 : 40;

    [Fact]
    public void A_weekly_nine_oclock_stays_at_nine_through_every_change_of_clocks()
    {
        var zones = DateTimeZoneProviders.Tzdb.Ids.ToArray();
        var cases = from zone in Gen.Elements(zones) from day in Gen.Choose(0, 10_000) select (zone, day);
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(Samples).WithReplay(20261121, 7),
            Prop.ForAll(
                cases.ToArbitrary(),
                sample =>
                {
                    var zone = DateTimeZoneProviders.Tzdb[sample.zone];
                    var first = new LocalDate(2005, 1, 1).PlusDays(sample.day);
                    var text = IcsText.Event($"DTSTART;TZID={sample.zone}:{first:yyyyMMdd}T090000", "DURATION:PT30M", "RRULE:FREQ=WEEKLY;COUNT=60");
                    var instances = IcsText.Expand(text, Instant.FromUtc(2004, 1, 1, 0, 0), Instant.FromUtc(2040, 1, 1, 0, 0));

                    // A day that a zone skipped whole (Samoa 2011-12-30) has no nine o'clock.
                    instances
                        .Select((instance, index) => (Local: instance.Start.InZone(zone).LocalDateTime, Day: first.PlusWeeks(index)))
                        .ShouldAllBe(pair => pair.Local == pair.Day.At(new LocalTime(9, 0)) || zone.MapLocal(pair.Day.At(new LocalTime(9, 0))).Count == 0);
                    return instances.Count == 60;
                }
            )
        );
    }
}
