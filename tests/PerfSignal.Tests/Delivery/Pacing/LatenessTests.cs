using NodaTime;
using PerfSignal.Core.Delivery.Pacing;

namespace PerfSignal.Tests.Delivery.Pacing;

public sealed class LatenessTests
{
    private static readonly Instant Start = Instant.FromUtc(2026, 11, 24, 9, 0);

    /// <param name="turns">Milliseconds after the start and how many milliseconds late.</param>
    private static Lateness Seen(params (int At, int Late)[] turns)
    {
        var lateness = new Lateness();
        foreach (var (at, late) in turns)
        {
            lateness.Saw(Start + Duration.FromMilliseconds(at), Duration.FromMilliseconds(late));
        }

        return lateness;
    }

    private static double Beyond(Lateness lateness, int at) => lateness.Beyond(Start + Duration.FromMilliseconds(at)).TotalMilliseconds;

    [Fact]
    public void Adds_nothing_where_one_turn_alone_was_late()
    {
        Beyond(Seen(), 0).ShouldBe(0);
        Beyond(Seen((0, 400)), 0).ShouldBe(0);
    }

    [Fact]
    public void Adds_half_more_than_the_second_latest_turn_without_the_margin_that_is_there_already()
    {
        Beyond(Seen((0, 100), (1, 400)), 2).ShouldBe(138);
        Beyond(Seen((0, 400), (1, 100), (2, 60)), 2).ShouldBe(138);
    }

    [Fact]
    public void Adds_no_more_than_makes_a_second_of_it()
    {
        Beyond(Seen((0, 660), (1, 800)), 2).ShouldBe(978);
        Beyond(Seen((0, 670), (1, 800)), 2).ShouldBe(988);
    }

    [Fact]
    public void Turns_that_are_late_within_the_margin_are_in_time()
    {
        Beyond(Seen((0, 12), (1, 12)), 2).ShouldBe(0);
        Beyond(Seen((0, 13), (1, 13)), 2).ShouldBe(7.5);
    }

    [Fact]
    public void Forgets_what_is_more_than_five_seconds_ago()
    {
        var lateness = Seen((0, 100), (1000, 100), (2000, 200));

        Beyond(lateness, 5000).ShouldBe(138);
        Beyond(lateness, 6000).ShouldBe(138);
        Beyond(lateness, 6001).ShouldBe(0);
        Beyond(Seen((0, 100), (5001, 100)), 5001).ShouldBe(0);
    }
}
