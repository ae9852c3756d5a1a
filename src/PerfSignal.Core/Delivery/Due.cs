using Microsoft.EntityFrameworkCore;
using NodaTime;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;

namespace PerfSignal.Core.Delivery;

/// <summary>Finds what leaves next: urgent before normal before bulk, and in bulk from every send of many in turn.</summary>
internal sealed class Due(PerfSignalData data, Turns turns)
{
    /// <summary>Bulk messages without a send of their own take their turn as if they were one.</summary>
    private static readonly Guid Without = Guid.Empty;

    /// <summary>Asked once: this lives as long as one claim.</summary>
    private IReadOnlyList<Guid>? active;

    private IQueryable<DeliveryRow> Rows => data.Set<DeliveryRow>();

    /// <summary>The ids of rows that may be worked on.</summary>
    /// <param name="busy">Recipients whose messages are on their way.</param>
    public async Task<IReadOnlyCollection<Guid>> Next(Instant now, Places places, IReadOnlyCollection<Guid> busy, CancellationToken ct)
    {
        var ids = new List<Guid>();
        foreach (var lane in new[] { Lane.Urgent, Lane.Normal })
        {
            ids.AddRange(await First(Waiting(now, lane, null), places.Closed(lane), busy, places.Most(lane) - ids.Count, ct));
        }

        await AddBulk(ids, now, places, busy, ct);
        return ids;
    }

    /// <summary>What is due and not known to go to which platform, those that leave first at the head; what follows a send goes where that went.</summary>
    public async Task<IReadOnlyList<(Guid Id, Guid RecipientId)>> Unaimed(Instant now, int most, CancellationToken ct)
    {
        var rows = new List<(Guid, Guid)>();
        (Lane Lane, Guid? Send)[] all =
        [
            (Lane.Urgent, null),
            (Lane.Normal, null),
            (Lane.Bulk, null),
            .. (await Active(now, ct)).Select(send => (Lane.Bulk, (Guid?)send)),
        ];
        foreach (var (lane, send) in all.TakeWhile(_ => rows.Count < most))
        {
            var some = await Waiting(now, lane, send)
                .Where(row => row.Platform == null && row.OfId == null)
                .OrderBy(row => row.SendId)
                .ThenBy(row => row.NotBefore)
                .ThenBy(row => row.Id)
                .Take(most - rows.Count)
                .Select(row => new { row.Id, row.RecipientId })
                .ToListAsync(ct);
            rows.AddRange(some.Select(row => (row.Id, row.RecipientId)));
        }

        return rows;
    }

    private async Task AddBulk(List<Guid> ids, Instant now, Places places, IReadOnlyCollection<Guid> busy, CancellationToken ct)
    {
        var (most, closed) = (places.Most(Lane.Bulk), places.Closed(Lane.Bulk));
        if (ids.Count >= most)
        {
            return;
        }

        var sends = turns.Order([Without, .. await Active(now, ct)]);
        var taken = new Dictionary<Guid, int>();
        for (var i = 0; i < sends.Count && ids.Count < most; i++)
        {
            // An equal part of what is free, rounded up: who comes later finds at least one place, or is first the next time.
            var part = (most - ids.Count + sends.Count - i - 1) / (sends.Count - i);
            var found = await First(Of(sends[i], now), closed, busy, part, ct);
            ids.AddRange(found);
            if (found.Count == part)
            {
                taken[sends[i]] = part;
            }

            if (found.Count > 0)
            {
                turns.Served(sends[i]);
            }
        }

        foreach (var (send, part) in taken.Where(_ => ids.Count < most))
        {
            ids.AddRange((await First(Of(send, now), closed, busy, part + most - ids.Count, ct)).Except(ids).ToList());
        }
    }

    /// <summary>Sends that are neither held nor cancelled and have something to send.</summary>
    private async Task<IReadOnlyList<Guid>> Active(Instant now, CancellationToken ct) =>
        active ??= await data.Set<BulkSend>()
            .Where(send =>
                !send.Paused
                && send.EndedAt == null
                && send.CancelledAt == null
                && Rows.Any(row =>
                    row.SendId == send.Id
                    && row.State == DeliveryState.Waiting
                    && row.Lane == Lane.Bulk
                    && row.NotBefore <= now
                    && row.LeaseId == null
                )
            )
            .Select(send => send.Id)
            .ToListAsync(ct);

    private IQueryable<DeliveryRow> Of(Guid send, Instant now) => Waiting(now, Lane.Bulk, send == Without ? null : send);

    /// <summary>What follows a send waits for the send, and for what followed it before.</summary>
    private IQueryable<DeliveryRow> Waiting(Instant now, Lane lane, Guid? send) =>
        Rows.Where(row =>
            row.SendId == send
            && row.State == DeliveryState.Waiting
            && row.Lane == lane
            && row.NotBefore <= now
            && row.LeaseId == null
            && (
                row.OfId == null
                // Two questions, each with an index of its own. "Not less and not more" is what PostgreSQL asks of each row; for "equal" it may read all that waits.
                || (
                    !Rows.Any(send => send.Id >= row.OfId && send.Id <= row.OfId && send.State == DeliveryState.Waiting)
                    && !Rows.Any(other =>
                        other.OfId == row.OfId
                        && other.State == DeliveryState.Waiting
                        && other.CreatedAt < row.CreatedAt
                        && (other.NotBefore <= now || other.Attempts > 0)
                    )
                )
            )
        );

    /// <summary>Of what waits for a platform without a place nothing is read, however much it is: each platform is a question with an index of its own.</summary>
    private static async Task<List<Guid>> First(
        IQueryable<DeliveryRow> rows,
        IReadOnlyCollection<PlatformName> closed,
        IReadOnlyCollection<Guid> busy,
        int most,
        CancellationToken ct
    )
    {
        if (closed.Count == 0)
        {
            return await First(rows, busy, most, ct);
        }

        var ids = new List<Guid>();
        foreach (var platform in Enum.GetValues<PlatformName>().Except(closed))
        {
            ids.AddRange(await First(rows.Where(row => row.Platform == platform), busy, most - ids.Count, ct));
        }

        // Where these go is known once they are claimed.
        ids.AddRange(await First(rows.Where(row => row.Platform == null), busy, most - ids.Count, ct));
        return ids;
    }

    /// <remarks>The send is the same for all: it stands in the order so that the order is the index's, also where it is null.</remarks>
    private static async Task<List<Guid>> First(
        IQueryable<DeliveryRow> rows,
        IReadOnlyCollection<Guid> busy,
        int most,
        CancellationToken ct
    )
    {
        if (most <= 0)
        {
            return [];
        }

        // One parameter however many are busy: the database keeps one plan.
        var others = busy.ToArray();
        rows = rows.Where(row => !EF.Parameter(others).Contains(row.RecipientId))
            .OrderBy(row => row.SendId)
            .ThenBy(row => row.NotBefore)
            .ThenBy(row => row.Id);
        return await rows.Take(most).Select(row => row.Id).TagWith(Outbox.ClaimTag).ToListAsync(ct);
    }
}
