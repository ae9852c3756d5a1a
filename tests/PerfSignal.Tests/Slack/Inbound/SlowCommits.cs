using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using PerfSignal.Bot.Data;
using PerfSignal.Core.Data;
using PerfSignal.Tests.Fakes;

namespace PerfSignal.Tests.Slack.Inbound;

/// <summary>A database that takes its time to commit, or does not commit at all.</summary>
internal sealed class SlowCommits(TimeProvider clock) : IDisposable
{
    /// <summary>After a minute of real time it hurries, so that a test that fails ends.</summary>
    private readonly CancellationTokenSource quick = new(TimeSpan.FromMinutes(1));

    public TimeSpan Wait { get; set; }
    public bool Fails { get; set; }

    /// <summary>From now on it takes no time, neither for what waits already.</summary>
    public Task Hurry()
    {
        Wait = TimeSpan.Zero;
        return quick.CancelAsync();
    }

    public void Dispose() => quick.Dispose();

    /// <summary>Opens the database of a team.</summary>
    public PerfSignalData Open(SmallTeam people)
    {
        return Open(people.Settings.ConnectionString);
    }

    /// <summary>A team's database where readers do not wait for a writer: PostgreSQL as it is, of SQLite a copy in a file.</summary>
    public static string Copy(SmallTeam people, string folder)
    {
        if (people.Settings.Provider == DatabaseProvider.Postgres)
        {
            return people.Settings.ConnectionString;
        }

        var file = Path.Combine(folder, "copy.db");
        var connection = $"Data Source={file};Pooling=False";
        using var from = new SqliteConnection(people.Settings.ConnectionString);
        using var to = new SqliteConnection(connection);
        from.Open();
        to.Open();
        from.BackupDatabase(to);
        using var journal = to.CreateCommand();
        journal.CommandText = "PRAGMA journal_mode = WAL";
        journal.ExecuteNonQuery();
        return connection;
    }

    public PerfSignalData Open(string connection) =>
        connection.StartsWith("Data Source", StringComparison.Ordinal)
            ? new SqliteData(With(new DbContextOptionsBuilder<SqliteData>().UseSqlite(connection)))
            : new PostgresData(With(new DbContextOptionsBuilder<PostgresData>().UseNpgsql(connection)));

    private DbContextOptions<T> With<T>(DbContextOptionsBuilder<T> builder)
        where T : DbContext => builder.AddInterceptors(new Transactions(this), new Saves(this)).Options;

    private async Task Before()
    {
        if (Fails)
        {
            throw new DbUpdateException("The database is away.");
        }

        if (Wait > TimeSpan.Zero)
        {
            await Task.Delay(Wait, clock, quick.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private sealed class Transactions(SlowCommits slow) : DbTransactionInterceptor
    {
        public override async ValueTask<InterceptionResult> TransactionCommittingAsync(
            DbTransaction transaction,
            TransactionEventData eventData,
            InterceptionResult result,
            CancellationToken cancellationToken = default
        )
        {
            await slow.Before();
            return result;
        }
    }

    private sealed class Saves(SlowCommits slow) : SaveChangesInterceptor
    {
        public override async ValueTask<InterceptionResult<int>> SavingChangesAsync(
            DbContextEventData eventData,
            InterceptionResult<int> result,
            CancellationToken cancellationToken = default
        )
        {
            if (eventData.Context?.Database.CurrentTransaction is null)
            {
                await slow.Before();
            }

            return result;
        }
    }
}
