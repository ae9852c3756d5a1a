using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using PerfSignal.Bot;
using PerfSignal.Bot.Data;

namespace PerfSignal.Tests.Data;

public sealed class MigratorTests : IDisposable
{
    private readonly string folder = System.IO.Directory.CreateTempSubdirectory("perfsignal-migrate").FullName;

    private DatabaseOptions InFile => new() { ConnectionString = $"Data Source={Path.Combine(folder, "perfsignal.db")}" };

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        System.IO.Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Creates_the_database_once_and_then_finds_it_current()
    {
        (await State()).ShouldBe(SchemaState.Missing);
        (await Run()).ShouldNotBeEmpty();
        (await State()).ShouldBe(SchemaState.Current);
        (await Run()).ShouldBeEmpty();
        File.Exists(Path.Combine(folder, "perfsignal.db.migrating")).ShouldBeFalse();
    }

    [Fact]
    public async Task Refuses_a_database_of_a_newer_version_and_leaves_it_alone()
    {
        await Run();
        await Sql("INSERT INTO __EFMigrationsHistory VALUES ('29990101000000_Later', '99.0.0')");
        (await State()).ShouldBe(SchemaState.Newer);
        (await Should.ThrowAsync<EnvironmentProblem>(Run)).Message.ShouldContain("newer version");
        (await Should.ThrowAsync<EnvironmentProblem>(() => Prepare(InFile with { MigrateOnStart = false }))).Message.ShouldContain(
            "newer version"
        );
        (await Should.ThrowAsync<EnvironmentProblem>(() => Prepare(InFile))).Message.ShouldContain("newer version");
    }

    [Fact]
    public async Task Starts_on_a_current_database_only_where_it_may_not_migrate()
    {
        var careful = InFile with { MigrateOnStart = false };
        (await Should.ThrowAsync<EnvironmentProblem>(() => Prepare(careful))).Message.ShouldContain("`migrate`");
        await Prepare(InFile);
        await Prepare(careful);
        await Sql("DELETE FROM __EFMigrationsHistory WHERE MigrationId = (SELECT MAX(MigrationId) FROM __EFMigrationsHistory)");
        (await Should.ThrowAsync<EnvironmentProblem>(() => Prepare(careful))).Message.ShouldContain("`migrate`");
    }

    [Fact]
    public async Task Is_not_held_up_by_the_lock_of_a_migration_that_was_killed()
    {
        await Sql(
            """CREATE TABLE "__EFMigrationsLock" ("Id" INTEGER PRIMARY KEY, "Timestamp" TEXT NOT NULL); INSERT INTO "__EFMigrationsLock" VALUES (1, '2026-01-01')"""
        );
        (await Run().WaitAsync(TimeSpan.FromSeconds(30))).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Lets_one_process_migrate_at_a_time()
    {
        await using (File.Open(Path.Combine(folder, "perfsignal.db.migrating"), FileMode.Create, FileAccess.ReadWrite, FileShare.None))
        {
            (await Should.ThrowAsync<EnvironmentProblem>(Run)).Message.ShouldContain("Another process");
        }

        (await Run()).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Says_what_to_do_about_a_missing_folder_and_a_file_of_another_kind()
    {
        var nowhere = new DatabaseOptions { ConnectionString = $"Data Source={Path.Combine(folder, "missing", "x.db")}" };
        await using (var data = DatabaseSetup.Open(nowhere))
        {
            (await Should.ThrowAsync<EnvironmentProblem>(() => new Migrator(data, nowhere).Run(default))).Message.ShouldContain(
                "Create the folder"
            );
        }

        var text = new DatabaseOptions { ConnectionString = $"Data Source={Path.Combine(folder, "letter.txt")}" };
        await File.WriteAllTextAsync(Path.Combine(folder, "letter.txt"), string.Concat(Enumerable.Repeat("Dear Sir or Madam, ", 100)));
        await using (var data = DatabaseSetup.Open(text))
        {
            (await Should.ThrowAsync<EnvironmentProblem>(() => new Migrator(data, text).Run(default))).Message.ShouldContain(
                "no intact SQLite database"
            );
        }
    }

    [Theory]
    [InlineData(
        DatabaseProvider.Postgres,
        "Host=127.0.0.1;Port=1;Database=perf;Username=pia;Password=hunter2;Timeout=2",
        "PostgreSQL database 'perf' on 127.0.0.1:1 as 'pia'"
    )]
    [InlineData(
        DatabaseProvider.SqlServer,
        "Server=127.0.0.1,1;Database=perf;User ID=pia;Password=hunter2;Connect Timeout=1;ConnectRetryCount=0",
        "SQL Server database 'perf' on 127.0.0.1,1 as 'pia'"
    )]
    public async Task Says_which_server_it_could_not_reach_and_never_the_password(DatabaseProvider product, string text, string place)
    {
        var options = new DatabaseOptions { Provider = product, ConnectionString = text };
        await using var data = DatabaseSetup.Open(options);
        var problem = await Should.ThrowAsync<EnvironmentProblem>(() => new Migrator(data, options).State(default));
        problem.Message.ShouldContain(place);
        problem.Message.ShouldContain("Check that the server runs");
        problem.ToString().ShouldNotContain("hunter2");
    }

    [Fact]
    public async Task Builds_by_migrations_what_the_model_says()
    {
        await Run();
        using var fresh = new SqliteConnection("Data Source=:memory:");
        fresh.Open();
        await using var model = new SqliteData(new DbContextOptionsBuilder<SqliteData>().UseSqlite(fresh).Options);
        await model.Database.EnsureCreatedAsync();
        await using var data = DatabaseSetup.Open(InFile);
        var migrated = await Structure(data);
        migrated.Order(StringComparer.Ordinal).ShouldBe((await Structure(model)).Order(StringComparer.Ordinal));
        migrated.Count.ShouldBeGreaterThan(200);

        // Columns by name: one that a later migration adds stands last in its table, and first in nothing that matters.
        static async Task<List<string>> Structure(Microsoft.EntityFrameworkCore.DbContext data) =>
            [
                .. await data
                    .Database.SqlQueryRaw<string>(
                        """
                        SELECT t.name || '.' || c.name || ' ' || c.type || ' ' || c."notnull" || ' ' || c.pk || ' ' || coalesce(c.dflt_value, '') AS Value
                        FROM sqlite_master t, pragma_table_info(t.name) c WHERE t.type = 'table' AND t.name NOT LIKE '\_\_EF%' ESCAPE '\'
                        """
                    )
                    .ToListAsync(),
                .. await data
                    .Database.SqlQueryRaw<string>(
                        """
                        SELECT t.name || ' references ' || f."table" || ' by ' || f."from" || ' ' || f.on_delete AS Value
                        FROM sqlite_master t, pragma_foreign_key_list(t.name) f WHERE t.type = 'table'
                        """
                    )
                    .ToListAsync(),
                .. await data
                    .Database.SqlQueryRaw<string>(
                        "SELECT name || ' ' || sql AS Value FROM sqlite_master WHERE type <> 'table' AND sql IS NOT NULL"
                    )
                    .ToListAsync(),
            ];
    }

    [Theory]
    [InlineData(DatabaseProvider.Sqlite, "Data Source=:memory:")]
    [InlineData(DatabaseProvider.Postgres, "Host=localhost")]
    [InlineData(DatabaseProvider.SqlServer, "Server=localhost")]
    public void Misses_no_migration(DatabaseProvider product, string text)
    {
        using var data = DatabaseSetup.Open(new() { Provider = product, ConnectionString = text });
        data.Database.HasPendingModelChanges()
            .ShouldBeFalse("see src/PerfSignal.Bot/Data/README.md for the command that adds the migration");
        data.Database.GetMigrations().ShouldNotBeEmpty();
    }

    private async Task<SchemaState> State()
    {
        await using var data = DatabaseSetup.Open(InFile);
        return await new Migrator(data, InFile).State(default);
    }

    private async Task<IReadOnlyList<string>> Run()
    {
        await using var data = DatabaseSetup.Open(InFile);
        return await new Migrator(data, InFile).Run(default);
    }

    private static async Task Prepare(DatabaseOptions options)
    {
        await using var data = DatabaseSetup.Open(options);
        await new Migrator(data, options).Prepare(default);
    }

    private async Task Sql(string sql)
    {
        await using var data = DatabaseSetup.Open(InFile);
        await data.Database.ExecuteSqlRawAsync(sql);
    }
}
