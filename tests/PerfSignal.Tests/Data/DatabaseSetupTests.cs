using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PerfSignal.Bot;
using PerfSignal.Bot.Data;
using PerfSignal.Core.Data;
using PerfSignal.Tests.Governance;

namespace PerfSignal.Tests.Data;

public sealed class DatabaseSetupTests : IDisposable
{
    private readonly string folder = System.IO.Directory.CreateTempSubdirectory("perfsignal-data").FullName;

    private DatabaseOptions InFile => new() { ConnectionString = $"Data Source={Path.Combine(folder, "perfsignal.db")}" };

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        System.IO.Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Gives_a_context_per_scope_and_a_factory_for_jobs()
    {
        await using var provider = new ServiceCollection().AddPerfSignalData(InFile).BuildServiceProvider(validateScopes: true);
        await using var scope = provider.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<Migrator>().Run(default);
        var data = scope.ServiceProvider.GetRequiredService<PerfSignalData>();
        data.ShouldBeSameAs(scope.ServiceProvider.GetRequiredService<PerfSignalData>());
        data.Add(Company.Make("Ana Sousa", "Platform"));
        await data.SaveChangesAsync();
        await using var job = await provider.GetRequiredService<IDbContextFactory<PerfSignalData>>().CreateDbContextAsync();
        (await job.People.CountAsync()).ShouldBe(1);
        job.ChangeTracker.Entries().ShouldBeEmpty();
    }

    [Theory]
    [InlineData(DatabaseProvider.Sqlite, typeof(SqliteData), "Data Source=x.db")]
    [InlineData(DatabaseProvider.Postgres, typeof(PostgresData), "Host=localhost")]
    [InlineData(DatabaseProvider.SqlServer, typeof(SqlServerData), "Server=localhost")]
    public void Takes_the_product_of_the_settings(DatabaseProvider product, Type context, string text)
    {
        using var provider = new ServiceCollection()
            .AddPerfSignalData(new() { Provider = product, ConnectionString = text })
            .BuildServiceProvider();
        using var scope = provider.CreateScope();
        scope.ServiceProvider.GetRequiredService<PerfSignalData>().ShouldBeOfType(context);
    }

    [Fact]
    public async Task Sets_up_every_connection_of_a_file()
    {
        await using var data = DatabaseSetup.Open(InFile);
        (await Pragma(data, "journal_mode")).ShouldBe("wal");
        (await Pragma(data, "synchronous")).ShouldBe("2");
        (await Pragma(data, "foreign_keys")).ShouldBe("1");
        (await Pragma(data, "busy_timeout")).ShouldBe("15000");
    }

    [Fact]
    public async Task Takes_the_write_lock_when_a_transaction_begins()
    {
        await using var first = DatabaseSetup.Open(InFile);
        await new Migrator(first, InFile).Run(default);
        await using var second = DatabaseSetup.Open(InFile with { ConnectionString = InFile.ConnectionString + ";Default Timeout=1" });
        await using var held = await first.Database.BeginTransactionAsync();
        await second.Database.OpenConnectionAsync();
        await second.Database.ExecuteSqlRawAsync("PRAGMA busy_timeout = 1");
        (await second.People.CountAsync()).ShouldBe(0, "a reader does not wait");
        Should.Throw<SqliteException>(() => second.Database.BeginTransaction()).SqliteErrorCode.ShouldBe(5);
    }

    [Fact]
    public async Task Lets_several_writers_write_at_once_without_an_error_and_loses_nothing()
    {
        await using (var data = DatabaseSetup.Open(InFile))
        {
            await new Migrator(data, InFile).Run(default);
        }

        const int writers = 8;
        const int rounds = 12;
        await Task.WhenAll(Enumerable.Range(0, writers).Select(writer => Task.Run(() => Write(writer))));

        await using var after = DatabaseSetup.Open(InFile);
        (await after.People.CountAsync()).ShouldBe(writers * rounds * 2);

        async Task Write(int writer)
        {
            for (var round = 0; round < rounds; round++)
            {
                await using var data = DatabaseSetup.Open(InFile);

                // Reads first and writes then, which is what fails where a transaction begins as a reader.
                await using var transaction = await data.Database.BeginTransactionAsync();
                var there = await data.People.CountAsync();
                data.Add(Company.Make($"Writer {writer} {round} {there}", "Platform"));
                await data.SaveChangesAsync();
                await transaction.CommitAsync();
                data.ChangeTracker.Clear();
                data.Add(Company.Make($"Alone {writer} {round}", "Platform"));
                await data.SaveChangesAsync();
            }
        }
    }

    [Theory]
    [InlineData(DatabaseProvider.Postgres, "Host=db;Pasword=hunter2")]
    [InlineData(DatabaseProvider.Postgres, "Host=db;Password=hun;ter2")]
    [InlineData(DatabaseProvider.Postgres, "Database=x;Password=hunter2")]
    [InlineData(DatabaseProvider.Postgres, "Host=db;Port=hunter2")]
    [InlineData(DatabaseProvider.Postgres, "")]
    [InlineData(DatabaseProvider.SqlServer, "Server=db;Pasword=hunter2")]
    [InlineData(DatabaseProvider.SqlServer, "Server=db;Encrypt=hunter2")]
    [InlineData(DatabaseProvider.SqlServer, "Password=hunter2")]
    [InlineData(DatabaseProvider.SqlServer, " ")]
    [InlineData(DatabaseProvider.Sqlite, "perfsignal.db")]
    [InlineData(DatabaseProvider.Sqlite, "Password=hunter2")]
    [InlineData((DatabaseProvider)7, "hunter2")]
    public void Refuses_a_wrong_connection_string_without_repeating_it(DatabaseProvider product, string text)
    {
        var problem = Should.Throw<EnvironmentProblem>(() =>
            new ServiceCollection().AddPerfSignalData(new() { Provider = product, ConnectionString = text })
        );
        problem.Message.ShouldContain("Database:");
        problem.ToString().ShouldNotContain("hunter2");
        problem.ToString().ShouldNotContain("ter2");
    }

    private static Task<string> Pragma(PerfSignalData data, string name) =>
        data
            .Database.SqlQueryRaw<string>(
                $"SELECT CAST({name} AS TEXT) AS Value FROM pragma_{name}".Replace(
                    "CAST(busy_timeout",
                    "CAST(timeout",
                    StringComparison.Ordinal
                )
            )
            .SingleAsync();
}
