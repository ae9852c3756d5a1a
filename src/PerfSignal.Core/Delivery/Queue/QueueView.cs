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
        var left = await Left(now, ct);
        return new QueueState(
            now,
            await Depths(now, ct),
            left.Sent,
            await Holds(now, ct),
            await Failures(now, ct),
            left.Doubled,
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

    /// <summary>What was sent lately, and how many of a day's messages may have arrived twice: once through all that left in that day.</summary>
    private async Task<(IReadOnlyList<SentLately> Sent, int Doubled)> Left(Instant now, CancellationToken ct)
    {
        var (day, hour, minute) = (now - Day, now - Hour, now - Minute);
        var groups = await Rows.Where(row => (row.State == DeliveryState.Sent || row.State == DeliveryState.Failed) && row.EndedAt >= day)
            .GroupBy(row => new { row.State, row.Platform })
            .Select(group => new
            {
                group.Key.State,
                group.Key.Platform,
                Minute = group.Count(row => row.EndedAt >= minute),
                Hour = group.Count(row => row.EndedAt >= hour),
                Doubled = group.Count(row => row.PossiblyDoubled),
            })
            .ToListAsync(ct);
        return (
            [
                .. groups
                    .Where(group => group.State == DeliveryState.Sent && group.Hour > 0)
                    .Select(group => new SentLately(group.Platform, group.Minute, group.Hour))
                    .OrderBy(one => one.Platform),
            ],
            groups.Sum(group => group.Doubled)
        );
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
