using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.SqlServer.TransactSql.ScriptDom;
using PerfSignal.Bot.Data;

namespace PerfSignal.Tests.Data;

/// <summary>No SQL Server is needed: its scripts are parsed by Microsoft's own parser, and the model is held against the server's documented limits.</summary>
public sealed class SqlServerTests : IDisposable
{
    private readonly SqlServerData data = (SqlServerData)
        DatabaseSetup.Open(new() { Provider = DatabaseProvider.SqlServer, ConnectionString = "Server=localhost" });
    private readonly IModel model;

    public SqlServerTests() => model = data.GetService<IDesignTimeModel>().Model;

    public void Dispose() => data.Dispose();

    [Fact]
    public void Understands_its_own_scripts()
    {
        Errors(data.Database.GenerateCreateScript()).ShouldBeEmpty();
        Errors(data.GetService<IMigrator>().GenerateScript(options: MigrationsSqlGenerationOptions.Idempotent)).ShouldBeEmpty();
        Errors("CREATE TABLE [A] ([Id] int NOT NULL,, )").ShouldNotBeEmpty();
    }

    [Fact]
    public void Creates_every_table_of_the_model()
    {
        var created = new TableNames();
        Parse(data.Database.GenerateCreateScript(), out _).Accept(created);
        created.Found.ShouldBe(model.GetEntityTypes().Select(entity => entity.GetTableName()!), ignoreOrder: true);
    }

    [Fact]
    public void Has_no_two_cascades_into_one_table() =>
        // Error 1785: https://learn.microsoft.com/sql/relational-databases/errors-events/mssqlserver-1785-database-engine-error
        model
            .GetEntityTypes()
            .Where(entity => Cascades(entity, []).GroupBy(from => from).Any(group => group.Count() > 1))
            .Select(entity => entity.ClrType.Name)
            .ShouldBeEmpty();

    [Fact]
    public void Keeps_keys_within_the_size_of_an_index()
    {
        // 900 bytes clustered, 1700 otherwise: https://learn.microsoft.com/sql/sql-server/maximum-capacity-specifications-for-sql-server
        foreach (var entity in model.GetEntityTypes())
        {
            Bytes(entity.FindPrimaryKey()!.Properties).ShouldBeLessThanOrEqualTo(900, $"primary key of {entity.ClrType.Name}");
            foreach (var index in entity.GetIndexes())
            {
                Bytes(index.Properties).ShouldBeLessThanOrEqualTo(1700, $"{index.GetDatabaseName()}");
            }
        }
    }

    [Fact]
    public void Filters_unique_indexes_over_columns_that_may_be_null()
    {
        // SQL Server counts NULLs as equal: https://learn.microsoft.com/sql/relational-databases/indexes/create-unique-indexes
        foreach (var index in model.GetEntityTypes().SelectMany(entity => entity.GetIndexes()).Where(index => index.IsUnique))
        {
            foreach (var property in index.Properties.Where(property => property.IsNullable))
            {
                (index.GetFilter() ?? "").ShouldContain(
                    $"[{property.GetColumnName()}] IS NOT NULL",
                    customMessage: index.GetDatabaseName()
                );
            }
        }
    }

    [Fact]
    public void Bounds_every_string_and_compares_it_case_sensitively()
    {
        foreach (var property in Properties().Where(property => Stored(property) == typeof(string)))
        {
            property.GetMaxLength().ShouldNotBeNull(property.ToString());
            property.GetCollation().ShouldBe("Latin1_General_100_BIN2", property.ToString());
        }
    }

    [Fact]
    public void Gives_every_decimal_its_precision() =>
        Properties()
            .Where(property => Stored(property) == typeof(decimal) && (property.GetPrecision() is null || property.GetScale() is null))
            .ShouldBeEmpty();

    [Fact]
    public void Sorts_and_compares_strings_alike_on_postgres()
    {
        using var postgres = DatabaseSetup.Open(new() { Provider = DatabaseProvider.Postgres, ConnectionString = "Host=localhost" });
        postgres
            .GetService<IDesignTimeModel>()
            .Model.GetEntityTypes()
            .SelectMany(entity => entity.GetProperties())
            .Where(property => Stored(property) == typeof(string) && property.GetCollation() != "C")
            .ShouldBeEmpty();
    }

    private IEnumerable<IProperty> Properties() => model.GetEntityTypes().SelectMany(entity => entity.GetProperties());

    private static Type Stored(IProperty property)
    {
        var type = property.GetTypeMapping().Converter?.ProviderClrType ?? property.ClrType;
        return Nullable.GetUnderlyingType(type) ?? type;
    }

    /// <summary>Every table from which a delete may reach this one, once per path.</summary>
    private static IEnumerable<IEntityType> Cascades(IEntityType to, HashSet<IEntityType> on)
    {
        on.Add(to).ShouldBeTrue($"a cycle of cascades through {to.ClrType.Name}");
        foreach (var key in to.GetForeignKeys().Where(key => key.DeleteBehavior is DeleteBehavior.Cascade or DeleteBehavior.SetNull))
        {
            yield return key.PrincipalEntityType;
            foreach (var further in Cascades(key.PrincipalEntityType, [.. on]))
            {
                yield return further;
            }
        }
    }

    private static int Bytes(IEnumerable<IProperty> properties) =>
        properties.Sum(property =>
            Stored(property) switch
            {
                var type when type == typeof(string) => property.GetMaxLength()!.Value * 2,
                var type when type == typeof(byte[]) => property.GetMaxLength() ?? int.MaxValue,
                _ => 16,
            }
        );

    private static IEnumerable<string> Errors(string script)
    {
        Parse(script, out var errors);
        return errors.Select(error => $"{error.Line}:{error.Column} {error.Message}");
    }

    private static TSqlFragment Parse(string script, out IList<ParseError> errors) =>
        new TSql150Parser(initialQuotedIdentifiers: true).Parse(new StringReader(script), out errors);

    private sealed class TableNames : TSqlFragmentVisitor
    {
        public List<string> Found { get; } = [];

        public override void Visit(CreateTableStatement node) => Found.Add(node.SchemaObjectName.BaseIdentifier.Value);
    }
}
