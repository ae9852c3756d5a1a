using Microsoft.EntityFrameworkCore;
using NodaTime;
using PerfSignal.Core.Data;
using PerfSignal.Core.Delivery.Pacing;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Core.Delivery.Queue;

/// <summary>Looks at the outbox as whoever runs the service does; the database counts, no row is read.</summary>
public sealed class QueueView(PerfSignalData data, TimeProvider clock)
{
    private static readonly Duration Day = Duration.FromHours(24);
    private static readonly Duration Hour = Duration.FromHours(1);
    private static readonly Duration Minute = Duration.FromMinutes(1);

    /// <summary>More causes than anybody reads.</summary>
    private const int MostCauses = 50;

    private IQueryable<DeliveryRow> Rows => data.Set<DeliveryRow>().AsNoTracking();

    public async Task<QueueState> Read(CancellationToken ct)
    {
        var now = clock.Now();
        return new QueueState(
            now,
            await Depths(now, ct),
            await Sent(now, ct),
            await Holds(now, ct),
            await Failures(now, ct),
            await Doubled(now, ct),
            await Unreachable(ct),
            await Paces(now, ct)
        );
    }

    private async Task<IReadOnlyList<QueueDepth>> Depths(Instant now, CancellationToken ct)
    {
        // Once through all that waits. What follows a send that has not left yet waits for that, and what is too late is about to end.
        var all = await Rows.Where(row => row.State == DeliveryState.Waiting)
            .GroupBy(row => new { row.Lane, row.Platform })
            .Select(group => new
            {
                group.Key,
                Count = group.Count(),
                OnTheirWay = group.Count(row => row.LeaseId != null),
                Due = group.Count(row => row.NotBefore <= now && row.OfId == null && row.ExpiresAt > now),
                Oldest = group.Min(row => row.NotBefore <= now && row.OfId == null && row.ExpiresAt > now ? row.NotBefore : (Instant?)null),
            })
            .ToListAsync(ct);
        return
        [
            .. all.Select(group => new QueueDepth(
                    group.Key.Lane,
                    group.Key.Platform,
                    group.Count,
                    group.Due,
                    group.OnTheirWay,
                    group.Oldest
                ))
                .OrderBy(depth => depth.Lane)
                .ThenBy(depth => depth.Platform),
        ];
    }

    private async Task<IReadOnlyList<SentLately>> Sent(Instant now, CancellationToken ct)
    {
        async Task<Dictionary<string, int>> Since(Instant since) =>
            await Rows.Where(row => row.State == DeliveryState.Sent && row.EndedAt >= since)
                .GroupBy(row => row.Platform)
                .Select(group => new { group.Key, Count = group.Count() })
                .ToDictionaryAsync(group => group.Key.ToString() ?? "", group => group.Count, ct);

        var minute = await Since(now - Minute);
        return
        [
            .. (await Since(now - Hour))
                .Select(one => new SentLately(
                    Enum.TryParse<Conversing.PlatformName>(one.Key, out var platform) ? platform : null,
                    minute.GetValueOrDefault(one.Key),
                    one.Value
                ))
                .OrderBy(one => one.Platform),
        ];
    }

    private async Task<IReadOnlyList<HoldNow>> Holds(Instant now, CancellationToken ct) =>
        await data.Set<PlatformHold>()
            .AsNoTracking()
            .Where(hold => hold.Until > now)
            .OrderBy(hold => hold.Platform)
            .ThenBy(hold => hold.Workspace)
            .Select(hold => new HoldNow(hold.Platform, hold.Workspace, hold.Until, hold.Because))
            .ToListAsync(ct);

    private async Task<IReadOnlyList<FailuresOf>> Failures(Instant now, CancellationToken ct)
    {
        var since = now - Day;
        var groups = await Rows.Where(row => row.State == DeliveryState.Failed && row.EndedAt >= since)
            .GroupBy(row => new
            {
                row.Platform,
                row.Category,
                row.Word,
                row.Reason,
            })
            .Select(group => new { group.Key, Count = group.Count() })
            .OrderByDescending(group => group.Count)
            .Take(MostCauses)
            .ToListAsync(ct);
        return [.. groups.Select(one => new FailuresOf(one.Key.Platform, one.Key.Category, one.Key.Word, one.Key.Reason, one.Count))];
    }

    private Task<int> Doubled(Instant now, CancellationToken ct)
    {
        var since = now - Day;
        return Rows.CountAsync(
            row => (row.State == DeliveryState.Sent || row.State == DeliveryState.Failed) && row.EndedAt >= since && row.PossiblyDoubled,
            ct
        );
    }

    private async Task<IReadOnlyList<(Conversing.PlatformName Platform, int People)>> Unreachable(CancellationToken ct)
    {
        var groups = await data.Set<Unreachable>()
            .GroupBy(mark => mark.Platform)
            .Select(group => new { group.Key, Count = group.Count() })
            .ToListAsync(ct);
        return [.. groups.Select(group => (group.Key, group.Count)).OrderBy(group => group.Key)];
    }

    private async Task<IReadOnlyList<PaceNow>> Paces(Instant now, CancellationToken ct)
    {
        var rows = await data.Set<PaceRow>().AsNoTracking().OrderBy(row => row.Platform).ThenBy(row => row.Workspace).ToListAsync(ct);
        return
        [
            .. rows.Select(row => new PaceNow(
                row.Platform,
                row.Workspace,
                row.PerSecond,
                row.DrawnAt,
                row.HeldUntil > now ? row.HeldUntil : null,
                row.RejectedAt
            )),
        ];
    }
}
