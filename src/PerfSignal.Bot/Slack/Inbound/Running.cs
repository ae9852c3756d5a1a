using System.Collections.Concurrent;

namespace PerfSignal.Bot.Slack.Inbound;

/// <summary>Work that may outlast the request it began in; a service that stops waits for it.</summary>
internal sealed class Running(IServiceScopeFactory scopes) : IHostedService, IDisposable
{
    private readonly ConcurrentDictionary<Task, byte> tasks = new();
    private readonly CancellationTokenSource stopped = new();

    public Task<T> Start<T>(Func<IServiceProvider, CancellationToken, Task<T>> work)
    {
        var task = Task.Run(
            async () =>
            {
                await using var scope = scopes.CreateAsyncScope();
                return await work(scope.ServiceProvider, stopped.Token);
            },
            CancellationToken.None
        );
        tasks[task] = 0;
        _ = task.ContinueWith(done => tasks.TryRemove(done, out _), TaskScheduler.Default);
        return task;
    }

    public Task Start(Func<IServiceProvider, CancellationToken, Task> work) =>
        Start<object?>(
            async (services, ct) =>
            {
                await work(services, ct);
                return null;
            }
        );

    /// <summary>Waits for all that was begun.</summary>
    public async Task Settle()
    {
        while (!tasks.IsEmpty)
        {
            await Task.WhenAny(Task.WhenAll(tasks.Keys));
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        var gone = new TaskCompletionSource();
        await using var registration = cancellationToken.Register(() => gone.TrySetResult());
        await Task.WhenAny(Settle(), gone.Task);
        await stopped.CancelAsync();
    }

    public void Dispose() => stopped.Dispose();
}
