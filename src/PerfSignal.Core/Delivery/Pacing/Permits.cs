using Microsoft.EntityFrameworkCore;
using NodaTime;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Core.Delivery.Pacing;

/// <summary>Calls that one node drew, to leave one after the other.</summary>
/// <param name="First">When the first may leave.</param>
/// <param name="PerSecond">The pace of now.</param>
/// <param name="Alone">Whether no other node drew lately: then what was not used in time may be caught up.</param>
internal sealed record Drawn(Instant First, int Count, decimal PerSecond, bool Alone)
{
    public Duration Step => PaceSettings.Window / (double)PerSecond;
}

/// <summary>Draws calls from the pace of a workspace, and slows it down after a rejection.</summary>
internal sealed class Permits(PerfSignalData data, TimeProvider clock)
{
    /// <summary>Calls of a quarter of a second: few enough to share, many enough to ask the database rarely.</summary>
    private const int DrawsPerSecond = 4;

    private const decimal Rise = 5;
    private static readonly Duration RiseEvery = Duration.FromSeconds(1);
    private static readonly Duration Lately = Duration.FromSeconds(10);

    /// <summary>How far a node that is alone may lag behind and catch up.</summary>
    private static readonly Duration CatchUp = Duration.FromSeconds(1);

    public async Task<Drawn> Draw(Guid node, PlatformName platform, string workspace, PaceLimit limit, CancellationToken ct)
    {
        while (true)
        {
            if (await Try(node, platform, workspace, limit, ct) is { } drawn)
            {
                return drawn;
            }

            data.ChangeTracker.Clear();
        }
    }

    /// <summary>After a rejection nobody calls until then, and afterwards more slowly for a while.</summary>
    public async Task Slow(PlatformName platform, string workspace, Instant until, CancellationToken ct)
    {
        var rows = data.Set<PaceRow>().Where(row => row.Platform == platform && row.Workspace == workspace);
        await rows.Where(row => row.NextAt < until)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.NextAt, until).SetProperty(row => row.Version, Guid.NewGuid()), ct);
        await rows.Where(row => row.RaisedAt <= until)
            .ExecuteUpdateAsync(
                set => set.SetProperty(row => row.RaisedAt, until + Lately).SetProperty(row => row.PerSecond, row => row.PerSecond * 0.8m),
                ct
            );
    }

    /// <returns>Null when another node drew at the same moment.</returns>
    private async Task<Drawn?> Try(Guid node, PlatformName platform, string workspace, PaceLimit limit, CancellationToken ct)
    {
        var now = clock.Now();
        var row = await data.Set<PaceRow>().FindAsync([platform, workspace], ct);
        if (row is null)
        {
            row = new PaceRow
            {
                Platform = platform,
                Workspace = workspace,
                NextAt = now,
                PerSecond = limit.First,
                RaisedAt = now,
                DrawnBy = node,
                SharedUntil = now,
                DrawnAt = now,
            };
            data.Add(row);
        }

        if (row.DrawnBy != node && row.DrawnAt > now - Lately)
        {
            row.SharedUntil = now + Lately;
        }

        if (now - row.RaisedAt >= RiseEvery)
        {
            (row.PerSecond, row.RaisedAt) = (row.PerSecond + Rise, now);
        }

        row.PerSecond = Math.Clamp(row.PerSecond, Math.Min(1, limit.Most), limit.Most);
        var alone = row.SharedUntil <= now;
        var drawn = new Drawn(
            Instant.Max(row.NextAt, alone ? now - CatchUp : now),
            Math.Max(1, (int)Math.Round(row.PerSecond / DrawsPerSecond)),
            row.PerSecond,
            alone
        );
        (row.NextAt, row.DrawnBy, row.DrawnAt, row.Version) = (drawn.First + drawn.Step * drawn.Count, node, now, Guid.NewGuid());
        try
        {
            await data.SaveChangesAsync(ct);
            return drawn;
        }
        catch (DbUpdateException) when (!ct.IsCancellationRequested)
        {
            return null;
        }
    }
}
