using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using PerfSignal.Bot.Data;
using PerfSignal.Core.Data;

namespace PerfSignal.Tests.Delivery;

/// <summary>A database in a file, for tests with several engines over it.</summary>
public sealed class FileDatabase : IDisposable
{
    private readonly string path = Path.Combine(Path.GetTempPath(), $"outbox-{Guid.NewGuid():N}.db");

    public FileDatabase()
    {
        using var data = Open();
        data.Database.EnsureCreated();
    }

    private string ConnectionString => $"Data Source={path};Pooling=False";

    public PerfSignalData Open() => Open([]);

    public PerfSignalData Open(params IInterceptor[] interceptors) =>
        new SqliteData(new DbContextOptionsBuilder<SqliteData>().UseSqlite(ConnectionString).AddInterceptors(interceptors).Options);

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        foreach (var file in new[] { path, path + "-wal", path + "-shm" })
        {
            File.Delete(file);
        }
    }
}

/// <summary>The process was killed.</summary>
public sealed class KilledException : Exception;

/// <summary>Stands for `kill -9`: at the given step, and at every later one, nothing happens any more.</summary>
public sealed class Kill(int at) : DbTransactionInterceptor, IDbCommandInterceptor
{
    private int steps;

    public bool Happened => steps >= at;

    public void Step()
    {
        if (++steps >= at)
        {
            throw new KilledException();
        }
    }

    public ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command,
        CommandEventData eventData,
        InterceptionResult<DbDataReader> result,
        CancellationToken cancellationToken = default
    )
    {
        Step();
        return new(result);
    }

    public ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command,
        CommandEventData eventData,
        InterceptionResult<int> result,
        CancellationToken cancellationToken = default
    )
    {
        Step();
        return new(result);
    }

    public override ValueTask<InterceptionResult> TransactionCommittingAsync(
        DbTransaction transaction,
        TransactionEventData eventData,
        InterceptionResult result,
        CancellationToken cancellationToken = default
    )
    {
        Step();
        return new(result);
    }
}
