namespace PerfSignal.Bot.Jobs;

/// <summary>Runs what every node runs, each act in a loop of its own.</summary>
internal sealed class NodeJobs(ActRunner runner, IReadOnlyList<Planned> acts, TimeProvider clock) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(acts.Select(act => Loop(act, stoppingToken)));

    private async Task Loop(Planned act, CancellationToken ct)
    {
        using var ticks = new PeriodicTimer(act.Every, clock);
        do
        {
            await runner.Run(act, ct);
        } while (await Next(ticks, ct));
    }

    private static async Task<bool> Next(PeriodicTimer ticks, CancellationToken ct)
    {
        try
        {
            return await ticks.WaitForNextTickAsync(ct);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
