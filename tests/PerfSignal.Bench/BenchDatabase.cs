using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using PerfSignal.Bot.Data;
using PerfSignal.Bot.Hosting;
using PerfSignal.Core.Data;

namespace PerfSignal.Bench;

/// <summary>A database for one run, with the product's own services over it; dropped afterwards.</summary>
internal sealed class BenchDatabase : IAsyncDisposable
{
    private readonly ServiceProvider services;

    /// <param name="further">Settings for the services of this process alone.</param>
    public BenchDatabase(Options options, IEnumerable<(string Key, string Value)>? further = null)
    {
        var name = $"perfsignal_bench_{Guid.NewGuid():N}";
        Settings = options.Postgres is null
            ?
            [
                ("Database:Provider", "Sqlite"),
                ("Database:ConnectionString", $"Data Source={Path.Combine(Path.GetTempPath(), name + ".db")}"),
            ]
            :
            [
                ("Database:Provider", "Postgres"),
                ("Database:ConnectionString", new NpgsqlConnectionStringBuilder(options.Postgres) { Database = name }.ConnectionString),
            ];
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([
                .. Settings.Concat(further ?? []).Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)),
                KeyValuePair.Create("Organization:QuietHours", (string?)"00:00-00:00"),
            ])
            .Build();
        services = new ServiceCollection().AddLogging().AddPerfSignal(Bot.Hosting.Settings.Read(configuration)).BuildServiceProvider();
    }

    /// <summary>The settings that lead a service of its own to this database.</summary>
    public IReadOnlyList<(string Key, string Value)> Settings { get; }

    public Task Make() => Within<Migrator>(migrator => migrator.Run(default));

    public async Task Within<T>(Func<T, Task> work)
        where T : notnull
    {
        await using var scope = services.CreateAsyncScope();
        await work(scope.ServiceProvider.GetRequiredService<T>());
    }

    public async ValueTask DisposeAsync()
    {
        await Within<PerfSignalData>(data => data.Database.EnsureDeletedAsync());
        await services.DisposeAsync();
    }
}
