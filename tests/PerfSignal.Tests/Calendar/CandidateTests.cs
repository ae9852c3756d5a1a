using NodaTime;
using PerfSignal.Core.Calendar;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Tests.Calendar;

public sealed class CandidateTests
{
    private static readonly Planned Mia = new(
        Guid.NewGuid(),
        new LocalDate(2026, 11, 2),
        new LocalDate(2026, 11, 27),
        new BriefSettings(Zones.Of("Europe/Berlin"), 30, null, QuietHours.None)
    );

    [Theory]
    [InlineData("09:00", 30, "09:30", 30, false)]
    [InlineData("09:00", 31, "09:30", 30, true)]
    [InlineData("09:00", 60, "09:15", 15, true)]
    [InlineData("09:00", 30, "09:00", 30, true)]
    // Without a duration it still takes its minute.
    [InlineData("09:00", 0, "09:00", 0, true)]
    [InlineData("09:00", 0, "09:01", 0, false)]
    [InlineData("09:00", 30, "09:29", 0, true)]
    [InlineData("09:00", 30, "09:30", 0, false)]
    public void Two_overlap_where_they_share_a_minute(string one, int minutes, string other, int others, bool overlap)
    {
        At(one, minutes).Overlaps(At(other, others)).ShouldBe(overlap);
        At(other, others).Overlaps(At(one, minutes)).ShouldBe(overlap);
    }

    [Theory]
    [InlineData("2026-11-01T22:59:59Z", false)]
    [InlineData("2026-11-01T23:00:00Z", true)]
    [InlineData("2026-11-27T22:59:59Z", true)]
    [InlineData("2026-11-27T23:00:00Z", false)]
    public void Works_from_the_first_day_to_the_last_on_ones_own_clock(string at, bool works) =>
        Mia.WorksAt(NodaTime.Text.InstantPattern.General.Parse(at).Value).ShouldBe(works);

    private static Candidate At(string time, int minutes)
    {
        var start = Office.At("25T" + time);
        return new Candidate(Mia, "u", start, start + Duration.FromMinutes(minutes), start);
    }
}
