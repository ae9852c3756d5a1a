namespace PerfSignal.Bot.Data;

public enum DatabaseProvider
{
    Sqlite,
    Postgres,
    SqlServer,
}

/// <summary>The settings section `Database`.</summary>
public sealed record DatabaseOptions
{
    public DatabaseProvider Provider { get; init; }

    /// <summary>Required for PostgreSQL and SQL Server; empty means the file perfsignal.db in the working directory for SQLite.</summary>
    public string ConnectionString { get; init; } = "";

    /// <summary>Whether `serve` creates or upgrades the database; otherwise it refuses to start on an old one.</summary>
    public bool MigrateOnStart { get; init; } = true;
}
