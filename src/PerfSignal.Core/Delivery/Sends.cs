using Microsoft.EntityFrameworkCore;
using NodaTime;
using PerfSignal.Core.Data;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Core.Delivery;

/// <summary>
/// What the owner of a send of many, such as a broadcast, says of it. Each takes a moment however many rows there are, belongs to the caller's
/// transaction (the caller saves), and may be said twice; the outbox does what follows, in pieces, also after a crash.
/// </summary>
public sealed class Sends(PerfSignalData data, TimeProvider clock)
{
    /// <summary>The end of a row that had not left when its send was cancelled.</summary>
    public const string Cancelled = "send_cancelled";

    /// <summary>The same where an attempt without an answer was made before.</summary>
    public const string CancelledUnsure = "send_cancelled_unsure";

    /// <summary>Begins a send; from now on rows of the lane <see cref="Lane.Bulk"/> may carry its id.</summary>
    public async Task<BulkSend> Start(Guid id, CancellationToken ct) =>
        await data.Set<BulkSend>().FindAsync([id], ct) ?? data.Add(new BulkSend { Id = id, StartedAt = clock.Now() }).Entity;

    /// <summary>Nothing more of it is claimed; what waits still expires when its time is over.</summary>
    public Task Pause(Guid id, CancellationToken ct) => Change(id, send => send.Paused = true, ct);

    public Task Resume(Guid id, CancellationToken ct) => Change(id, send => send.Paused = false, ct);

    /// <summary>No more rows come: it ends when none of those that are there waits any more.</summary>
    public Task Close(Guid id, CancellationToken ct) => Change(id, send => send.ClosedAt ??= clock.Now(), ct);

    /// <summary>No more rows come, and what has not left does not leave; what is on its way ends as it ends.</summary>
    public Task Cancel(Guid id, CancellationToken ct) =>
        Change(
            id,
            send =>
            {
                var now = clock.Now();
                (send.CancelledAt, send.ClosedAt) = (send.CancelledAt ?? now, send.ClosedAt ?? now);
                (send.RetryFailedBefore, send.RetryUntil) = (null, null);
            },
            ct
        );

    /// <summary>Takes back what was sent of it and what is yet sent until then, and cancels the rest.</summary>
    /// <returns>The send of the retractions, whose rows tell how far it is; the sent rows are marked <see cref="DeliveryRow.Retracted"/>.</returns>
    public async Task<BulkSend> RetractAll(Guid id, CancellationToken ct)
    {
        await Cancel(id, ct);
        return data.Set<BulkSend>().Local.FirstOrDefault(send => send.Retracts == id)
            ?? await data.Set<BulkSend>().FirstOrDefaultAsync(send => send.Retracts == id, ct)
            ?? data.Add(
                new BulkSend
                {
                    Id = clock.NewId(),
                    StartedAt = clock.Now(),
                    Retracts = id,
                }
            ).Entity;
    }

    /// <summary>
    /// What failed until now waits again, with attempts of its own and marked <see cref="DeliveryRow.RetriedAt"/>; except for what is known to have
    /// arrived. What may have arrived is looked for first, as after any attempt without an answer. What a cancelling before this is yet to end does not leave.
    /// </summary>
    /// <param name="until">How long it is worth sending.</param>
    public Task RetryFailed(Guid id, Instant until, CancellationToken ct) =>
        Change(
            id,
            send =>
            {
                (send.RetryFailedBefore, send.RetryUntil, send.EndedAt) = (clock.Now(), until, null);
                // Written also where it was null when it was read: the outbox may be ending the send at this moment.
                data.Entry(send).Property(one => one.EndedAt).IsModified = true;
            },
            ct
        );

    /// <exception cref="InvalidOperationException">There is no such send.</exception>
    private async Task Change(Guid id, Action<BulkSend> change, CancellationToken ct) =>
        change(
            await data.Set<BulkSend>().FindAsync([id], ct)
                ?? throw new InvalidOperationException($"No send {id} was started; call {nameof(Start)} first.")
        );
}
