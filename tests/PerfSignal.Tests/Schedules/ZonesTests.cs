using NodaTime;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Tests.Schedules;

public sealed class ZonesTests
{
    private readonly DateTimeZone berlin = Zones.Of("Europe/Berlin");

    [Fact]
    public void A_skipped_local_time_counts_with_the_offset_before_the_gap() =>
        berlin.At(new LocalDateTime(2026, 3, 29, 2, 30)).ShouldBe(Instant.FromUtc(2026, 3, 29, 1, 30));

    [Fact]
    public void A_local_time_that_comes_twice_is_its_first() =>
        berlin.At(new LocalDateTime(2026, 10, 25, 2, 30)).ShouldBe(Instant.FromUtc(2026, 10, 25, 0, 30));

    [Fact]
    public void A_clock_reaches_a_skipped_time_right_after_the_gap() =>
        berlin.ClockReaches(new LocalDateTime(2026, 3, 29, 2, 30)).ShouldBe(Instant.FromUtc(2026, 3, 29, 1, 0));

    [Fact]
    public void A_clock_first_reaches_a_time_that_comes_twice() =>
        berlin.ClockReaches(new LocalDateTime(2026, 10, 25, 2, 30)).ShouldBe(Instant.FromUtc(2026, 10, 25, 0, 30));

    [Fact]
    public void An_unknown_stored_zone_names_itself() =>
        Should.Throw<InvalidOperationException>(() => Zones.Of("Mars/Base")).Message.ShouldContain("Mars/Base");

    [Theory]
    [InlineData("Berlin", "Europe/Berlin")]
    [InlineData("europe/berlin", "Europe/Berlin")]
    [InlineData("Europe/Berln", "Europe/Berlin")]
    [InlineData("W. Europe Standard Time", "Europe/Berlin")]
    [InlineData("Eastern Standard Time", "America/New_York")]
    [InlineData("new york", "America/New_York")]
    [InlineData("Asia/Kalcutta", "Asia/Calcutta")]
    [InlineData(" Berlin ", "Europe/Berlin")]
    // Two ids end in this city; the other is an old alias.
    [InlineData("Buenos Aires", "America/Argentina/Buenos_Aires")]
    // One slip in five letters is near, one in four is not; two in ten are, three in fourteen are not.
    [InlineData("Japam", "Japan")]
    [InlineData("Cubb", null)]
    [InlineData("Europe/Brlnn", "Europe/Berlin")]
    [InlineData("Europe/Brlnnn", null)]
    [InlineData("Somewhere else entirely", null)]
    [InlineData("XYZ", null)]
    [InlineData("", null)]
    public void Suggests_the_nearest_id(string text, string? near) => ZoneNames.Nearest(text).ShouldBe(near);

    [Fact]
    public void Says_what_to_write_where_nothing_is_near()
    {
        ZoneNames.Read("UTC+1").Error.ShouldBe("'UTC+1' is not an IANA time zone; write one such as Europe/Berlin or America/New_York.");
        ZoneNames.Read("Berlin").Error.ShouldBe("'Berlin' is not an IANA time zone; did you mean 'Europe/Berlin'?");
        ZoneNames.Read("Europe/Berlin").ShouldBe((berlin, null));
    }

    [Fact]
    public void Repeats_no_more_than_forty_letters_of_what_was_written()
    {
        ZoneNames.Read(new string('q', 40)).Error.ShouldStartWith($"'{new string('q', 40)}' is not");
        ZoneNames.Read(new string('q', 41)).Error.ShouldStartWith($"'{new string('q', 40)}…' is not");
    }

    [Theory]
    [InlineData("", "", 0)]
    [InlineData("", "abc", 3)]
    [InlineData("saturday", "sunday", 3)]
    [InlineData("abc", "", 3)]
    [InlineData("kitten", "sitting", 3)]
    [InlineData("flaw", "lawn", 2)]
    public void Counts_edits(string one, string other, int edits) => ZoneNames.Distance(one, other).ShouldBe(edits);
}
