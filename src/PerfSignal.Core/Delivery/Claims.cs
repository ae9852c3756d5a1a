using Microsoft.EntityFrameworkCore;
using NodaTime;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.People;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Core.Delivery;

/// <summary>Takes due rows for one node; every change is conditional, so that two nodes never hold one row.</summary>
internal sealed class Claims(
    PerfSignalData data,
    Due due,
    Leases leases,
    Reaches reaches,
    IEnumerable<IDeliveryCheck> checks,
    PilotGate pilot,
    TimeProvider clock,
    DispatchSettings settings
)
{
    /// <summary>Rows that are told apart at a time.</summary>
    private const int Piece = 500;

    private IQueryable<DeliveryRow> Rows => data.Set<DeliveryRow>();

    /// <summary>Due rows, urgent ones first, leased to the caller under the given claim.</summary>
    /// <param name="places">How many at most; no more than are worked on at once, so that what is claimed is in flight.</param>
    /// <param name="busy">Recipients whose messages are on their way: one recipient's messages keep their order.</param>
    public async Task<IReadOnlyList<Claimed>> Take(
        Guid claim,
        Places places,
        IReadOnlyCollection<Guid> busy,
        Holds holds,
        CancellationToken ct
    )
    {
        await holds.Load(data, clock.Now(), ct);
        try
        {
            if (!await Lease(claim, places.Without(holds.Whole(clock.Now())), busy, ct))
            {
                return [];
            }

            var mine = Rows.Where(row => row.LeaseId == claim && row.EndedAt == null);
            return await leases.EachThatCanBeRead(mine, claim, rows => Read(rows, ct), ct);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // Else they would wait until the lease is over while another node could send them.
            await leases.Release(claim, CancellationToken.None);
            throw;
        }
    }

    private async Task<bool> Lease(Guid claim, Places places, IReadOnlyCollection<Guid> busy, CancellationToken ct)
    {
        var now = clock.Now();
        await Aim(now, places, ct);
        // Where several may write at once the rows stay locked until they are leased, and another node passes over them.
        await using var transaction = settings.OneWriter ? null : await data.Database.BeginTransactionAsync(ct);
        var ids = await due.Next(now, places, busy, ct);
        if (ids.Count == 0)
        {
            return false;
        }

        var (chosen, until) = (ids.ToArray(), now + settings.Lease);
        // The ids lead to the rows; what else must hold is asked of columns and in words that no index is kept of, which would lead to all that waits.
        await Rows.Where(row => EF.Parameter(chosen).Contains(row.Id) && row.EndedAt == null && (row.LeaseId ?? Guid.Empty) == Guid.Empty)
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(row => row.LeaseId, claim)
                        .SetProperty(row => row.LeaseUntil, until)
                        .SetProperty(row => row.BegunAt, (Instant?)null),
                ct
            );
        if (transaction is not null)
        {
            await transaction.CommitAsync(ct);
        }

        return true;
    }

    /// <summary>Where a platform has no place, what goes there must not stand before what goes elsewhere: rows are told apart before they are claimed.</summary>
    private async Task Aim(Instant now, Places places, CancellationToken ct)
    {
        if (places.Closed(Lane.Bulk).Count == 0)
        {
            return;
        }

        var waiting = await due.Unaimed(now, Piece, ct);
        var ids = waiting.Select(row => row.RecipientId).Distinct().ToArray();
        var people = await data.People.AsNoTracking().Where(person => EF.Parameter(ids).Contains(person.Id)).ToListAsync(ct);
        var reached = await reaches.Of(people, ct);
        foreach (var there in waiting.GroupBy(row => Reach.Of(reached[row.RecipientId], waitsFor: null)?.Platform))
        {
            if (there.Key is not { } platform)
            {
                continue;
            }

            var rows = there.Select(row => row.Id).ToArray();
            await Rows.Where(row =>
                    EF.Parameter(rows).Contains(row.Id) && row.Platform == null && row.LeaseId == null && row.EndedAt == null
                )
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.Platform, platform), ct);
        }
    }

    private async Task<IReadOnlyList<Claimed>> Read(IQueryable<DeliveryRow> mine, CancellationToken ct)
    {
        var rows = await mine.AsNoTracking()
            .Join(data.People.AsNoTracking(), row => row.RecipientId, person => person.Id, (row, person) => new { row, person })
            .ToListAsync(ct);
        var sends = await Sends([.. rows.Select(taken => taken.row.OfId).OfType<Guid>()], ct);
        var reached = await reaches.Of(
            [.. rows.Where(taken => taken.row.OfId is null).Select(taken => taken.person).DistinctBy(one => one.Id)],
            ct
        );
        var answers = await Asked([.. rows.Select(taken => taken.row)], ct);
        var today = await pilot.Now(ct);
        return
        [
            .. rows.Select(taken => new Claimed(
                    taken.row,
                    taken.person,
                    taken.row.OfId is { } of ? sends[of] : taken.row,
                    reached.GetValueOrDefault(taken.person.Id, [])
                )
                {
                    IsInPilot = today.Takes(taken.person),
                    IsChecked = taken.row.Check is { } check && answers.ContainsKey(check),
                    WhyNot = answers.GetValueOrDefault(taken.row.Check ?? "")?.GetValueOrDefault(taken.row.Id),
                })
                .OrderBy(taken => taken.Row.Lane)
                .ThenBy(taken => taken.Row.NotBefore)
                .ThenBy(taken => taken.Row.Id),
        ];
    }

    private async Task<Dictionary<Guid, DeliveryRow>> Sends(Guid[] ids, CancellationToken ct) =>
        ids.Length == 0
            ? []
            : await Rows.AsNoTracking().Where(row => EF.Parameter(ids).Contains(row.Id)).ToDictionaryAsync(row => row.Id, ct);

    /// <summary>What those checks say that answer for many rows at once, by their names.</summary>
    private async Task<Dictionary<string, IReadOnlyDictionary<Guid, string>>> Asked(
        IReadOnlyCollection<DeliveryRow> rows,
        CancellationToken ct
    )
    {
        var answers = new Dictionary<string, IReadOnlyDictionary<Guid, string>>(StringComparer.Ordinal);
        foreach (var group in rows.Where(row => row.Check is not null && row.Act != DeliveryAct.Retract).GroupBy(row => row.Check!))
        {
            if (checks.FirstOrDefault(check => check.Name == group.Key) is { } check && await check.WhyNot([.. group], ct) is { } reasons)
            {
                answers[group.Key] = reasons;
            }
        }

        return answers;
    }

    /// <summary>Stores that platforms are about to be asked, so that after a crash it is known where a message may have arrived.</summary>
    /// <returns>For each whether its lease still holds.</returns>
    public async Task<IReadOnlyList<bool>> Begin(IReadOnlyList<(DeliveryRow Row, PlatformName Platform)> begun, CancellationToken ct)
    {
        var (kept, now) = (new HashSet<Guid>(), clock.Now());
        foreach (var group in begun.GroupBy(one => (one.Platform, one.Row.LeaseId)))
        {
            var ((platform, claim), ids) = (group.Key, group.Select(one => one.Row.Id).ToArray());
            var rows = Rows.Where(row => EF.Parameter(ids).Contains(row.Id) && row.LeaseId == claim && row.EndedAt == null);
            if (
                await rows.ExecuteUpdateAsync(
                    set => set.SetProperty(row => row.Platform, platform).SetProperty(row => row.BegunAt, now),
                    ct
                ) == ids.Length
            )
            {
                kept.UnionWith(ids);
            }
            else
            {
                kept.UnionWith(await rows.Select(row => row.Id).ToListAsync(ct));
            }
        }

        foreach (var (row, _) in begun.Where(one => kept.Contains(one.Row.Id)))
        {
            row.BegunAt = now;
        }

        return [.. begun.Select(one => kept.Contains(one.Row.Id))];
    }

    /// <summary>Marks the recipient as unreachable on the row's platform, until heard from.</summary>
    public async Task MarkGone(DeliveryRow row, CancellationToken ct)
    {
        if (row.Platform is { } platform && await data.Set<Unreachable>().FindAsync([row.RecipientId, platform], ct) is null)
        {
            data.Add(
                new Unreachable
                {
                    PersonId = row.RecipientId,
                    Platform = platform,
                    Since = clock.Now(),
                }
            );
            await data.SaveChangesAsync(ct);
        }
    }
}
