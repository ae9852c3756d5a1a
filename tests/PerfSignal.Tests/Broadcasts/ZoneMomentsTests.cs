using NodaTime;
using PerfSignal.Core.Broadcasts;

namespace PerfSignal.Tests.Broadcasts;

public sealed class ZoneMomentsTests
{
    private static readonly ZoneMoments Moments = ZoneMoments.Of(new LocalDateTime(2026, 11, 26, 9, 0));

    /// <summary>From fourteen hours ahead of UTC to twelve behind it.</summary>
    private static readonly Instant First = Instant.FromUtc(2026, 11, 25, 19, 0);
    private static readonly Instant Last = Instant.FromUtc(2026, 11, 26, 21, 0);

    [Fact]
    public void Begins_on_the_line_islands_and_ends_where_only_ships_are()
    {
        Moments.Last.ShouldBe(Last);
        Moments.Next(Instant.MinValue).ShouldBe(First);
    }

    [Fact]
    public void A_zone_is_reached_from_its_moment_on()
    {
        Moments.Reached(First - Duration.Epsilon).ShouldBeEmpty();
        Moments.Reached(First).ShouldBe(["Etc/GMT-14", "Pacific/Kiritimati"], ignoreOrder: true);
        var berlin = Instant.FromUtc(2026, 11, 26, 8, 0);
        Moments.Reached(berlin - Duration.Epsilon).ShouldNotContain("Europe/Berlin");
        Moments.Reached(berlin).ShouldContain("Europe/Berlin");
        Moments.Reached(berlin).ShouldNotContain("Europe/London");
        Moments.Reached(Last).Count.ShouldBe(DateTimeZoneProviders.Tzdb.Ids.Count);
    }

    [Fact]
    public void The_next_moment_is_after_now_and_there_is_none_after_the_last()
    {
        Moments.Next(First - Duration.Epsilon).ShouldBe(First);
        // The Chatham Islands are thirteen and three quarters ahead in summer, which is now.
        Moments.Next(First).ShouldBe(Instant.FromUtc(2026, 11, 25, 19, 15));
        Moments.Next(Last - Duration.Epsilon).ShouldBe(Last);
        Moments.Next(Last).ShouldBeNull();
    }
}
