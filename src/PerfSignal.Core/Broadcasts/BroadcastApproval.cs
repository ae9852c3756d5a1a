using Microsoft.EntityFrameworkCore;
using NodaTime;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.Governance;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Core.Broadcasts;

/// <summary>Asking to send, and the second person's word on it.</summary>
public sealed class BroadcastApproval(
    BroadcastChange change,
    AudienceFinder audience,
    BroadcastSettings settings,
    Sends sends,
    RefusalNews news,
    TimeProvider clock
)
{
    public Task<BroadcastResult> Request(Viewer viewer, Guid id, CancellationToken ct) =>
        change.Do(
            viewer,
            id,
            BroadcastAct.Request,
            async broadcast =>
            {
                if (broadcast.AuthorId != viewer.PersonId)
                {
                    return new BroadcastResult.Refused("not_author");
                }

                var count = await Count(broadcast, ct);
                if (count == 0 && broadcast.Timing == SendTiming.Now)
                {
                    return Wrong("audience", "nobody");
                }

                if (IsOver(broadcast))
                {
                    return Wrong("time", "past");
                }

                broadcast.RequestedAt = clock.Now();
                (broadcast.Notice, broadcast.Remark) = (null, null);
                if (count > settings.ApproveAbove)
                {
                    broadcast.State = BroadcastState.AwaitingApproval;
                }
                else
                {
                    LetGo(broadcast);
                }

                return null;
            },
            ct
        );

    public Task<BroadcastResult> Approve(Viewer viewer, Guid id, Guid? seen, CancellationToken ct) =>
        change.Do(
            viewer,
            id,
            BroadcastAct.Approve,
            async broadcast =>
            {
                if (IsOwn(viewer, broadcast))
                {
                    return new BroadcastResult.Refused("own");
                }

                // Asked of the row that is saved: its author may change it while it is being approved.
                if (seen is { } version && broadcast.Version != version)
                {
                    return new BroadcastResult.Refused("changed");
                }

                if (broadcast.ProposedBy is not null)
                {
                    BroadcastWriting.Apply(broadcast, broadcast.ProposedEn, broadcast.ProposedDe, clock.Now());
                }

                if (broadcast.State != BroadcastState.AwaitingApproval)
                {
                    return null;
                }

                if (broadcast.StartedAt is null && IsOver(broadcast))
                {
                    return new BroadcastResult.Refused("past");
                }

                (broadcast.ApprovedBy, broadcast.ApprovedAt) = (viewer.PersonId, clock.Now());
                (broadcast.ApprovedCount, broadcast.Notice) = (await Count(broadcast, ct), null);
                LetGo(broadcast);
                return null;
            },
            ct,
            HasProposal
        );

    public Task<BroadcastResult> Refuse(Viewer viewer, Guid id, string reason, CancellationToken ct) =>
        change.Do(
            viewer,
            id,
            BroadcastAct.Refuse,
            async broadcast =>
            {
                if (IsOwn(viewer, broadcast))
                {
                    return new BroadcastResult.Refused("own");
                }

                if (reason.Trim().Length is 0 or > Broadcast.MaxRemark)
                {
                    return Wrong("reason", "reason");
                }

                await news.Queue(broadcast, AskedBy(broadcast), reason.Trim(), ct);
                var awaited = broadcast.State == BroadcastState.AwaitingApproval;
                (broadcast.ProposedEn, broadcast.ProposedDe, broadcast.ProposedBy) = (null, null, null);
                if (awaited && broadcast.StartedAt is null)
                {
                    BroadcastWriting.Reset(broadcast);
                }
                else if (awaited)
                {
                    // The rest waits until the author resumes it, which asks again, or cancels it.
                    broadcast.State = BroadcastState.Paused;
                    await sends.Pause(id, ct);
                }

                (broadcast.Notice, broadcast.Remark) = ("refused", reason.Trim());
                return null;
            },
            ct,
            HasProposal
        );

    private Task<int> Count(Broadcast broadcast, CancellationToken ct) => audience.Count(broadcast, ct);

    private bool IsOver(Broadcast broadcast) =>
        broadcast is { OnDate: { } date, AtTime: { } time, Zone: { } zone }
        && WishCheck.IsOver(broadcast.Timing, date + time, Zones.Of(zone), clock.Now());

    /// <summary>Whether this one is the second person whom it waits for.</summary>
    internal static bool MayApprove(Viewer viewer, Broadcast broadcast) =>
        (BroadcastTable.Allows(BroadcastAct.Approve, broadcast.State) || HasProposal(broadcast)) && !IsOwn(viewer, broadcast);

    /// <summary>Who is waiting for the answer: the author, or whoever wrote other words for what was sent.</summary>
    internal static Guid AskedBy(Broadcast broadcast) =>
        broadcast.ProposedBy is { } editor && broadcast.State != BroadcastState.AwaitingApproval ? editor : broadcast.AuthorId;

    private static bool IsOwn(Viewer viewer, Broadcast broadcast) =>
        AskedBy(broadcast) == viewer.PersonId
        || (broadcast.State == BroadcastState.AwaitingApproval && broadcast.ProposedBy == viewer.PersonId);

    private static bool HasProposal(Broadcast broadcast) =>
        broadcast.ProposedBy is not null && BroadcastTable.Allows(BroadcastAct.EditSent, broadcast.State);

    private static BroadcastResult.Invalid Wrong(string field, string word) =>
        new(new Dictionary<string, string>(StringComparer.Ordinal) { [field] = word });

    /// <summary>Nobody holds it back any more: it leaves now, or when its time comes.</summary>
    private void LetGo(Broadcast broadcast)
    {
        var now = clock.Now();
        broadcast.NextAt = broadcast.StartedAt is null ? Instant.Max(now, SendMoment.First(broadcast, now)) : now;
        broadcast.State = broadcast.NextAt > now ? BroadcastState.Scheduled : BroadcastState.Sending;
    }
}
