using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using PerfSignal.Bot.Data;
using PerfSignal.Core.Data;

namespace PerfSignal.Tests.Data;

/// <summary>An empty database for one test: SQLite in memory, or a schema of its own on PostgreSQL when PERFSIGNAL_POSTGRES holds a connection string.</summary>
public sealed class TestDatabase : IDisposable
{
    private readonly SqliteConnection keepAlive;
    private readonly string connectionString = $"Data Source=test-{Guid.NewGuid():N};Mode=Memory;Cache=Shared";

    public TestDatabase()
    {
        keepAlive = new SqliteConnection(connectionString);
        keepAlive.Open();
        using var data = Open();
        data.Database.EnsureCreated();
    }

    /// <summary>A new context, as a new request would have; dispose it.</summary>
    public PerfSignalData Open() => new SqliteData(new DbContextOptionsBuilder<SqliteData>().UseSqlite(connectionString).Options);

    public void Dispose() => keepAlive.Dispose();
}
