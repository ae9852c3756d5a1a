using NodaTime;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Tests.Schedules;

/// <summary>Over the zones of the IANA database and their clock changes.</summary>
public sealed class BriefTimeProperties
{
    private static readonly bool Long = Environment.GetEnvironmentVariable("PERFSIGNAL_LONG") == "1";

    private static readonly string[] Few =
    [
        "Europe/Berlin",
        "America/New_York",
        "Australia/Lord_Howe",
        "Asia/Kathmandu",
        "Pacific/Chatham",
        "America/St_Johns",
        "Africa/Casablanca",
        "Pacific/Kiritimati",
        "America/Santiago",
        "UTC",
        "Asia/Gaza",
        "Europe/Dublin",
    ];

    private static IEnumerable<DateTimeZone> SampledZones => Long ? DateTimeZoneProviders.Tzdb.Ids.Select(Zones.Of) : Few.Select(Zones.Of);

    /// <summary>Starts around both clock changes of 2026 and 2027, and an ordinary day where there are none.</summary>
    private static IEnumerable<Instant> Starts(DateTimeZone zone)
    {
        var changes = zone.GetZoneIntervals(Instant.FromUtc(2026, 1, 2, 0, 0), Instant.FromUtc(2028, 1, 1, 0, 0))
            .Where(interval => interval.HasStart && interval.Start > Instant.FromUtc(2026, 1, 2, 0, 0))
            .Select(interval => interval.Start)
            .Append(Instant.FromUtc(2026, 11, 24, 0, 0));
        return changes.SelectMany(change => Enumerable.Range(-20, 61).Select(step => change + Duration.FromMinutes(step * 43)));
    }

    [Fact]
    public void A_brief_leaves_exactly_lead_time_before_unless_quiet_hours_move_it_to_their_last_free_minute()
    {
        foreach (var zone in SampledZones)
        {
            foreach (
                var quiet in new[]
                {
                    QuietHours.Parse("20:00-07:00"),
                    QuietHours.Parse("12:00-13:00"),
                    QuietHours.Parse("01:30-02:45"),
                    QuietHours.None,
                }
            )
            {
                var settings = new BriefSettings(zone, 30, null, quiet);
                foreach (var start in Starts(zone))
                {
                    var brief = BriefTime.For(start, settings);
                    var wanted = start - Duration.FromMinutes(30);
                    if (!quiet.Contain(wanted.InZone(zone).TimeOfDay))
                    {
                        brief.ShouldBe(new BriefTime(wanted, null));
                        continue;
                    }

                    brief.RefreshAt.ShouldBe(wanted);
                    brief.LeavesAt.ShouldBeLessThan(wanted);
                    quiet.Contain(brief.LeavesAt.InZone(zone).TimeOfDay).ShouldBeFalse($"{zone.Id} {start} {quiet}");
                    // Within a minute it is quiet: no later minute was free.
                    quiet
                        .Contain((brief.LeavesAt + Duration.FromMinutes(1)).InZone(zone).TimeOfDay)
                        .ShouldBeTrue($"{zone.Id} {start} {quiet}");
                }
            }
        }
    }

    [Fact]
    public void A_digest_comes_at_its_local_time_on_every_day()
    {
        var digest = new LocalTime(8, 15);
        foreach (var zone in SampledZones)
        {
            foreach (var start in Starts(zone))
            {
                var brief = BriefTime.For(start, new BriefSettings(zone, 30, digest, QuietHours.None));
                var local = brief.LeavesAt.InZone(zone);
                var atLead = start - Duration.FromMinutes(30);
                if (brief.LeavesAt != atLead)
                {
                    local.TimeOfDay.ShouldBe(digest);
                    local.Date.ShouldBe(start.InZone(zone).Date);
                }

                brief.LeavesAt.ShouldBeLessThanOrEqualTo(atLead);
            }
        }
    }
}
