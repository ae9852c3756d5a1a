using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using PerfSignal.Core.Data;

namespace PerfSignal.Bot.Data;

/// <summary>Registers the database of the settings: <see cref="PerfSignalData"/> per scope, and a factory of it for jobs.</summary>
public static class DatabaseSetup
{
    /// <exception cref="EnvironmentProblem">The connection string is missing or malformed.</exception>
    public static IServiceCollection AddPerfSignalData(this IServiceCollection services, DatabaseOptions options)
    {
        var text = ConnectionText.Of(options);
        services.AddSingleton(options);
        services.AddScoped<Migrator>();
        return options.Provider switch
        {
            DatabaseProvider.Sqlite => services.Add<SqliteData>(builder => UseSqlite(builder, text)),
            DatabaseProvider.Postgres => services.Add<PostgresData>(builder => UsePostgres(builder, text)),
            _ => services.Add<SqlServerData>(builder => UseSqlServer(builder, text)),
        };
    }

    /// <summary>A context outside the container, for design time and tests; dispose it.</summary>
    /// <exception cref="EnvironmentProblem">The connection string is missing or malformed.</exception>
    public static PerfSignalData Open(DatabaseOptions options)
    {
        var text = ConnectionText.Of(options);
        return options.Provider switch
        {
            DatabaseProvider.Sqlite => new SqliteData(Built<SqliteData>(builder => UseSqlite(builder, text))),
            DatabaseProvider.Postgres => new PostgresData(Built<PostgresData>(builder => UsePostgres(builder, text))),
            _ => new SqlServerData(Built<SqlServerData>(builder => UseSqlServer(builder, text))),
        };
    }

    private static void UseSqlite(DbContextOptionsBuilder builder, ConnectionText text) =>
        builder.UseSqlite(text.Value).AddInterceptors(SqliteSettings.OnOpen);

    private static void UsePostgres(DbContextOptionsBuilder builder, ConnectionText text) =>
        builder.UseNpgsql(text.Value).AddInterceptors(PassOver.Postgres);

    private static void UseSqlServer(DbContextOptionsBuilder builder, ConnectionText text) =>
        builder.UseSqlServer(text.Value).AddInterceptors(PassOver.SqlServer);

    private static IServiceCollection Add<T>(this IServiceCollection services, Action<DbContextOptionsBuilder> configure)
        where T : PerfSignalData =>
        services
            .AddPooledDbContextFactory<T>(builder =>
            {
                configure(builder);
                Quiet(builder);
            })
            .AddSingleton<IDbContextFactory<PerfSignalData>>(provider => new DataFactory<T>(
                provider.GetRequiredService<IDbContextFactory<T>>()
            ))
            .AddScoped<PerfSignalData>(provider => provider.GetRequiredService<IDbContextFactory<T>>().CreateDbContext());

    /// <summary>
    /// What fails is told by who catches it: two who store the same at once are none of the operator's business, since the second finds what the
    /// first stored.
    /// </summary>
    private static void Quiet(DbContextOptionsBuilder builder) =>
        builder.ConfigureWarnings(warnings =>
            warnings.Log((CoreEventId.SaveChangesFailed, LogLevel.Debug), (RelationalEventId.CommandError, LogLevel.Debug))
        );

    private static DbContextOptions<T> Built<T>(Action<DbContextOptionsBuilder> configure)
        where T : PerfSignalData
    {
        var builder = new DbContextOptionsBuilder<T>();
        configure(builder);
        return builder.Options;
    }

    private sealed class DataFactory<T>(IDbContextFactory<T> factory) : IDbContextFactory<PerfSignalData>
        where T : PerfSignalData
    {
        public PerfSignalData CreateDbContext() => factory.CreateDbContext();
    }
}
