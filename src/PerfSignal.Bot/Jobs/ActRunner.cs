using System.Collections.Concurrent;
using NodaTime;
using PerfSignal.Core.Data;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Bot.Jobs;

/// <summary>Runs acts of the service one by one; a failure is logged once with a reference, counted and told to the doctor, and the schedule goes on.</summary>
public sealed partial class ActRunner(IServiceScopeFactory scopes, TimeProvider clock, ILogger<ActRunner> log)
{
    /// <summary>How often a run that went well is written down.</summary>
    public static Duration NoteEvery { get; } = Duration.FromMinutes(1);

    private readonly ConcurrentDictionary<string, State> states = new(StringComparer.Ordinal);

    /// <summary>What this node saw last: enough to write to the database and the log only when something changed.</summary>
    private sealed record State(Instant? NotedAt, int Failures, string? Last, string? Reference);

    public async Task Run(Planned act, CancellationToken ct)
    {
        var before = states.GetValueOrDefault(act.Name) ?? new State(null, 0, null, null);
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            await act.Run(scope.ServiceProvider, ct);
            await Good(act, before, ct);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // The service stops; the act goes on where it was when the service starts again.
        }
        catch (Exception failure)
        {
            await Bad(act, before, failure, ct);
        }
    }

    private async Task Good(Planned act, State before, CancellationToken ct)
    {
        var now = clock.Now();
        if (before.Failures > 0)
        {
            LogBetter(act.Name, before.Failures, before.Reference);
        }

        if (before.Failures > 0 || before.NotedAt is not { } noted || now - noted >= NoteEvery)
        {
            await Note(act.Name, row => (row.GoodAt, row.FailuresInARow) = (now, 0), ct);
            states[act.Name] = new State(now, 0, null, null);
        }
    }

    private async Task Bad(Planned act, State before, Exception failure, CancellationToken ct)
    {
        var (kind, now) = (Kind(failure), clock.Now());
        var same = before.Failures > 0 && before.Last == kind;
        var reference = same ? before.Reference! : Guid.NewGuid().ToString("N")[..8];
        if (!same)
        {
            LogFailed(act.Name, reference, kind, Where(failure));
        }

        states[act.Name] = new State(before.NotedAt, before.Failures + 1, kind, reference);
        try
        {
            await Note(
                act.Name,
                row =>
                {
                    row.BadAt = now;
                    row.FailuresInARow++;
                    row.Reference = reference;
                },
                ct
            );
        }
        catch (Exception second)
        {
            // While the database is out of reach each run would say the same again.
            if (!same)
            {
                LogNotNoted(act.Name, reference, Kind(second));
            }
        }
    }

    private async Task Note(string name, Action<ActRun> change, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var data = scope.ServiceProvider.GetRequiredService<PerfSignalData>();
        var row = await data.Set<ActRun>().FindAsync([name], ct) ?? data.Add(new ActRun { Act = name }).Entity;
        change(row);
        await data.SaveChangesAsync(ct);
    }

    /// <summary>Types only: a message may quote what people wrote.</summary>
    private static string Kind(Exception failure) =>
        failure.InnerException is { } inner ? $"{failure.GetType().Name} ({inner.GetType().Name})" : failure.GetType().Name;

    private static string? Where(Exception failure) =>
        failure
            .StackTrace?.Split('\n')
            .Select(line => line.Trim())
            .FirstOrDefault(line => line.Contains("PerfSignal", StringComparison.Ordinal));

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "The act {Act} failed with {Failure} {Where}; reference {Reference}. It is tried again; the same failure is not logged again"
    )]
    private partial void LogFailed(string act, string reference, string failure, string? where);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The failure {Reference} of {Act} could not be written to the database: {Failure}")]
    private partial void LogNotNoted(string act, string reference, string failure);

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "The act {Act} works again; it failed {Failures} times, the last with {Reference}"
    )]
    private partial void LogBetter(string act, int failures, string? reference);
}
