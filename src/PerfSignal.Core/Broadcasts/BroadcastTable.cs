using static PerfSignal.Core.Broadcasts.BroadcastState;

namespace PerfSignal.Core.Broadcasts;

public enum BroadcastAct
{
    Save,
    Request,
    Approve,
    Refuse,
    Pause,
    Resume,
    Cancel,
    Retract,
    RetryFailed,
    EditSent,
}

/// <summary>What may be done with a broadcast in which state; what is not here is refused.</summary>
public static class BroadcastTable
{
    private static readonly Dictionary<BroadcastAct, BroadcastState[]> May = new()
    {
        // What is changed before it was sent is a draft again, and an approval of it is void.
        [BroadcastAct.Save] = [Draft, AwaitingApproval, Scheduled],
        [BroadcastAct.Request] = [Draft],
        [BroadcastAct.Approve] = [AwaitingApproval],
        [BroadcastAct.Refuse] = [AwaitingApproval],
        [BroadcastAct.Pause] = [Scheduled, Sending],
        [BroadcastAct.Resume] = [Paused],
        [BroadcastAct.Cancel] = [Draft, AwaitingApproval, Scheduled, Sending, Paused],
        [BroadcastAct.Retract] = [AwaitingApproval, Sending, Paused, Done, Cancelled],
        [BroadcastAct.RetryFailed] = [Sending, Done],
        [BroadcastAct.EditSent] = [AwaitingApproval, Sending, Paused, Done],
    };

    /// <summary>Where the act has been done before, so that doing it again is no mistake.</summary>
    private static readonly Dictionary<BroadcastAct, BroadcastState[]> Already = new()
    {
        [BroadcastAct.Request] = [AwaitingApproval, Scheduled, Sending],
        [BroadcastAct.Pause] = [Paused],
        [BroadcastAct.Resume] = [Scheduled, Sending],
        [BroadcastAct.Cancel] = [Cancelled],
    };

    public static bool Allows(BroadcastAct act, BroadcastState state) => May[act].Contains(state);

    public static bool IsDone(BroadcastAct act, BroadcastState state) => Already.GetValueOrDefault(act, []).Contains(state);
}
