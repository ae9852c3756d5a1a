using Microsoft.EntityFrameworkCore;
using PerfSignal.Core.Data;

namespace PerfSignal.Bot.Data;

/// <summary>How the database's structure stands to what this version of the program expects.</summary>
public enum SchemaState
{
    Missing,
    Behind,
    Current,

    /// <summary>A newer version of the program has changed it.</summary>
    Newer,
}

/// <summary>Creates or upgrades the database, for the command `migrate` and for the start of the service.</summary>
public sealed class Migrator(PerfSignalData data, DatabaseOptions options)
{
    /// <exception cref="EnvironmentProblem">The database cannot be reached.</exception>
    public Task<SchemaState> State(CancellationToken ct) => Explained(() => Compare(ct));

    /// <summary>Creates or upgrades the database and returns the names of the steps that were taken; none when it was current.</summary>
    /// <exception cref="EnvironmentProblem">The database cannot be reached, is newer than the program, or is being upgraded by another process.</exception>
    public Task<IReadOnlyList<string>> Run(CancellationToken ct) => Explained(() => Upgrade(ct));

    /// <summary>What `serve` does first: upgrades where `Database:MigrateOnStart` says so, and otherwise insists on a current database.</summary>
    /// <exception cref="EnvironmentProblem">The database cannot be reached or does not fit the program.</exception>
    public async Task Prepare(CancellationToken ct)
    {
        if (options.MigrateOnStart)
        {
            await Run(ct);
            return;
        }

        switch (await State(ct))
        {
            case SchemaState.Missing:
                throw new EnvironmentProblem(
                    $"There is no PerfSignal database in {Place} yet. Run the command `migrate`, or set Database:MigrateOnStart to true."
                );
            case SchemaState.Behind:
                throw new EnvironmentProblem(
                    $"{Sentence(Place)} was written by an older version. Run the command `migrate`, or set Database:MigrateOnStart to true."
                );
            case SchemaState.Newer:
                throw Newer();
            case SchemaState.Current:
                break;
        }
    }

    /// <summary>Whether there is a place for the database at all; a server is asked by every other question.</summary>
    /// <exception cref="EnvironmentProblem">The folder of a SQLite file does not exist.</exception>
    public void CheckPlace() => SqliteTurn.CheckFolder(options);

    private string Place => ConnectionText.Of(options).Place;

    private async Task<SchemaState> Compare(CancellationToken ct)
    {
        var known = data.Database.GetMigrations().ToHashSet(StringComparer.Ordinal);
        var applied = (await data.Database.GetAppliedMigrationsAsync(ct)).ToHashSet(StringComparer.Ordinal);
        return applied.IsSubsetOf(known)
            ? (applied.Count == 0, applied.Count == known.Count) switch
            {
                (true, _) => SchemaState.Missing,
                (_, true) => SchemaState.Current,
                _ => SchemaState.Behind,
            }
            : SchemaState.Newer;
    }

    private async Task<IReadOnlyList<string>> Upgrade(CancellationToken ct)
    {
        using var turn = SqliteTurn.Take(options);
        if (await Compare(ct) == SchemaState.Newer)
        {
            throw Newer();
        }

        var pending = (await data.Database.GetPendingMigrationsAsync(ct)).ToList();
        if (pending.Count > 0)
        {
            await turn.ClearStaleLock(data, ct);
            await data.Database.MigrateAsync(ct);
        }

        return pending;
    }

    private EnvironmentProblem Newer() =>
        new(
            $"{Sentence(Place)} was written by a newer version of PerfSignal, and this version would damage it. Start the newer version, or restore the backup made before the upgrade."
        );

    private async Task<T> Explained<T>(Func<Task<T>> act)
    {
        try
        {
            return await act();
        }
        catch (Exception error) when (error is not EnvironmentProblem && DatabaseProblem.From(options, error) is not null)
        {
            throw DatabaseProblem.From(options, error)!;
        }
    }

    private static string Sentence(string place) => char.ToUpperInvariant(place[0]) + place[1..];
}
