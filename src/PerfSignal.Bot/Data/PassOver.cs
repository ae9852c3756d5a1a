using System.Data.Common;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore.Diagnostics;
using PerfSignal.Core.Delivery;

namespace PerfSignal.Bot.Data;

/// <summary>
/// Where several nodes may write at once, a query for rows to claim locks them and passes over those that another node has locked, so that nodes share what is
/// due instead of waiting for each other. SQLite has one writer and needs nothing.
/// </summary>
internal sealed partial class PassOver : DbCommandInterceptor
{
    private readonly Func<string, string> change;

    private PassOver(Func<string, string> change) => this.change = change;

    /// <summary>https://www.postgresql.org/docs/current/sql-select.html#SQL-FOR-UPDATE-SHARE</summary>
    public static PassOver Postgres { get; } = new(sql => sql + "\nFOR UPDATE SKIP LOCKED");

    /// <summary>https://learn.microsoft.com/sql/t-sql/queries/hints-transact-sql-table</summary>
    public static PassOver SqlServer { get; } = new(sql => FirstTable().Replace(sql, "$0 WITH (READPAST, UPDLOCK, ROWLOCK)", 1));

    public override InterceptionResult<DbDataReader> ReaderExecuting(
        DbCommand command,
        CommandEventData eventData,
        InterceptionResult<DbDataReader> result
    )
    {
        Change(command);
        return result;
    }

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command,
        CommandEventData eventData,
        InterceptionResult<DbDataReader> result,
        CancellationToken cancellationToken = default
    )
    {
        Change(command);
        return new(result);
    }

    internal void Change(DbCommand command)
    {
        if (command.CommandText.StartsWith("-- " + Outbox.ClaimTag, StringComparison.Ordinal))
        {
            command.CommandText = change(command.CommandText);
        }
    }

    [GeneratedRegex(@"FROM \[\w+\] AS \[\w+\]", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex FirstTable();
}
