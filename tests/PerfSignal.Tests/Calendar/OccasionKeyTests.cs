using NodaTime;
using PerfSignal.Core.Calendar;

namespace PerfSignal.Tests.Calendar;

public sealed class OccasionKeyTests
{
    [Theory]
    [InlineData("cadence|2026-11-25", true)]
    [InlineData("cadence|20261125T090000Z", false)]
    [InlineData("cadence|2026-11-25|20261125T090000Z", false)]
    [InlineData("cadence|20261125", false)]
    [InlineData("rhythms|2026-11-25", false)]
    [InlineData("u|1", false)]
    public void Tells_a_cadence_from_an_event_of_that_name(string key, bool cadence) => OccasionKey.IsCadence(key).ShouldBe(cadence);

    [Fact]
    public void Names_a_cadences_day() => OccasionKey.Of(new LocalDate(2026, 11, 5)).ShouldBe("cadence|2026-11-05");

    [Theory]
    [InlineData("u|20261125T090000Z", "u", "20261125T090000Z")]
    [InlineData("a|b|c|20261125", "a|b|c", "20261125")]
    [InlineData("|20261125", "", "20261125")]
    public void Takes_apart_at_the_last_bar(string key, string uid, string start)
    {
        OccasionKey.Uid(key).ShouldBe(uid);
        OccasionKey.OriginalStart(key).ShouldBe(start);
    }

    [Theory]
    [InlineData("20261125T090000Z", true)]
    [InlineData("20261125", false)]
    [InlineData("20261125T090000", false)]
    public void Knows_the_instant_of_a_timed_start_only(string original, bool known) =>
        OccasionKey.Original(original).ShouldBe(known ? Instant.FromUtc(2026, 11, 25, 9, 0) : null);
}
