using NodaTime;

namespace PerfSignal.Bot.Demo;

/// <summary>The machine's clock, moved by an offset, so that the demo can tell a story of the past weeks before it goes live.</summary>
public sealed class DemoClock : TimeProvider
{
    private Duration offset = Duration.Zero;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + offset.ToTimeSpan();

    /// <summary>From here on the clock runs from this instant.</summary>
    public void RunFrom(Instant instant) => offset = instant - Instant.FromDateTimeOffset(System.GetUtcNow());
}
