using Microsoft.EntityFrameworkCore;
using PerfSignal.Core.Data;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Core.Delivery;

/// <summary>Settles updates and retractions whose send has not left, or never will.</summary>
internal sealed class FollowUps(PerfSignalData data, TimeProvider clock)
{
    /// <summary>Rows of one round: each may carry a model.</summary>
    internal const int Piece = 200;

    private IQueryable<DeliveryRow> Rows => data.Set<DeliveryRow>();

    /// <returns>Whether more is left than one piece.</returns>
    public async Task<bool> Settle(CancellationToken ct)
    {
        var now = clock.Now();
        var open = await Rows.AsNoTracking()
            // More than the least id is what an index reads as not null. What takes back a whole send follows what was sent.
            .Where(row =>
                row.OfId > Guid.Empty
                && row.State == DeliveryState.Waiting
                && row.SendId == null
                && row.NotBefore <= now
                && row.LeaseId == null
            )
            .Join(Rows.AsNoTracking(), row => row.OfId, send => send.Id, (row, send) => new { Row = row, Send = send })
            // What may have arrived already is not changed behind its back: its follow-ups wait until its end is known.
            .Where(pair =>
                (pair.Send.State != DeliveryState.Sent && pair.Send.State != DeliveryState.Waiting)
                || pair.Send.Retracted
                || (
                    pair.Send.State == DeliveryState.Waiting
                    && pair.Send.LeaseId == null
                    && (pair.Send.Category == null || pair.Send.Category != FailureCategory.Uncertain)
                )
            )
            .OrderBy(pair => pair.Row.CreatedAt)
            .ThenBy(pair => pair.Row.Id)
            .Take(Piece)
            // No word of a row is read that may be one that nothing can read.
            .Select(pair => new FollowUp(
                pair.Row.Id,
                pair.Send.Id,
                pair.Row.Act == DeliveryAct.Update ? pair.Row.Model : null,
                pair.Send.State == DeliveryState.Waiting,
                pair.Send.Retracted
            ))
            .ToListAsync(ct);
        var settled = 0;
        foreach (var ended in open.Where(one => !one.SendWaits).GroupBy(one => one.Retracted))
        {
            settled += await Cancel([.. ended.Select(one => one.Id)], ended.Key ? "withdrawn" : "never_sent", ct);
        }

        foreach (var one in open.Where(one => one.SendWaits))
        {
            await using var transaction = await data.Database.BeginTransactionAsync(ct);
            if (await ChangeSend(one, ct))
            {
                settled += await Cancel([one.Id], one.Model is null ? "withdrawn" : "told_with_first", ct);
            }

            await transaction.CommitAsync(ct);
        }

        return open.Count == Piece && settled > 0;
    }

    private async Task<bool> ChangeSend(FollowUp one, CancellationToken ct)
    {
        var send = Rows.Where(send => send.Id == one.SendId && send.State == DeliveryState.Waiting && send.LeaseId == null);
        return one.Model is { } model
            ? await send.ExecuteUpdateAsync(set => set.SetProperty(other => other.Model, model), ct) == 1
            : await Cancel(send, "withdrawn", ct) == 1;
    }

    private Task<int> Cancel(Guid[] ids, string reason, CancellationToken ct) =>
        Cancel(
            Rows.Where(row => EF.Parameter(ids).Contains(row.Id) && row.State == DeliveryState.Waiting && row.LeaseId == null),
            reason,
            ct
        );

    private Task<int> Cancel(IQueryable<DeliveryRow> rows, string reason, CancellationToken ct)
    {
        var now = clock.Now();
        return rows.ExecuteUpdateAsync(
            set =>
                set.SetProperty(row => row.State, DeliveryState.Cancelled)
                    .SetProperty(row => row.Reason, reason)
                    .SetProperty(row => row.EndedAt, now),
            ct
        );
    }

    /// <param name="Model">Null for a retraction.</param>
    private sealed record FollowUp(Guid Id, Guid SendId, string? Model, bool SendWaits, bool Retracted);
}
