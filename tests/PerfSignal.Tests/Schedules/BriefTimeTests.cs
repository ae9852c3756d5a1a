using NodaTime;
using NodaTime.Text;
using PerfSignal.Core;
using PerfSignal.Core.Schedules;
using PerfSignal.Tests.People;

namespace PerfSignal.Tests.Schedules;

public sealed class BriefTimeTests
{
    private static readonly LocalDateTimePattern Local = LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm");

    [Theory]
    [InlineData("an ordinary morning", "2026-11-24 09:00", 30, "", "20:00-07:00", "2026-11-24 08:30", "")]
    [InlineData("the first minute after quiet hours", "2026-11-24 07:30", 30, "", "20:00-07:00", "2026-11-24 07:00", "")]
    [InlineData("the last quiet minute", "2026-11-24 07:29", 30, "", "20:00-07:00", "2026-11-23 19:59", "2026-11-24 06:59")]
    [InlineData("the first quiet minute", "2026-11-24 20:30", 30, "", "20:00-07:00", "2026-11-24 19:59", "2026-11-24 20:00")]
    [InlineData("the last minute before quiet hours", "2026-11-24 20:29", 30, "", "20:00-07:00", "2026-11-24 19:59", "")]
    [InlineData("midnight", "2026-11-24 00:00", 0, "", "20:00-07:00", "2026-11-23 19:59", "2026-11-24 00:00")]
    [InlineData("quiet hours within a day", "2026-11-24 13:15", 30, "", "12:00-13:00", "2026-11-24 11:59", "2026-11-24 12:45")]
    [InlineData("a weekend like any day", "2026-11-22 10:00", 30, "", "20:00-07:00", "2026-11-22 09:30", "")]
    [InlineData("no lead", "2026-11-24 09:00", 0, "", "20:00-07:00", "2026-11-24 09:00", "")]
    [InlineData("a day of lead", "2026-11-24 09:00", 1440, "", "20:00-07:00", "2026-11-23 09:00", "")]
    [InlineData("a digest in the morning", "2026-11-24 15:00", 30, "08:15", "20:00-07:00", "2026-11-24 08:15", "")]
    [InlineData("a 1:1 before the digest", "2026-11-24 08:00", 30, "08:15", "20:00-07:00", "2026-11-24 07:30", "")]
    [InlineData("a 1:1 whose lead time is the digest", "2026-11-24 08:45", 30, "08:15", "20:00-07:00", "2026-11-24 08:15", "")]
    [InlineData("a digest in quiet hours", "2026-11-24 15:00", 30, "06:30", "20:00-07:00", "2026-11-23 19:59", "2026-11-24 14:30")]
    [InlineData("no quiet hours", "2026-11-24 03:00", 30, "", "00:00-00:00", "2026-11-24 02:30", "")]
    [InlineData("summer time begins in quiet hours", "2026-03-29 07:15", 30, "", "20:00-07:00", "2026-03-28 19:59", "2026-03-29 06:45")]
    [InlineData("summer time ends in quiet hours", "2026-10-25 07:15", 30, "", "20:00-07:00", "2026-10-24 19:59", "2026-10-25 06:45")]
    [InlineData("quiet hours that begin in the gap", "2026-03-29 04:00", 30, "", "02:30-07:00", "2026-03-29 01:59", "2026-03-29 03:30")]
    [InlineData("quiet hours that end in the gap", "2026-03-29 03:40", 30, "", "20:00-02:30", "2026-03-29 03:10", "")]
    public void Leaves_at_lead_time_unless_quiet_hours_come_between(
        string why,
        string start,
        int lead,
        string digest,
        string quiet,
        string leaves,
        string refresh
    )
    {
        var zone = Zones.Of("Europe/Berlin");
        Instant At(string text) => zone.AtLeniently(Local.Parse(text).Value).ToInstant();
        LocalTime? digestAt = digest.Length == 0 ? null : LocalTimePattern.CreateWithInvariantCulture("HH:mm").Parse(digest).Value;

        var brief = BriefTime.For(At(start), new BriefSettings(zone, lead, digestAt, QuietHours.Parse(quiet)));

        brief.LeavesAt.ShouldBe(At(leaves), why);
        brief.RefreshAt.ShouldBe(refresh.Length == 0 ? null : At(refresh), why);
    }

    [Fact]
    public void Takes_the_persons_settings_before_the_organisations()
    {
        var organization = new Organization
        {
            TimeZone = "Europe/Berlin",
            LeadMinutes = 30,
            QuietHours = "20:00-07:00",
        };
        var person = A.Person("ana@example.com");
        person.TimeZone = "Asia/Tokyo";

        BriefSettings
            .Of(person, organization)
            .ShouldBe(new BriefSettings(Zones.Of("Asia/Tokyo"), 30, null, QuietHours.Parse("20:00-07:00")));

        person.LeadMinutes = 0;
        person.DigestAt = new LocalTime(8, 0);
        person.QuietHours = "22:00-06:00";
        BriefSettings
            .Of(person, organization)
            .ShouldBe(new BriefSettings(Zones.Of("Asia/Tokyo"), 0, new LocalTime(8, 0), QuietHours.Parse("22:00-06:00")));
    }

    [Fact]
    public void Falls_back_to_the_organisation_where_a_stored_setting_cannot_be_read()
    {
        var person = A.Person("ana@example.com");
        person.TimeZone = "Mars/Base";
        person.QuietHours = "late";

        var settings = BriefSettings.Of(person, new Organization { TimeZone = "Europe/Berlin" });

        settings.Zone.Id.ShouldBe("Europe/Berlin");
        settings.Quiet.ShouldBe(QuietHours.Parse("20:00-07:00"));
    }
}
