using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Core.Delivery.Pacing;

/// <summary>Lets calls to a platform leave no faster than it takes them: counted in calls, not in messages, over all nodes together.</summary>
public sealed class Pace(IServiceScopeFactory scopes, PaceSettings settings, TimeProvider clock) : IDisposable
{
    private readonly Guid node = Guid.NewGuid();
    private readonly ConcurrentDictionary<(PlatformName Platform, string Workspace), PaceLine> lines = new();

    /// <summary>Ends when one more call may leave.</summary>
    /// <param name="conversation">The conversation that the call writes into; null where it writes into none.</param>
    public async Task Enter(PlatformName platform, string workspace, string? conversation, CancellationToken ct)
    {
        if (!settings.Limits.TryGetValue(platform, out var limit))
        {
            return;
        }

        var line = lines.GetOrAdd((platform, workspace), _ => new PaceLine(limit));
        if (conversation is not null)
        {
            await Until(line.InConversation(conversation, clock.Now()), ct);
        }

        using var turn = await line.Turn(ct);
        Instant? at;
        while ((at = line.Next(clock.Now())) is null)
        {
            line.Take(await Within(permits => permits.Draw(node, platform, workspace, limit, ct)));
        }

        await Until(at.Value, ct);
        line.Left(clock.Now());
    }

    /// <summary>The platform rejected a call: nobody calls before then, and afterwards all call more slowly for a while.</summary>
    public async Task Rejected(PlatformName platform, string workspace, Instant until, CancellationToken ct)
    {
        if (settings.Limits.ContainsKey(platform))
        {
            lines.GetValueOrDefault((platform, workspace))?.Drop();
            await Within<object?>(async permits =>
            {
                await permits.Slow(platform, workspace, until, ct);
                return null;
            });
        }
    }

    public void Dispose()
    {
        foreach (var line in lines.Values)
        {
            line.Dispose();
        }
    }

    private async Task Until(Instant instant, CancellationToken ct)
    {
        var left = instant - clock.Now();
        if (left > Duration.Zero)
        {
            // The instant is what a call waits for: nothing happens then that could be waited for instead.
            await Task.Delay(left.ToTimeSpan(), clock, ct);
        }
    }

    private async Task<T> Within<T>(Func<Permits, Task<T>> work)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<Permits>());
    }
}
