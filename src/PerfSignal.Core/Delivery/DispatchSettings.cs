using NodaTime;

namespace PerfSignal.Core.Delivery;

/// <summary>How the outbox works on one node.</summary>
/// <param name="AtOnce">Messages on their way to one platform at a time, and a quarter more where they are urgent; what is claimed is no more, so that urgent ones never wait behind a long batch.</param>
public sealed record DispatchSettings(int AtOnce = 32)
{
    /// <summary>Whether the database lets one write at a time, as SQLite does.</summary>
    public bool OneWriter { get; init; }

    /// <summary>After this another node takes over a row; longer than anything that is done with it.</summary>
    public Duration Lease { get; init; } = Duration.FromMinutes(2);

    /// <summary>A platform that has not answered by then counts as not having answered.</summary>
    public Duration Timeout { get; init; } = Duration.FromSeconds(30);

    /// <summary>When the service is stopped, what is on its way is given this long; then it counts as not answered.</summary>
    public Duration StopWithin { get; init; } = Duration.FromSeconds(8);

    /// <summary>A message without an answer is not sent again, or looked for, before this; longer than Slack takes to show a post in a history.</summary>
    public Duration UncertainWait { get; init; } = DeliveryRules.UncertainWait;
}
