using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Core.Delivery.Pacing;

/// <summary>Lets calls to a platform leave no faster than it takes them: counted in calls, not in messages, over all nodes together.</summary>
public sealed class Pace(IServiceScopeFactory scopes, PaceSettings settings, TimeProvider clock) : IDisposable
{
    /// <summary>No call waits longer in the line; the outbox gives a whole send 30 seconds, and what waits here has surely not left.</summary>
    private static readonly Duration Patience = Duration.FromSeconds(18);

    private readonly Guid node = Guid.NewGuid();
    private readonly Instant started = clock.Now();
    private readonly long startedAt = clock.GetTimestamp();
    private readonly ConcurrentDictionary<(PlatformName Platform, string Workspace), PaceLine> lines = new();

    /// <summary>Ends when one more call may leave, or with <see cref="Permit.Wait"/> when it may not for longer than a call waits.</summary>
    /// <param name="workspace">The workspace; followed by the method where a platform counts methods apart.</param>
    /// <param name="conversation">The conversation that the call writes into; null where it writes into none.</param>
    public async Task<Permit> Enter(PlatformName platform, string workspace, string? conversation, CancellationToken ct)
    {
        if (!settings.Limits.TryGetValue(platform, out var limit))
        {
            return Permit.Free;
        }

        var line = lines.GetOrAdd((platform, workspace), _ => new PaceLine(limit));
        if (line.Expected(Now()) is var expected && expected > Patience)
        {
            return Permit.After(expected / 2);
        }

        var latest = Now() + Patience;
        try
        {
            while (true)
            {
                await Room(line, conversation, ct);
                using var turn = await line.Turn(ct);
                if (await InTurn(line, (platform, workspace, conversation), limit, latest, ct) is { } permit)
                {
                    return permit;
                }
            }
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // Told as what it is: the call surely did not leave.
            return Permit.After(Duration.FromSeconds(1));
        }
    }

    /// <summary>The platform rejected a call: nobody calls until it may be called again, and afterwards all call more slowly for a while.</summary>
    /// <param name="permit">What the call left with.</param>
    /// <param name="told">How long the platform asks to wait; null where it does not say.</param>
    /// <returns>How long to wait; null where neither the platform says it nor there is a limit to go by.</returns>
    public async Task<Duration?> Rejected(PlatformName platform, string workspace, Permit permit, Duration? told, CancellationToken ct)
    {
        if (!settings.Limits.ContainsKey(platform))
        {
            return told;
        }

        var line = lines.GetValueOrDefault((platform, workspace));
        line?.Drop();
        var until = await Within(permits => permits.Reject(platform, workspace, told, permit.Entered, ct));
        line?.Hold(until + (Now() - clock.Now()));
        return Duration.Max(Duration.FromSeconds(1), until - clock.Now());
    }

    public void Dispose()
    {
        foreach (var line in lines.Values)
        {
            line.Dispose();
        }
    }

    /// <summary>A conversation that is full is waited for outside of the turn, so that it holds up no other.</summary>
    private async Task Room(PaceLine line, string? conversation, CancellationToken ct)
    {
        while (conversation is not null && line.RoomIn(conversation, Now()) is var room && !(room <= Now()))
        {
            await (room is { } at ? Until(line, at, ct) : line.Wrote().WaitAsync(ct));
        }
    }

    /// <returns>Null where the conversation filled up meanwhile.</returns>
    private async Task<Permit?> InTurn(
        PaceLine line,
        (PlatformName Platform, string Workspace, string? Conversation) to,
        PaceLimit limit,
        Instant latest,
        CancellationToken ct
    )
    {
        while (true)
        {
            if (line.Next(Now()) is not { } slot)
            {
                line.Take(await Draw(line, to.Platform, to.Workspace, limit, ct));
                continue;
            }

            var room = line.RoomAt(Now());
            if ((room is { } free ? Instant.Max(slot, free) : slot) is var at && at > latest)
            {
                return Permit.After(at - Now());
            }

            if (room is null)
            {
                await line.Wrote().WaitAsync(ct);
            }
            else if (at > Now())
            {
                await Until(line, at, ct);
            }
            else if (to.Conversation is { } conversation && !(line.RoomIn(conversation, Now()) <= Now()))
            {
                return null;
            }
            else if (line.Leave(to.Conversation, Now()) is { } call)
            {
                return new Permit(clock.Now(), () => line.Written(call, Now()));
            }
        }
    }

    /// <summary>What the database says is of the clock on the wall, which may be set; what the line counts by is not.</summary>
    private async Task<Drawn> Draw(PaceLine line, PlatformName platform, string workspace, PaceLimit limit, CancellationToken ct)
    {
        var drawn = await Within(permits => permits.Draw(node, platform, workspace, limit, line.Left(), ct));
        return drawn with { First = drawn.First + (Now() - clock.Now()) };
    }

    private Instant Now() => started + Duration.FromTimeSpan(clock.GetElapsedTime(startedAt));

    private async Task Until(PaceLine line, Instant instant, CancellationToken ct)
    {
        var left = instant - Now();
        if (left > Duration.Zero)
        {
            // The instant is what a call waits for: nothing happens then that could be waited for instead. Timers count whole milliseconds.
            await Task.Delay(TimeSpan.FromMilliseconds(Math.Ceiling(left.TotalMilliseconds)), clock, ct);
            line.Woke(instant, Now());
        }
    }

    private async Task<T> Within<T>(Func<Permits, Task<T>> work)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<Permits>());
    }
}
