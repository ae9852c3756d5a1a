using NodaTime;
using PerfSignal.Core.Conversing;

namespace PerfSignal.Core.Delivery.Queue;

/// <summary>The outbox at one instant, in counts: never whose messages they are.</summary>
/// <param name="At">When it was looked at.</param>
/// <param name="Unreachable">People whom a platform does not let us write to, by platform.</param>
public sealed record QueueState(
    Instant At,
    IReadOnlyList<QueueDepth> Depths,
    IReadOnlyList<SentLately> Sent,
    IReadOnlyList<HoldNow> Holds,
    IReadOnlyList<FailuresOf> Failures,
    int PossiblyDoubled,
    IReadOnlyList<(PlatformName Platform, int People)> Unreachable,
    IReadOnlyList<PaceNow> Paces
)
{
    public int Waiting => Depths.Sum(depth => depth.Waiting);
    public int Due => Depths.Sum(depth => depth.Due);
    public int SentInHour => Sent.Sum(one => one.Hour);
    public int Failed => Failures.Sum(one => one.Count);

    /// <summary>How long the message has been due that has been so longest.</summary>
    public Duration? OldestDue => Depths.Max(depth => At - depth.Oldest);

    /// <summary>Messages that a mistake of ours ended: tried a few times at most, then set aside so that they hold up no other.</summary>
    public int SetAside => Failures.Where(one => one.IsSetAside).Sum(one => one.Count);
}

/// <param name="Platform">Null while it is not chosen.</param>
/// <param name="Waiting">Messages without an end.</param>
/// <param name="Due">Of these the ones that might leave now: neither planned for later nor waiting for another try.</param>
/// <param name="OnTheirWay">Of these the ones that a node is working on.</param>
/// <param name="Oldest">Since when the first of the due ones is due.</param>
public sealed record QueueDepth(Lane Lane, PlatformName? Platform, int Waiting, int Due, int OnTheirWay, Instant? Oldest);

/// <summary>Messages that were sent in the last minute and the last hour.</summary>
public sealed record SentLately(PlatformName? Platform, int Minute, int Hour);

/// <summary>A platform that is left alone for a while.</summary>
public sealed record HoldNow(PlatformName Platform, string Workspace, Instant Until, FailureCategory Because)
{
    /// <summary>The platform, with the workspace where only that one is held.</summary>
    public string Name => Workspace == PlatformHold.Everywhere ? Platform.ToString() : $"{Platform} {Workspace}";
}

/// <summary>Messages that failed in the last 24 hours for one cause.</summary>
/// <param name="Word">The platform's error word.</param>
/// <param name="Reason">A word of the texts (`delivery_reason_…`).</param>
public sealed record FailuresOf(PlatformName? Platform, FailureCategory? Category, string? Word, string? Reason, int Count)
{
    public bool IsSetAside => Reason is "bug" or "refused";
}

/// <summary>How fast calls leave for a workspace.</summary>
/// <param name="Workspace">Followed by the method where a platform counts methods apart.</param>
/// <param name="HeldUntil">Set while nobody calls because a call was rejected.</param>
/// <param name="RejectedAt">When a call was rejected last.</param>
public sealed record PaceNow(
    PlatformName Platform,
    string Workspace,
    decimal PerSecond,
    Instant DrawnAt,
    Instant? HeldUntil,
    Instant? RejectedAt
);
