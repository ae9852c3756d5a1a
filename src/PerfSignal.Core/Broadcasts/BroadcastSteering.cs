using NodaTime;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.Governance;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Core.Broadcasts;

/// <summary>Holding, ending, taking back and trying again.</summary>
public sealed class BroadcastSteering(BroadcastChange change, Sends sends, TimeProvider clock)
{
    public Task<BroadcastResult> Pause(Viewer viewer, Guid id, CancellationToken ct) =>
        change.Do(
            viewer,
            id,
            BroadcastAct.Pause,
            async broadcast =>
            {
                // When the next rows are due stays, so that it goes on from there.
                broadcast.State = BroadcastState.Paused;
                if (broadcast.StartedAt is not null)
                {
                    await sends.Pause(id, ct);
                }

                return null;
            },
            ct
        );

    public Task<BroadcastResult> Resume(Viewer viewer, Guid id, CancellationToken ct) =>
        change.Do(
            viewer,
            id,
            BroadcastAct.Resume,
            async broadcast =>
            {
                broadcast.State =
                    broadcast.StartedAt is null && broadcast.NextAt > clock.Now() ? BroadcastState.Scheduled : BroadcastState.Sending;
                (broadcast.Notice, broadcast.Remark) = (null, null);
                if (broadcast.StartedAt is not null)
                {
                    await sends.Resume(id, ct);
                }

                return null;
            },
            ct
        );

    public Task<BroadcastResult> Cancel(Viewer viewer, Guid id, CancellationToken ct) =>
        change.Do(
            viewer,
            id,
            BroadcastAct.Cancel,
            async broadcast =>
            {
                await End(broadcast, ct);
                broadcast.Notice = null;
                return null;
            },
            ct
        );

    public Task<BroadcastResult> Retract(Viewer viewer, Guid id, CancellationToken ct) =>
        change.Do(
            viewer,
            id,
            BroadcastAct.Retract,
            async broadcast =>
            {
                if (broadcast.RetractedAt is not null)
                {
                    return new BroadcastResult.Done(broadcast);
                }

                if (broadcast.StartedAt is null)
                {
                    return new BroadcastResult.Refused("nothing_sent");
                }

                if (broadcast.State is not (BroadcastState.Done or BroadcastState.Cancelled))
                {
                    await End(broadcast, ct);
                }

                broadcast.RetractedAt = clock.Now();
                (broadcast.ProposedEn, broadcast.ProposedDe, broadcast.ProposedBy, broadcast.Notice) = (null, null, null, null);
                await sends.RetractAll(id, ct);
                return null;
            },
            ct
        );

    public Task<BroadcastResult> RetryFailed(Viewer viewer, Guid id, CancellationToken ct) =>
        change.Do(
            viewer,
            id,
            BroadcastAct.RetryFailed,
            async broadcast =>
            {
                if (broadcast.RetractedAt is not null || broadcast.StartedAt is null)
                {
                    return new BroadcastResult.Refused(broadcast.StartedAt is null ? "nothing_sent" : "retracted");
                }

                (broadcast.State, broadcast.EndedAt) = (BroadcastState.Sending, null);
                await sends.RetryFailed(id, clock.Now() + Duration.FromHours(broadcast.ExpiresAfterHours), ct);
                return null;
            },
            ct
        );

    /// <summary>Nothing more leaves; people who were still to get their rows get cancelled ones, so that nobody is missing from the report.</summary>
    internal async Task End(Broadcast broadcast, CancellationToken ct)
    {
        broadcast.State = BroadcastState.Cancelled;
        if (broadcast.StartedAt is null)
        {
            (broadcast.NextAt, broadcast.EndedAt) = (null, clock.Now());
            return;
        }

        broadcast.NextAt = broadcast.NextAt is null ? null : clock.Now();
        await sends.Cancel(broadcast.Id, ct);
    }
}
