using Microsoft.EntityFrameworkCore.Design;

namespace PerfSignal.Bot.Data;

/// <summary>Gives the migration tools a context of each product; they build scripts from it and connect to nothing.</summary>
internal sealed class SqliteDesign : IDesignTimeDbContextFactory<SqliteData>
{
    public SqliteData CreateDbContext(string[] args) => (SqliteData)DatabaseSetup.Open(new() { ConnectionString = "Data Source=:memory:" });
}

internal sealed class PostgresDesign : IDesignTimeDbContextFactory<PostgresData>
{
    public PostgresData CreateDbContext(string[] args) =>
        (PostgresData)DatabaseSetup.Open(new() { Provider = DatabaseProvider.Postgres, ConnectionString = "Host=localhost" });
}

internal sealed class SqlServerDesign : IDesignTimeDbContextFactory<SqlServerData>
{
    public SqlServerData CreateDbContext(string[] args) =>
        (SqlServerData)DatabaseSetup.Open(new() { Provider = DatabaseProvider.SqlServer, ConnectionString = "Server=localhost" });
}
