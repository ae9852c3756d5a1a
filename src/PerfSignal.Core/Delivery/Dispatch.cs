using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Core.Delivery;

/// <summary>
/// Brings out what the outbox holds: small batches, urgent rows first. Any number of nodes may run it; a node that is killed at any point
/// leaves rows whose lease runs out and that another round finishes.
/// </summary>
public sealed partial class Dispatch(
    IServiceScopeFactory scopes,
    IEnumerable<IPlatform> platforms,
    TimeProvider clock,
    DispatchSettings settings,
    ILogger<Dispatch> log
)
{
    private readonly HashSet<PlatformName> showsOnce =
    [
        .. platforms.Where(platform => platform.ShowsOnce).Select(platform => platform.Name),
    ];

    /// <summary>Works until nothing is due.</summary>
    public async Task Run(CancellationToken ct)
    {
        await Within<Claims>(claims => claims.Recover(ct));
        await Within<Claims>(claims => claims.Expire(ct));
        await Within<FollowUps>(followUps => followUps.Settle(ct));
        var holds = new Holds();
        while (!ct.IsCancellationRequested && await Round(holds, ct) > 0) { }
    }

    private async Task<int> Round(Holds holds, CancellationToken ct)
    {
        var claim = clock.NewId();
        IReadOnlyList<Claimed> taken = [];
        await Within<Claims>(async claims => taken = await claims.Take(claim, holds, ct));
        var latest = clock.Now() + settings.Lease - settings.Timeout - settings.Timeout;
        var arrived = new ConcurrentQueue<(DeliveryRow Row, Step Step)>();
        var left = new ConcurrentDictionary<Guid, Claimed>(taken.Select(row => KeyValuePair.Create(row.Row.Id, row)));
        try
        {
            // One recipient's messages keep their order.
            await Parallel.ForEachAsync(
                taken.GroupBy(row => row.Recipient.Id),
                new ParallelOptions { MaxDegreeOfParallelism = settings.AtOnce, CancellationToken = ct },
                async (rows, stop) =>
                {
                    foreach (var row in rows)
                    {
                        // A row whose lease is nearly over is left to the next round, so that no two nodes ever send it at once.
                        if (!stop.IsCancellationRequested && clock.Now() < latest && left.TryRemove(row.Row.Id, out _))
                        {
                            await Deliver(row, holds, arrived, ct);
                        }
                    }
                }
            );
        }
        finally
        {
            await End([.. arrived]);
            if (!left.IsEmpty)
            {
                await Within<Claims>(claims => claims.Release(claim, [.. left.Keys], CancellationToken.None));
            }
        }

        return taken.Count;
    }

    /// <param name="arrived">Takes what was sent where a repeat would change nothing; the round ends all of it at once.</param>
    private async Task Deliver(Claimed claimed, Holds holds, ConcurrentQueue<(DeliveryRow Row, Step Step)> arrived, CancellationToken ct)
    {
        var row = claimed.Row;
        Step step;
        await using (var scope = scopes.CreateAsyncScope())
        {
            var attempt = scope.ServiceProvider.GetRequiredService<Attempt>();
            try
            {
                step = await attempt.Run(row, claimed.Recipient, holds, ct);
            }
            catch (Exception bug) when (!ct.IsCancellationRequested)
            {
                step = DeliveryRules.AfterBug(row, attempt.Sending, bug.GetType().Name, clock.Now(), settings.UncertainWait);
                LogBug(Activity.Current?.Id, row.Id, row.Card, row.Attempts + 1, bug.GetType().Name, Where(bug));
            }
        }

        // From here on nothing is given up when the service stops: what was sent must be known.
        if (step is { Hold: { } hold, Platform: { } platform })
        {
            await Again<PerfSignalData>(data => holds.Set(data, platform, hold, CancellationToken.None));
            LogHold(platform.ToString(), step.Word, hold.Until.ToDateTimeOffset());
        }

        if (step.RecipientGone)
        {
            await Again<Claims>(claims => claims.MarkGone(row, CancellationToken.None));
        }

        if (step.Category == FailureCategory.Invalid)
        {
            LogRefused(row.Id, row.Card, row.Platform?.ToString(), step.Word);
        }

        if (row.Act == DeliveryAct.Send && step is { State: DeliveryState.Sent, Platform: { } there } && showsOnce.Contains(there))
        {
            arrived.Enqueue((row, step));
        }
        else
        {
            await End([(row, step)]);
        }
    }

    private async Task End(IReadOnlyCollection<(DeliveryRow Row, Step Step)> ends)
    {
        if (ends.Count == 0)
        {
            return;
        }

        IReadOnlyList<DeliveryRow> lost = [];
        await Again<Claims>(async claims => lost = await claims.End(ends, CancellationToken.None));
        foreach (var row in lost)
        {
            LogLost(row.Id);
        }
    }

    /// <summary>Two nodes may insert the same hold, mark or alias at the same moment; the second try finds it there.</summary>
    private async Task Again<T>(Func<T, Task> work)
        where T : notnull
    {
        try
        {
            await Within(work);
        }
        catch (DbUpdateException)
        {
            await Within(work);
        }
    }

    private async Task Within<T>(Func<T, Task> work)
        where T : notnull
    {
        await using var scope = scopes.CreateAsyncScope();
        await work(scope.ServiceProvider.GetRequiredService<T>());
    }

    /// <summary>The place of a bug without its message, which may quote what people wrote.</summary>
    private static string? Where(Exception bug) => bug.StackTrace?.Split('\n', 2)[0].Trim();

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "Delivery {Row} of card {Card} met a bug at attempt {Attempt}: {Exception} {Where} (trace {Trace})"
    )]
    private partial void LogBug(string? trace, Guid row, string card, int attempt, string exception, string? where);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "{Platform} refused delivery {Row} of card {Card} with {Word}; this is a bug in the card or the adapter"
    )]
    private partial void LogRefused(Guid row, string card, string? platform, string? word);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Platform} answered {Word}; nothing is sent there before {Until:u}")]
    private partial void LogHold(string platform, string? word, DateTimeOffset until);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The lease of delivery {Row} was lost; its end is decided elsewhere")]
    private partial void LogLost(Guid row);
}
