using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;
using SQLitePCL;

namespace PerfSignal.Bot.Data;

/// <summary>Sets up each SQLite connection when it opens, so that commands may run beside the service and nothing committed is lost.</summary>
/// <remarks>
/// Readers never wait in write-ahead mode, writers wait for each other, and FULL syncs the log with each commit
/// (https://www.sqlite.org/wal.html, https://www.sqlite.org/pragma.html#pragma_synchronous).
/// Transactions need no setting: Microsoft.Data.Sqlite begins them IMMEDIATE unless they are asked to be deferred, so no transaction
/// reads first and finds out later that it may not write (https://learn.microsoft.com/dotnet/standard/data/sqlite/transactions).
/// </remarks>
internal sealed class SqliteSettings : DbConnectionInterceptor
{
    // The timeout comes first: switching to the log needs a lock too. Milliseconds.
    private const string Pragmas =
        "PRAGMA busy_timeout = 15000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;";

    public static SqliteSettings OnOpen { get; } = new();

    /// <summary>
    /// SQLite's own connections, which a pool hands out again and again
    /// (https://learn.microsoft.com/dotnet/standard/data/sqlite/connection-strings#pooling); what is set once holds until they are closed.
    /// </summary>
    private readonly ConditionalWeakTable<sqlite3, object> set = [];

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        if (connection is SqliteConnection { Handle: { } handle } && set.TryGetValue(handle, out _))
        {
            return;
        }

        using var command = connection.CreateCommand();
        command.CommandText = Pragmas;
        command.ExecuteNonQuery();
        if (connection is SqliteConnection { Handle: { } opened })
        {
            set.AddOrUpdate(opened, set);
        }
    }

    public override Task ConnectionOpenedAsync(
        DbConnection connection,
        ConnectionEndEventData eventData,
        CancellationToken cancellationToken = default
    )
    {
        // SQLite knows no asynchronous calls.
        ConnectionOpened(connection, eventData);
        return Task.CompletedTask;
    }
}
