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

    /// <summary>Another node may come first; that it does so time after time means that something else is wrong.</summary>
    private const int Tries = 20;

    private static readonly Duration Lately = Duration.FromSeconds(10);

    /// <summary>How far a node that is alone may lag behind and catch up.</summary>
    public static Duration CatchUp { get; } = Duration.FromSeconds(1);

    /// <param name="left">Calls of the node that left since it drew last.</param>
    public Task<Drawn> Draw(Guid node, PlatformName platform, string workspace, PaceLimit limit, int left, CancellationToken ct) =>
        Again(platform, workspace, row => Draw(row, node, limit, left), () => First(node, platform, workspace, limit), ct);

    /// <returns>Until when nobody calls.</returns>
    public Task<Instant> Reject(PlatformName platform, string workspace, Duration? told, Instant entered, CancellationToken ct) =>
        Again(
            platform,
            workspace,
            row =>
            {
                PaceRules.Reject(row, told, entered, clock.Now());
                return row.HeldUntil!.Value;
            },
            () => throw new InvalidOperationException("A call left that nobody drew."),
            ct
        );

    private PaceRow First(Guid node, PlatformName platform, string workspace, PaceLimit limit)
    {
        var now = clock.Now();
        return new PaceRow
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
    }

    private Drawn Draw(PaceRow row, Guid node, PaceLimit limit, int left)
    {
        var now = clock.Now();
        var alone = row.SharedUntil <= now;
        var earliest = alone ? now - CatchUp : now;
        if (row.DrawnBy != node && row.DrawnAt > now - Lately)
        {
            // Whoever was alone may still use what it drew, late and at once: not until a second after that is there room for a second node.
            earliest = alone ? Instant.Max(row.NextAt, now) + CatchUp + PaceSettings.Window : now;
            (row.SharedUntil, alone) = (now + Lately, false);
        }

        row.Used += left;
        PaceRules.Rise(row, limit, now);
        var drawn = new Drawn(
            Instant.Max(row.NextAt, earliest),
            Math.Max(1, (int)Math.Round(row.PerSecond / DrawsPerSecond)),
            row.PerSecond,
            alone
        );
        (row.NextAt, row.DrawnBy, row.DrawnAt) = (drawn.First + drawn.Step * drawn.Count, node, now);
        return drawn;
    }

    private async Task<T> Again<T>(
        PlatformName platform,
        string workspace,
        Func<PaceRow, T> change,
        Func<PaceRow> first,
        CancellationToken ct
    )
    {
        for (var tried = 1; ; tried++)
        {
            var row = await data.Set<PaceRow>().FindAsync([platform, workspace], ct);
            if (row is null)
            {
                data.Add(row = first());
            }

            var result = change(row);
            row.Version = Guid.NewGuid();
            try
            {
                await data.SaveChangesAsync(ct);
                return result;
            }
            catch (DbUpdateException) when (tried < Tries && !ct.IsCancellationRequested)
            {
                data.ChangeTracker.Clear();
            }
        }
    }
}
