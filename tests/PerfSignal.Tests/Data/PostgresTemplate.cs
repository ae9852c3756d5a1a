using Microsoft.EntityFrameworkCore;
using Npgsql;
using PerfSignal.Bot.Data;

namespace PerfSignal.Tests.Data;

/// <summary>Copies of one built database on a PostgreSQL server, so that a test starts with an empty one of its own.</summary>
internal static class PostgresTemplate
{
    private static readonly Lock Turn = new();
    private static string? template;

    /// <summary>Returns the connection string of a new copy.</summary>
    public static string Copy(string server)
    {
        var name = $"perfsignal_test_{Guid.NewGuid():N}";

        // A template may have no other session while it is copied: https://www.postgresql.org/docs/current/manage-ag-templatedbs.html
        lock (Turn)
        {
            template ??= Build(server);
            Do(server, $"CREATE DATABASE {name} TEMPLATE {template}");
        }

        return Named(server, name);
    }

    public static void Drop(string connectionString)
    {
        var name = new NpgsqlConnectionStringBuilder(connectionString).Database!;
        using (var connection = new NpgsqlConnection(connectionString))
        {
            NpgsqlConnection.ClearPool(connection);
        }

        Do(Named(connectionString, "postgres"), $"DROP DATABASE IF EXISTS {name} WITH (FORCE)");
    }

    private static string Build(string server)
    {
        var name = $"perfsignal_template_{Guid.NewGuid():N}";
        var own = Named(server, name);
        using (var data = DatabaseSetup.Open(new() { Provider = DatabaseProvider.Postgres, ConnectionString = own }))
        {
            data.Database.EnsureCreated();
        }

        using (var connection = new NpgsqlConnection(own))
        {
            NpgsqlConnection.ClearPool(connection);
        }

        AppDomain.CurrentDomain.ProcessExit += (_, _) => Drop(own);
        return name;
    }

    private static string Named(string server, string database) =>
        new NpgsqlConnectionStringBuilder(server) { Database = database, IncludeErrorDetail = true }.ConnectionString;

    private static void Do(string server, string sql)
    {
        using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(server) { Pooling = false }.ConnectionString);
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Names are made here and hold letters, digits and underscores only.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }
}
