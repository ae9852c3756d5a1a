using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace PerfSignal.Bot.Data;

/// <summary>
/// Sets up each SQLite connection when it opens, so that commands may run beside the service and nothing committed is lost, and keeps it open as long as
/// its context lives in the pool.
/// </summary>
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

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Pragmas;
        command.ExecuteNonQuery();
    }

    public override async Task ConnectionOpenedAsync(
        DbConnection connection,
        ConnectionEndEventData eventData,
        CancellationToken cancellationToken = default
    )
    {
        await using var command = connection.CreateCommand();
        command.CommandText = Pragmas;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>
    /// EF Core closes after each query, and opening again defines its two dozen functions anew, one request after the other: that took more time than the
    /// query (https://learn.microsoft.com/ef/core/logging-events-diagnostics/interceptors#database-interception). A connection without a transaction locks nothing.
    /// </summary>
    public override InterceptionResult ConnectionClosing(
        DbConnection connection,
        ConnectionEventData eventData,
        InterceptionResult result
    ) => InterceptionResult.Suppress();

    public override ValueTask<InterceptionResult> ConnectionClosingAsync(
        DbConnection connection,
        ConnectionEventData eventData,
        InterceptionResult result
    ) => new(InterceptionResult.Suppress());
}
