using PerfSignal.Core.Delivery;

namespace PerfSignal.Bot.Jobs;

/// <summary>Runs what every node runs, each act in a loop of its own.</summary>
internal sealed class NodeJobs(ActRunner runner, IReadOnlyList<Planned> acts, Wake wake, TimeProvider clock) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(acts.Select(act => Loop(act, stoppingToken)));

    private async Task Loop(Planned act, CancellationToken ct)
    {
        using var ticks = new PeriodicTimer(act.Every, clock);
        Task<bool>? tick = null;
        Task<bool>? call = null;
        try
        {
            while (!ct.IsCancellationRequested)
            {
                await runner.Run(act, ct);
                tick ??= ticks.WaitForNextTickAsync(ct).AsTask();
                if (!act.Wakes)
                {
                    await tick;
                    tick = null;
                    continue;
                }

                call ??= wake.Called(ct).AsTask();
                var first = await Task.WhenAny(tick, call);
                await first;
                (tick, call) = (tick.IsCompleted ? null : tick, call.IsCompleted ? null : call);
            }
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // The service stops.
        }
    }
}
