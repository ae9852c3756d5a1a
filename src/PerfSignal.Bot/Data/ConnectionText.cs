using System.Data.Common;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace PerfSignal.Bot.Data;

/// <summary>Reads the setting `Database:ConnectionString` and says where it leads, without the password.</summary>
internal sealed record ConnectionText(string Value, string Place, string? File)
{
    /// <exception cref="EnvironmentProblem">The text is missing or is no connection string of the provider.</exception>
    public static ConnectionText Of(DatabaseOptions options)
    {
        if (options.Provider != DatabaseProvider.Sqlite && string.IsNullOrWhiteSpace(options.ConnectionString))
        {
            throw new EnvironmentProblem(
                $"Database:ConnectionString is empty, and {Product(options.Provider)} needs one: {Example(options.Provider)}"
            );
        }

        try
        {
            return options.Provider switch
            {
                DatabaseProvider.Sqlite => Sqlite(options.ConnectionString),
                DatabaseProvider.Postgres => Postgres(new NpgsqlConnectionStringBuilder(options.ConnectionString)),
                DatabaseProvider.SqlServer => SqlServer(new SqlConnectionStringBuilder(options.ConnectionString)),
                _ => throw new EnvironmentProblem("Database:Provider must be Sqlite, Postgres or SqlServer."),
            };
        }
        catch (Exception error) when (error is ArgumentException or FormatException or KeyNotFoundException or InvalidCastException)
        {
            // Neither the text nor the parser's message is shown: a password that was not quoted shows up in both.
            throw new EnvironmentProblem(
                $"Database:ConnectionString is no connection string of {Product(options.Provider)}. It looks like this: {Example(options.Provider)} "
                    + "A value that holds a semicolon stands in quotation marks."
            );
        }
    }

    public static string Product(DatabaseProvider provider) =>
        provider switch
        {
            DatabaseProvider.Sqlite => "SQLite",
            DatabaseProvider.Postgres => "PostgreSQL",
            _ => "SQL Server",
        };

    private static string Example(DatabaseProvider provider) =>
        provider switch
        {
            DatabaseProvider.Sqlite => "Data Source=/var/lib/perfsignal/perfsignal.db",
            DatabaseProvider.Postgres => "Host=db.example.com;Database=perfsignal;Username=perfsignal;Password=…",
            _ => "Server=db.example.com;Database=perfsignal;User ID=perfsignal;Password=…",
        };

    private static ConnectionText Sqlite(string text)
    {
        var builder = new SqliteConnectionStringBuilder(string.IsNullOrWhiteSpace(text) ? "Data Source=perfsignal.db" : text)
        {
            ForeignKeys = true,
        };
        if (builder.DataSource.Length == 0)
        {
            throw new ArgumentException("no data source", nameof(text));
        }

        var inMemory = builder.Mode == SqliteOpenMode.Memory || builder.DataSource.Contains(":memory:", StringComparison.Ordinal);
        var file = inMemory ? null : Path.GetFullPath(builder.DataSource);
        return new(builder.ToString(), file is null ? "the SQLite database in memory" : $"the SQLite file {file}", file);
    }

    private static ConnectionText Postgres(NpgsqlConnectionStringBuilder builder) =>
        builder.Host is { Length: > 0 } host
            ? new(Text(builder), $"the PostgreSQL database '{builder.Database}' on {host}:{builder.Port} as '{builder.Username}'", null)
            : throw new ArgumentException("no host", nameof(builder));

    private static ConnectionText SqlServer(SqlConnectionStringBuilder builder) =>
        builder.DataSource.Length > 0
            ? new(Text(builder), $"the SQL Server database '{builder.InitialCatalog}' on {builder.DataSource} as '{builder.UserID}'", null)
            : throw new ArgumentException("no server", nameof(builder));

    private static string Text(DbConnectionStringBuilder builder) => builder.ConnectionString;

    // A record prints its members; this one must not print its value.
    public override string ToString() => Place;
}
