using NodaTime;

namespace PerfSignal.Core.Broadcasts;

/// <summary>The section `Broadcasts`.</summary>
/// <param name="ApproveAbove">More recipients than this need a second person's approval; 0 for always.</param>
public sealed record BroadcastSettings(int ApproveAbove = 200)
{
    /// <summary>Rows made in one transaction: few enough that no other write waits long for it.</summary>
    public int Page { get; init; } = 500;

    /// <summary>While some zone has still to come, people who came into one whose time is past are looked for this often.</summary>
    public Duration LookAgain { get; init; } = Duration.FromMinutes(5);
}
