using System.Data.Common;
using System.Net.Sockets;
using Microsoft.Data.Sqlite;

namespace PerfSignal.Bot.Data;

/// <summary>Turns what a database driver throws when it cannot be reached into a sentence that says what to do.</summary>
public static class DatabaseProblem
{
    /// <summary>The problem behind an error, or null where the error is no trouble with the database at all.</summary>
    public static EnvironmentProblem? From(DatabaseOptions options, Exception error)
    {
        var cause = error;
        while (cause is not (null or DbException or SocketException or TimeoutException or IOException))
        {
            cause = cause.InnerException;
        }

        if (cause is null)
        {
            return null;
        }

        var place = ConnectionText.Of(options).Place;
        return new EnvironmentProblem($"Cannot use {place}: {Sentence(cause.Message)} {Advice(options.Provider, cause)}", cause);
    }

    private static string Sentence(string message) => message.TrimEnd().TrimEnd('.') + ".";

    private static string Advice(DatabaseProvider provider, Exception cause) =>
        (provider, cause) switch
        {
            // Result codes of https://www.sqlite.org/rescode.html.
            (DatabaseProvider.Sqlite, SqliteException { SqliteErrorCode: 14 or 8 }) =>
                "Check that the folder exists and that the service's account may write to it and to the file.",
            (DatabaseProvider.Sqlite, SqliteException { SqliteErrorCode: 26 or 11 }) =>
                "The file is no intact SQLite database: set Database:ConnectionString to another file or restore a backup.",
            (DatabaseProvider.Sqlite, SqliteException { SqliteErrorCode: 5 }) => "Another process holds the file: end it or try again.",
            (DatabaseProvider.Sqlite, SqliteException { SqliteErrorCode: 13 }) or (DatabaseProvider.Sqlite, IOException) =>
                "Check the free space of the disk and the rights to the folder.",
            _ =>
                "Check that the server runs and is reachable from here, and that Database:ConnectionString names the right host, database, user and password.",
        };
}
