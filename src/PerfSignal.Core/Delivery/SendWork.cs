using Microsoft.EntityFrameworkCore;
using NodaTime;
using PerfSignal.Core.Data;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Core.Delivery;

/// <summary>Does what <see cref="Sends"/> was told, a piece at a time: any node may do any piece, and one that is killed leaves the rest to the next.</summary>
/// <remarks>Pieces are in the order of the index of what is due: in that of the ids a database may read all that was ever sent to find them.</remarks>
internal sealed class SendWork(PerfSignalData data, TimeProvider clock)
{
    /// <summary>Rows of one statement: few enough that no other write waits long for it.</summary>
    internal const int Piece = 2000;

    private IQueryable<DeliveryRow> Rows => data.Set<DeliveryRow>();
    private IQueryable<BulkSend> All => data.Set<BulkSend>();

    /// <returns>Whether more is left than one piece of each.</returns>
    public async Task<bool> Settle(CancellationToken ct)
    {
        var more = false;
        foreach (var send in await All.AsNoTracking().Where(send => send.EndedAt == null).OrderBy(send => send.StartedAt).ToListAsync(ct))
        {
            more |= await Cancel(send, ct) || await Retry(send, ct) || await Retract(send, ct);
            await End(send, ct);
        }

        return more;
    }

    private async Task<bool> Cancel(BulkSend send, CancellationToken ct)
    {
        if (send.CancelledAt is null)
        {
            return false;
        }

        var now = clock.Now();
        // Asked of the send as it is now: another node may have gone on to what is tried again.
        return await Rows.Where(row =>
                    row.SendId == send.Id
                    && row.State == DeliveryState.Waiting
                    && row.LeaseId == null
                    && Only(send).Any(other => other.CancelledAt != null)
                )
                .OrderBy(row => row.Lane)
                .ThenBy(row => row.NotBefore)
                .ThenBy(row => row.Id)
                .Take(Piece)
                .ExecuteUpdateAsync(
                    set =>
                        set.SetProperty(row => row.State, DeliveryState.Cancelled)
                            .SetProperty(
                                row => row.Reason,
                                row => row.Category == FailureCategory.Uncertain ? Sends.CancelledUnsure : Sends.Cancelled
                            )
                            .SetProperty(row => row.EndedAt, now),
                    ct
                ) == Piece;
    }

    private async Task<bool> Retry(BulkSend send, CancellationToken ct)
    {
        if (send is not { RetryFailedBefore: { } before, RetryUntil: { } until })
        {
            return false;
        }

        if (send.CancelledAt is not null)
        {
            if (await Rows.AnyAsync(row => row.SendId == send.Id && row.State == DeliveryState.Waiting, ct))
            {
                // What was cancelled has its end before anything is tried again, also what is on its way.
                return false;
            }

            await Only(send)
                .Where(other => other.RetryFailedBefore == before)
                .ExecuteUpdateAsync(set => set.SetProperty(other => other.CancelledAt, (Instant?)null), ct);
        }

        var now = clock.Now();
        // A message with an id arrived, though its end could not be written as it should have been.
        var failed = Rows.Where(row =>
            row.SendId == send.Id
            && row.State == DeliveryState.Failed
            && row.EndedAt <= before
            && row.PlatformMessageId == null
            && Only(send).Any(other => other.RetryFailedBefore == before)
        );
        var changed = await failed
            .OrderBy(row => row.Lane)
            .ThenBy(row => row.NotBefore)
            .ThenBy(row => row.Id)
            .Take(Piece)
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(row => row.State, DeliveryState.Waiting)
                        .SetProperty(row => row.Reason, (string?)null)
                        .SetProperty(row => row.Category, row => row.Category == FailureCategory.Uncertain ? row.Category : null)
                        .SetProperty(
                            row => row.Platform,
                            row => row.Category == FailureCategory.Uncertain || row.Channel != null ? row.Platform : null
                        )
                        .SetProperty(row => row.Attempts, 0)
                        .SetProperty(row => row.NotBefore, now)
                        .SetProperty(row => row.ExpiresAt, until)
                        .SetProperty(row => row.RetriedAt, now)
                        .SetProperty(row => row.EndedAt, (Instant?)null),
                ct
            );
        if (changed == Piece)
        {
            return true;
        }

        await Only(send)
            .Where(other => other.RetryFailedBefore == before)
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(other => other.RetryFailedBefore, (Instant?)null)
                        .SetProperty(other => other.RetryUntil, (Instant?)null),
                ct
            );
        return false;
    }

    /// <summary>Writes the rows that take back what another send sent; done when that one has ended and nothing of it is left.</summary>
    private async Task<bool> Retract(BulkSend send, CancellationToken ct)
    {
        if (send is not { Retracts: { } of, ClosedAt: null })
        {
            return false;
        }

        var ended = await All.Where(other => other.Id == of).AllAsync(other => other.EndedAt != null, ct);
        var now = clock.Now();
        var sent = await Rows.AsNoTracking()
            .Where(row =>
                row.SendId == of
                && row.State == DeliveryState.Sent
                && row.Act == DeliveryAct.Send
                && !row.Retracted
                && !Rows.Any(follow => follow.OfId == row.Id && follow.Act == DeliveryAct.Retract)
            )
            .OrderBy(row => row.Lane)
            .ThenBy(row => row.NotBefore)
            .ThenBy(row => row.Id)
            .Select(row => new
            {
                row.Id,
                row.RecipientId,
                row.Card,
                row.Language,
            })
            .Take(Piece / 2)
            .ToListAsync(ct);
        data.AddRange(
            sent.Select(row => new DeliveryRow
            {
                Id = clock.NewId(),
                RecipientId = row.RecipientId,
                Act = DeliveryAct.Retract,
                OfId = row.Id,
                SendId = send.Id,
                Card = row.Card,
                Model = "{}",
                Language = row.Language,
                DedupeKey = $"retract:{row.Id:N}",
                Lane = Lane.Bulk,
                NotBefore = now,
                ExpiresAt = now + Duration.FromDays(1),
                CreatedAt = now,
            })
        );
        if (sent.Count > 0)
        {
            return await Saved(ct);
        }

        if (ended)
        {
            await Only(send).ExecuteUpdateAsync(set => set.SetProperty(other => other.ClosedAt, now), ct);
        }

        return false;
    }

    /// <returns>False where another node wrote the same rows at the same moment; the next round goes on.</returns>
    private async Task<bool> Saved(CancellationToken ct)
    {
        try
        {
            await data.SaveChangesAsync(ct);
            return true;
        }
        catch (DbUpdateException)
        {
            return false;
        }
        finally
        {
            data.ChangeTracker.Clear();
        }
    }

    private async Task End(BulkSend send, CancellationToken ct)
    {
        // Asked in the order of an index first: of a great many that are sent and one that waits a database may read all.
        var waiting = Rows.Where(row => row.SendId == send.Id && row.State == DeliveryState.Waiting);
        if (
            send.ClosedAt is null
            || await waiting.OrderBy(row => row.Lane).ThenBy(row => row.NotBefore).Select(row => row.Id).Take(1).ToListAsync(ct) is [_, ..]
        )
        {
            return;
        }

        var now = clock.Now();
        await Only(send)
            .Where(other =>
                other.ClosedAt != null
                && other.RetryFailedBefore == null
                && !Rows.Any(row => row.SendId == other.Id && row.State == DeliveryState.Waiting)
            )
            .ExecuteUpdateAsync(set => set.SetProperty(other => other.EndedAt, now), ct);
    }

    private IQueryable<BulkSend> Only(BulkSend send) => All.Where(other => other.Id == send.Id && other.EndedAt == null);
}
