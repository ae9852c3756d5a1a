using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using PerfSignal.Bot.Data;
using PerfSignal.Core.Data;

namespace PerfSignal.Tests.Data;

/// <summary>An empty database for one test: SQLite in memory, or a database of its own on PostgreSQL when PERFSIGNAL_POSTGRES holds a connection string.</summary>
/// <remarks>Its structure is built once per run from the model and copied, which takes about a millisecond on SQLite.</remarks>
public sealed class TestDatabase : IDisposable
{
    private static readonly string? Server = Environment.GetEnvironmentVariable("PERFSIGNAL_POSTGRES");
    private readonly SqliteConnection? keepAlive;

    public TestDatabase()
    {
        if (!string.IsNullOrEmpty(Server))
        {
            Settings = new() { Provider = DatabaseProvider.Postgres, ConnectionString = PostgresTemplate.Copy(Server) };
            return;
        }

        Settings = new() { ConnectionString = $"Data Source=test-{Guid.NewGuid():N};Mode=Memory;Cache=Shared" };
        keepAlive = new SqliteConnection(Settings.ConnectionString);
        keepAlive.Open();
        SqliteTemplate.CopyTo(keepAlive);
    }

    /// <summary>The settings that lead to this database, for tests that start the whole service.</summary>
    public DatabaseOptions Settings { get; }

    /// <summary>A new context, as a new request would have; dispose it.</summary>
    public PerfSignalData Open() => DatabaseSetup.Open(Settings);

    /// <summary>Saves entities in a context of their own.</summary>
    public void Add(params object[] entities)
    {
        using var data = Open();
        data.AddRange(entities);
        data.SaveChanges();
    }

    public void Dispose()
    {
        keepAlive?.Dispose();
        if (keepAlive is null)
        {
            PostgresTemplate.Drop(Settings.ConnectionString);
        }
    }

    private static class SqliteTemplate
    {
        private static readonly Lock Turn = new();
        private static readonly SqliteConnection Built = Build();

        public static void CopyTo(SqliteConnection empty)
        {
            lock (Turn)
            {
                Built.BackupDatabase(empty);
            }
        }

        private static SqliteConnection Build()
        {
            var settings = new DatabaseOptions { ConnectionString = $"Data Source=template-{Guid.NewGuid():N};Mode=Memory;Cache=Shared" };
            var connection = new SqliteConnection(settings.ConnectionString);
            connection.Open();
            using var data = DatabaseSetup.Open(settings);
            data.Database.EnsureCreated();
            return connection;
        }
    }
}
