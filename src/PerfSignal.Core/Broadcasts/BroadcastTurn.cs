using Microsoft.EntityFrameworkCore;
using NodaTime;
using PerfSignal.Core.Data;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.Governance;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Core.Broadcasts;

/// <summary>What happens to a broadcast itself before and after a round of making rows.</summary>
/// <remarks>Whoever changed it at the same moment is first; the next run looks at it anew.</remarks>
public sealed class BroadcastTurn(
    PerfSignalData data,
    BroadcastFinder finder,
    BroadcastSteering steering,
    AudienceFinder audience,
    RowMaker maker,
    Sends sends,
    BroadcastSettings settings,
    Audit audit,
    TimeProvider clock
)
{
    /// <returns>Whether rows are to be made now.</returns>
    public async Task<bool> Begin(Guid id, CancellationToken ct)
    {
        var now = clock.Now();
        var broadcast = await data.Set<Broadcast>().SingleAsync(one => one.Id == id, ct);
        if (broadcast.State == BroadcastState.Cancelled)
        {
            return broadcast.NextAt is not null;
        }

        if (broadcast.State is not (BroadcastState.Scheduled or BroadcastState.Sending) || !(broadcast.NextAt <= now))
        {
            return false;
        }

        if ((await finder.Population(broadcast.AuthorId, ct)).IsNobody)
        {
            await steering.End(broadcast, ct);
            return await Stop(broadcast, BroadcastCheck.AuthorLostRole, ct);
        }

        if (await NeedsApproval(broadcast, ct))
        {
            broadcast.State = BroadcastState.AwaitingApproval;
            return await Stop(broadcast, "audience_grew", ct);
        }

        if (broadcast.StartedAt is null)
        {
            (broadcast.State, broadcast.StartedAt) = (BroadcastState.Sending, now);
            await sends.Start(id, ct);
            return await Saved(ct);
        }

        return true;
    }

    /// <summary>More than a tenth, and more than ten, above what the second person saw; or above the size from which one is asked at all.</summary>
    private async Task<bool> NeedsApproval(Broadcast broadcast, CancellationToken ct)
    {
        var count = broadcast.StartedAt is null
            ? await audience.Count(broadcast, ct)
            : await (await maker.Missing(broadcast, all: true, ct)).CountAsync(ct)
                + await data.Set<DeliveryRow>().CountAsync(row => row.SendId == broadcast.Id && row.Act == DeliveryAct.Send, ct);
        return broadcast.ApprovedCount is { } approved
            ? count > approved + 10 && count > approved * 1.1m && count > settings.ApproveAbove
            : count > settings.ApproveAbove;
    }

    private async Task<bool> Stop(Broadcast broadcast, string notice, CancellationToken ct)
    {
        broadcast.Notice = notice;
        await audit.Add(null, "changed", "broadcast." + notice, null, $"{broadcast.Id:N}", ct);
        await Saved(ct);
        return false;
    }

    /// <param name="began">Up to when people were due in this round.</param>
    public async Task<bool> Finish(Guid id, Instant began, CancellationToken ct)
    {
        var broadcast = await data.Set<Broadcast>().SingleAsync(one => one.Id == id, ct);
        if (broadcast.State is not (BroadcastState.Sending or BroadcastState.Cancelled) || broadcast.NextAt > began)
        {
            return false;
        }

        if (await (await maker.Missing(broadcast, broadcast.State == BroadcastState.Cancelled, ct)).AnyAsync(ct))
        {
            // Somebody paused it between two pages, or another node was first with one of them.
            return false;
        }

        var next = broadcast is { State: BroadcastState.Sending, Timing: SendTiming.RecipientTime }
            ? ZoneMoments.Of(SendMoment.Local(broadcast)).Next(began)
            : null;
        broadcast.NextAt = next is { } at ? Instant.Min(at, began + settings.LookAgain) : null;
        if (broadcast.NextAt is null)
        {
            await sends.Close(id, ct);
        }

        return await Saved(ct);
    }

    /// <summary>Done once the outbox has ended every row.</summary>
    public async Task<bool> End(Guid id, CancellationToken ct)
    {
        var ended = await data.Set<BulkSend>().Where(send => send.Id == id).Select(send => send.EndedAt).SingleOrDefaultAsync(ct);
        var broadcast = await data.Set<Broadcast>().SingleAsync(one => one.Id == id, ct);
        if (ended is null || broadcast.EndedAt is not null || broadcast.NextAt is not null)
        {
            return false;
        }

        broadcast.EndedAt = ended;
        if (broadcast.State == BroadcastState.Sending)
        {
            broadcast.State = BroadcastState.Done;
        }

        return await Saved(ct);
    }

    private async Task<bool> Saved(CancellationToken ct)
    {
        try
        {
            await data.SaveChangesAsync(ct);
            return true;
        }
        catch (DbUpdateException failure)
        {
            var added = Added();
            data.ChangeTracker.Clear();
            // Another node began the send, or somebody acted, at this moment.
            if (failure is DbUpdateConcurrencyException || await data.Set<BulkSend>().AnyAsync(send => added.Contains(send.Id), ct))
            {
                return false;
            }

            throw;
        }
    }

    private List<Guid> Added() =>
        data.ChangeTracker.Entries<BulkSend>().Where(entry => entry.State == EntityState.Added).Select(entry => entry.Entity.Id).ToList();
}
