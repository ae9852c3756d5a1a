using Microsoft.EntityFrameworkCore;
using PerfSignal.Core.Data;

namespace PerfSignal.Bot.Data;

/// <summary>The turn to migrate a SQLite file: a lock of the operating system beside it, which ends with its process.</summary>
/// <remarks>
/// EF Core's own lock on SQLite is a row that a killed process leaves behind and everyone after it waits for
/// (https://learn.microsoft.com/ef/core/providers/sqlite/limitations#concurrent-migrations-protection). Who holds this lock may clear it.
/// The servers' locks end with their connection, so there the turn is empty.
/// </remarks>
internal sealed class SqliteTurn : IDisposable
{
    private readonly FileStream? held;

    private SqliteTurn(FileStream? held) => this.held = held;

    /// <exception cref="EnvironmentProblem">Another process has the turn.</exception>
    public static SqliteTurn Take(DatabaseOptions options)
    {
        if (options.Provider != DatabaseProvider.Sqlite || ConnectionText.Of(options) is not { File: { } file, Place: var place })
        {
            return new(null);
        }

        CheckFolder(options);
        var path = file + ".migrating";
        try
        {
            return new(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose));
        }
        catch (IOException) when (Path.Exists(path))
        {
            throw new EnvironmentProblem($"Another process is upgrading {place} right now. Wait until it has ended, then try again.");
        }
        catch (UnauthorizedAccessException error)
        {
            throw new EnvironmentProblem(
                $"Cannot write beside {place}: give the service's account the right to write to its folder.",
                error
            );
        }
    }

    /// <exception cref="EnvironmentProblem">The folder of the file does not exist.</exception>
    public static void CheckFolder(DatabaseOptions options)
    {
        if (
            options.Provider == DatabaseProvider.Sqlite
            && ConnectionText.Of(options) is { File: { } file, Place: var place }
            && !Path.Exists(Path.GetDirectoryName(file))
        )
        {
            throw new EnvironmentProblem(
                $"Cannot create {place}: its folder does not exist. Create the folder, or correct Database:ConnectionString."
            );
        }
    }

    public async Task ClearStaleLock(PerfSignalData data, CancellationToken ct)
    {
        if (held is not null)
        {
            await data.Database.ExecuteSqlRawAsync("DROP TABLE IF EXISTS \"__EFMigrationsLock\"", ct);
        }
    }

    public void Dispose() => held?.Dispose();
}
