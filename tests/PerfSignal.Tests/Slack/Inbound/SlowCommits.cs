using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using PerfSignal.Bot.Data;
using PerfSignal.Core.Data;
using PerfSignal.Tests.Fakes;

namespace PerfSignal.Tests.Slack.Inbound;

/// <summary>A database that takes its time to commit, or does not commit at all.</summary>
internal sealed class SlowCommits
{
    public TimeSpan Wait { get; set; }
    public bool Fails { get; set; }

    /// <summary>Opens the database of a team.</summary>
    public PerfSignalData Open(SmallTeam people)
    {
        using var data = people.Open();
        return Open(data.Database.GetConnectionString()!);
    }

    /// <summary>Opens a copy of a team's database in a file, where readers do not wait for a writer.</summary>
    public static string Copy(SmallTeam people, string folder)
    {
        var file = Path.Combine(folder, "copy.db");
        var connection = $"Data Source={file};Pooling=False";
        using var data = people.Open();
        using var from = new SqliteConnection(data.Database.GetConnectionString());
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
        new SqliteData(
            new DbContextOptionsBuilder<SqliteData>().UseSqlite(connection).AddInterceptors(new Transactions(this), new Saves(this)).Options
        );

    private async Task Before()
    {
        if (Fails)
        {
            throw new DbUpdateException("The database is away.");
        }

        if (Wait > TimeSpan.Zero)
        {
            using var timer = new PeriodicTimer(Wait);
            await timer.WaitForNextTickAsync();
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
