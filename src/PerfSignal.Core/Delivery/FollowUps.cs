using Microsoft.EntityFrameworkCore;
using PerfSignal.Core.Data;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Core.Delivery;

/// <summary>Settles updates and retractions whose send has not left, or never will.</summary>
internal sealed class FollowUps(PerfSignalData data, TimeProvider clock)
{
    private IQueryable<DeliveryRow> Rows => data.Set<DeliveryRow>();

    public async Task Settle(CancellationToken ct)
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
            .ToListAsync(ct);
        foreach (var pair in open)
        {
            await using var transaction = await data.Database.BeginTransactionAsync(ct);
            if (pair.Send.State != DeliveryState.Waiting)
            {
                await Cancel(pair.Row.Id, pair.Send.Retracted ? "withdrawn" : "never_sent", ct);
            }
            else if (await ChangeSend(pair.Row, ct))
            {
                await Cancel(pair.Row.Id, pair.Row.Act == DeliveryAct.Update ? "told_with_first" : "withdrawn", ct);
            }

            await transaction.CommitAsync(ct);
        }
    }

    private async Task<bool> ChangeSend(DeliveryRow row, CancellationToken ct)
    {
        var send = Rows.Where(send => send.Id == row.OfId && send.State == DeliveryState.Waiting && send.LeaseId == null);
        return row.Act == DeliveryAct.Update
            ? await send.ExecuteUpdateAsync(set => set.SetProperty(other => other.Model, row.Model), ct) == 1
            : await Cancel(send, "withdrawn", ct);
    }

    private Task<bool> Cancel(Guid id, string reason, CancellationToken ct) =>
        Cancel(Rows.Where(row => row.Id == id && row.State == DeliveryState.Waiting && row.LeaseId == null), reason, ct);

    private async Task<bool> Cancel(IQueryable<DeliveryRow> rows, string reason, CancellationToken ct)
    {
        var now = clock.Now();
        return await rows.ExecuteUpdateAsync(
                set =>
                    set.SetProperty(row => row.State, DeliveryState.Cancelled)
                        .SetProperty(row => row.Reason, reason)
                        .SetProperty(row => row.EndedAt, now),
                ct
            ) == 1;
    }
}
