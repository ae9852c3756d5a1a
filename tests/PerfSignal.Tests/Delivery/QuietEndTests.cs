using NodaTime;
using NodaTime.Text;
using PerfSignal.Core.Delivery;
using PerfSignal.Tests.People;

namespace PerfSignal.Tests.Delivery;

public sealed class QuietEndTests
{
    private const string Organization = "20:00-07:00";

    [Theory]
    [InlineData("the last minute before", "2026-11-24T18:59:59Z", "")]
    [InlineData("the first quiet minute", "2026-11-24T19:00:00Z", "2026-11-25T06:00:00Z")]
    [InlineData("midnight", "2026-11-24T23:00:00Z", "2026-11-25T06:00:00Z")]
    [InlineData("after midnight", "2026-11-25T01:30:00Z", "2026-11-25T06:00:00Z")]
    [InlineData("the last quiet minute", "2026-11-25T05:59:59Z", "2026-11-25T06:00:00Z")]
    [InlineData("the first minute after", "2026-11-25T06:00:00Z", "")]
    [InlineData("the night in which summer time begins", "2026-03-28T23:30:00Z", "2026-03-29T05:00:00Z")]
    [InlineData("the night in which summer time ends", "2026-10-24T22:30:00Z", "2026-10-25T06:00:00Z")]
    public void Is_seven_in_the_morning_on_the_recipients_clock(string why, string now, string end) => Ends(null, now, end, why);

    [Theory]
    [InlineData("quiet over noon", "12:00-13:00", "2026-11-24T11:30:00Z", "2026-11-24T12:00:00Z")]
    [InlineData("its end is not quiet", "12:00-13:00", "2026-11-24T12:00:00Z", "")]
    [InlineData("never quiet", "00:00-00:00", "2026-11-24T23:00:00Z", "")]
    [InlineData("cannot be read", "late", "2026-11-24T19:00:00Z", "2026-11-25T06:00:00Z")]
    public void Follows_the_recipients_own_hours_before_the_organisations(string why, string own, string now, string end) =>
        Ends(own, now, end, why);

    [Theory]
    [InlineData("an end that the clock skips", "20:00-02:30", "2026-03-29T00:30:00Z", "2026-03-29T01:00:00Z")]
    [InlineData("the first of two ends", "20:00-02:30", "2026-10-25T00:10:00Z", "2026-10-25T00:30:00Z")]
    [InlineData("between the two ends", "20:00-02:30", "2026-10-25T00:40:00Z", "")]
    [InlineData("quiet once more in the hour that comes twice", "20:00-02:30", "2026-10-25T01:10:00Z", "2026-10-25T01:30:00Z")]
    [InlineData("after the second end", "20:00-02:30", "2026-10-25T01:30:00Z", "")]
    public void Comes_when_the_clock_shows_it_in_a_night_of_clock_change(string why, string own, string now, string end) =>
        Ends(own, now, end, why);

    private static void Ends(string? own, string now, string end, string why)
    {
        var ana = A.Person("ana@example.com", "Europe/Berlin");
        ana.QuietHours = own;

        var found = QuietEnd.For(ana, Organization, InstantPattern.General.Parse(now).Value);

        found.ShouldBe(end.Length == 0 ? null : InstantPattern.General.Parse(end).Value, why);
    }
}
