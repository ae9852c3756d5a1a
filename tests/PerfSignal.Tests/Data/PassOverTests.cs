using System.Data;
using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.SqlServer.TransactSql.ScriptDom;
using NodaTime;
using PerfSignal.Bot.Data;
using PerfSignal.Core.Data;
using PerfSignal.Core.Delivery;

namespace PerfSignal.Tests.Data;

/// <summary>What claims ask of each database, read off before it leaves; no server is needed.</summary>
public sealed class PassOverTests
{
    private static readonly Instant Now = Instant.FromUtc(2026, 11, 24, 9, 0);

    [Fact]
    public async Task Postgres_locks_what_is_claimed_and_skips_what_is_locked()
    {
        var claims = await Claims(DatabaseProvider.Postgres, [Guid.NewGuid()]);

        claims.ShouldAllBe(sql => sql.EndsWith("FOR UPDATE SKIP LOCKED", StringComparison.Ordinal));
        claims.Count.ShouldBe(3);
    }

    [Fact]
    public async Task Sql_server_locks_the_rows_that_are_claimed_and_reads_past_what_is_locked()
    {
        foreach (var sql in await Claims(DatabaseProvider.SqlServer, [Guid.NewGuid()]))
        {
            var hinted = new Hinted();
            using var reader = new StringReader(sql);
            new TSql150Parser(initialQuotedIdentifiers: true).Parse(reader, out var errors).Accept(hinted);

            errors.ShouldBeEmpty(sql);
            hinted.Hints.ShouldBe([TableHintKind.ReadPast, TableHintKind.UpdLock, TableHintKind.Rowlock]);
            hinted.Tables.ShouldBe(1);
        }
    }

    [Fact]
    public async Task Sqlite_is_asked_as_it_is() =>
        (await Claims(DatabaseProvider.Sqlite, [])).ShouldAllBe(sql => !sql.Contains("LOCK", StringComparison.OrdinalIgnoreCase));

    [Theory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.Postgres)]
    [InlineData(DatabaseProvider.SqlServer)]
    public async Task However_many_are_busy_the_statement_is_the_same(DatabaseProvider provider)
    {
        var few = await Claims(provider, [Guid.NewGuid()]);
        var many = await Claims(provider, [.. Enumerable.Range(0, 40).Select(_ => Guid.NewGuid())]);

        many.ShouldBe(few);
    }

    [Theory]
    [InlineData(DatabaseProvider.Postgres)]
    [InlineData(DatabaseProvider.SqlServer)]
    public void The_service_opens_its_database_that_way(DatabaseProvider provider)
    {
        using var data = Open(provider);

        var core = data.GetService<IDbContextOptions>().FindExtension<CoreOptionsExtension>()!;
        core.Interceptors!.ShouldContain(provider == DatabaseProvider.Postgres ? PassOver.Postgres : PassOver.SqlServer);
    }

    private static PerfSignalData Open(DatabaseProvider provider) =>
        DatabaseSetup.Open(
            new() { Provider = provider, ConnectionString = provider == DatabaseProvider.Postgres ? "Host=localhost" : "Server=localhost" }
        );

    private static async Task<IReadOnlyList<string>> Claims(DatabaseProvider provider, IReadOnlyCollection<Guid> busy)
    {
        var heard = new Heard();
        await using PerfSignalData data = provider switch
        {
            DatabaseProvider.Sqlite => new SqliteData(With<SqliteData>(options => options.UseSqlite("Data Source=:memory:"), heard)),
            DatabaseProvider.Postgres => new PostgresData(
                With<PostgresData>(options => options.UseNpgsql("Host=localhost"), PassOver.Postgres, heard)
            ),
            _ => new SqlServerData(With<SqlServerData>(options => options.UseSqlServer("Server=localhost"), PassOver.SqlServer, heard)),
        };
        await new Due(data, new Turns()).Next(Now, Delivery.PlacesTests.Everywhere(16), busy, default);
        return [.. heard.Commands.Where(sql => sql.StartsWith("-- rows to claim", StringComparison.Ordinal))];
    }

    private static DbContextOptions<T> With<T>(Action<DbContextOptionsBuilder> use, params IInterceptor[] interceptors)
        where T : DbContext
    {
        var builder = new DbContextOptionsBuilder<T>();
        use(builder);
        return builder.AddInterceptors(interceptors).Options;
    }

    /// <summary>Notes what is asked and answers that there is nothing.</summary>
    private sealed class Heard : DbCommandInterceptor, IDbConnectionInterceptor
    {
        public List<string> Commands { get; } = [];

        public ValueTask<InterceptionResult> ConnectionOpeningAsync(
            DbConnection connection,
            ConnectionEventData eventData,
            InterceptionResult result,
            CancellationToken cancellationToken = default
        ) => new(InterceptionResult.Suppress());

        public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
            DbCommand command,
            CommandEventData eventData,
            InterceptionResult<DbDataReader> result,
            CancellationToken cancellationToken = default
        )
        {
            Commands.Add(command.CommandText);
            using var nothing = new DataTable();
            nothing.Columns.Add("Id", typeof(Guid));
            return new(InterceptionResult<DbDataReader>.SuppressWithResult(nothing.CreateDataReader()));
        }
    }

    /// <summary>The tables that are read with hints.</summary>
    private sealed class Hinted : TSqlFragmentVisitor
    {
        public List<TableHintKind> Hints { get; } = [];
        public int Tables { get; private set; }

        public override void Visit(NamedTableReference node)
        {
            Hints.AddRange(node.TableHints.Select(hint => hint.HintKind));
            Tables += node.TableHints.Count > 0 ? 1 : 0;
        }
    }
}
