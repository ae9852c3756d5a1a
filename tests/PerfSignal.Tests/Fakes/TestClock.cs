using NodaTime;

namespace PerfSignal.Tests.Fakes;

/// <summary>A clock that stands still until a test moves it.</summary>
public sealed class TestClock(Instant start) : TimeProvider
{
    private Instant now = start;

    /// <summary>2026-11-24T09:00Z, a Tuesday.</summary>
    public TestClock()
        : this(Instant.FromUtc(2026, 11, 24, 9, 0)) { }

    public override DateTimeOffset GetUtcNow() => now.ToDateTimeOffset();

    public void Set(Instant instant) => now = instant;

    public void Advance(Duration by) => now += by;
}
