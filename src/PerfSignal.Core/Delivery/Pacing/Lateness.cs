using NodaTime;

namespace PerfSignal.Core.Delivery.Pacing;

/// <summary>How late this process got its turn lately: as late as that, what it wrote may arrive later than it believes.</summary>
internal sealed class Lateness
{
    private static readonly Duration Lately = Duration.FromSeconds(5);

    /// <summary>Never slower than half the pace, however starved the machine is.</summary>
    private static readonly Duration Most = Duration.FromSeconds(1);

    private readonly Queue<(Instant At, Duration Late)> seen = new();

    public void Saw(Instant now, Duration late)
    {
        Forget(now);
        if (late > PaceSettings.Margin)
        {
            seen.Enqueue((now, late));
        }
    }

    /// <summary>What has to be added to the margin: the second latest turn, since one alone may have been a pause of the garbage collector.</summary>
    public Duration Beyond(Instant now)
    {
        Forget(now);
        return seen.Count < 2
            ? Duration.Zero
            : Duration.Min(seen.Select(one => one.Late).OrderDescending().ElementAt(1) * 1.5, Most) - PaceSettings.Margin;
    }

    private void Forget(Instant now)
    {
        while (seen.TryPeek(out var first) && first.At < now - Lately)
        {
            seen.Dequeue();
        }
    }
}
