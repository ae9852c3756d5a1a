using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using PerfSignal.Bot.Data;
using PerfSignal.Core.Data;

namespace PerfSignal.Tests.Delivery;

/// <summary>A database that several engines share; its structure is made once and copied.</summary>
public sealed class SharedDatabase : IDisposable
{
    private static readonly Lazy<SqliteConnection> Template = new(() =>
    {
        var template = new SqliteConnection("Data Source=:memory:");
        template.Open();
        using var data = new SqliteData(new DbContextOptionsBuilder<SqliteData>().UseSqlite(template).Options);
        data.Database.EnsureCreated();
        return template;
    });

    private readonly string? path;
    private readonly string connectionString;
    private readonly SqliteConnection keepAlive;

    /// <param name="inFile">A file lets two engines write at once; memory is faster.</param>
    public SharedDatabase(bool inFile)
    {
        var name = $"outbox-{Guid.NewGuid():N}";
        path = inFile ? Path.Combine(Path.GetTempPath(), name + ".db") : null;
        connectionString = inFile ? $"Data Source={path};Pooling=False" : $"Data Source={name};Mode=Memory;Cache=Shared";
        keepAlive = new SqliteConnection(connectionString);
        keepAlive.Open();
        lock (Template)
        {
            Template.Value.BackupDatabase(keepAlive);
        }
    }

    public PerfSignalData Open() => Open([]);

    public PerfSignalData Open(params IInterceptor[] interceptors) =>
        new SqliteData(new DbContextOptionsBuilder<SqliteData>().UseSqlite(connectionString).AddInterceptors(interceptors).Options);

    public void Dispose()
    {
        keepAlive.Dispose();
        if (path is not null)
        {
            File.Delete(path);
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
