using NodaTime;
using PerfSignal.Core.Delivery.Pacing;

namespace PerfSignal.Tests.Delivery;

public sealed class LatenessTests
{
    private static readonly Instant Noon = Instant.FromUtc(2026, 11, 24, 12, 0);

    [Theory]
    [InlineData("nothing was late", new int[0], 0)]
    [InlineData("one alone may have been a pause of the garbage collector", new[] { 400 }, 0)]
    [InlineData("the second latest, half as much again, beside the margin", new[] { 400, 100, 60 }, 138)]
    [InlineData("what the margin covers does not count", new[] { 400, 12, 5 }, 0)]
    [InlineData("never slower than half the pace", new[] { 5000, 4000 }, 988)]
    public void Widens_the_window_by_how_late_this_process_was(string why, int[] late, int milliseconds)
    {
        var lateness = new Lateness();
        foreach (var one in late)
        {
            lateness.Saw(Noon, Duration.FromMilliseconds(one));
        }

        lateness.Beyond(Noon).ShouldBe(Duration.FromMilliseconds(milliseconds), why);
        lateness.Beyond(Noon + Duration.FromSeconds(6)).ShouldBe(Duration.Zero);
    }
}
