using Microsoft.EntityFrameworkCore;
using NodaTime;
using PerfSignal.Core.Data;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.Governance;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Core.Broadcasts;

/// <summary>How far a broadcast is.</summary>
/// <param name="Account">Of the rows that are there; with <paramref name="NotYetMade"/> they are the whole audience.</param>
/// <param name="NotYetMade">People whose moment has not come, or whose rows are being made.</param>
/// <param name="PerMinute">Messages ended in the last minute.</param>
/// <param name="Left">Until the rows that are due have ended, at that rate; null where it cannot be said.</param>
/// <param name="Reasons">By word of the texts (`delivery_reason_…`) how many did not get it.</param>
public sealed record Progress(
    Broadcast Broadcast,
    Account Account,
    int NotYetMade,
    decimal PerMinute,
    Duration? Left,
    Instant? NextAt,
    int PossiblyDoubled,
    int Retracted,
    IReadOnlyDictionary<string, int> Reasons,
    bool CanPause,
    bool CanResume,
    bool CanCancel,
    bool CanRetract,
    bool CanRetry,
    bool CanEdit,
    bool CanApprove
)
{
    /// <summary>Everybody who gets it, has got it, or is told why not.</summary>
    public int Audience => Account.Audience + NotYetMade;
}

/// <summary>Counts a broadcast for those who may see it.</summary>
public sealed class BroadcastProgress(PerfSignalData data, BroadcastFinder finder, RowMaker maker, TimeProvider clock)
{
    /// <returns>Null where there is none that the viewer may see.</returns>
    public async Task<Progress?> Of(Viewer viewer, Guid id, CancellationToken ct)
    {
        if (await finder.Of(viewer, id, ct) is not { } broadcast)
        {
            return null;
        }

        var now = clock.Now();
        var rows = data.Set<DeliveryRow>().AsNoTracking().Where(row => row.SendId == id && row.Act == DeliveryAct.Send);
        var minute = now - Duration.FromMinutes(1);
        // Once through all rows, however many they are.
        var groups = await rows.GroupBy(row => new { row.State, row.Reason })
            .Select(group => new
            {
                group.Key.State,
                group.Key.Reason,
                Count = group.Count(),
                Lately = group.Count(row => row.EndedAt > minute),
                Due = group.Count(row => row.NotBefore <= now),
                Doubled = group.Count(row => row.PossiblyDoubled),
                Retracted = group.Count(row => row.Retracted),
            })
            .ToListAsync(ct);
        var account = Account.Of(groups.Select(group => (group.State, group.Count)));
        var ended = account.Waiting == 0 ? 0 : groups.Where(group => group.State != DeliveryState.Waiting).Sum(group => group.Lately);
        var due = groups.Where(group => group.State == DeliveryState.Waiting).Sum(group => group.Due);
        var sent = groups.Where(group => group.State == DeliveryState.Sent).ToList();
        bool May(BroadcastAct act) => BroadcastTable.Allows(act, broadcast.State);
        var begun = broadcast.StartedAt is not null && broadcast.RetractedAt is null;
        return new Progress(
            broadcast,
            account,
            IsOpen(broadcast) ? await (await maker.Missing(broadcast, all: true, ct)).CountAsync(ct) : 0,
            ended,
            ended == 0 ? null : Duration.FromMinutes((double)due / ended),
            broadcast.NextAt,
            sent.Sum(group => group.Doubled),
            sent.Sum(group => group.Retracted),
            groups
                .Where(group => group.Reason is not null && group.State is not (DeliveryState.Sent or DeliveryState.Waiting))
                .GroupBy(group => group.Reason!, StringComparer.Ordinal)
                .ToDictionary(of => of.Key, of => of.Sum(group => group.Count), StringComparer.Ordinal),
            May(BroadcastAct.Pause),
            May(BroadcastAct.Resume),
            May(BroadcastAct.Cancel),
            May(BroadcastAct.Retract) && begun,
            May(BroadcastAct.RetryFailed) && begun && account.Failed > 0,
            May(BroadcastAct.EditSent) && begun,
            BroadcastApproval.MayApprove(viewer, broadcast)
        );
    }

    /// <summary>Whether people are still to get rows.</summary>
    internal static bool IsOpen(Broadcast broadcast) =>
        broadcast.State is BroadcastState.Draft or BroadcastState.AwaitingApproval || broadcast.NextAt is not null;
}
