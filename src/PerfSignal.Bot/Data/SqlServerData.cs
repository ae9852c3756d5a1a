using Microsoft.EntityFrameworkCore;
using PerfSignal.Core.Data;

namespace PerfSignal.Bot.Data;

/// <summary>The database on SQL Server; strings are case-sensitive as on the others, whatever the server's collation.</summary>
/// <remarks>Trailing spaces alone do not make two keys differ there: https://learn.microsoft.com/sql/t-sql/language-elements/string-comparison-assignment.</remarks>
public sealed class SqlServerData(DbContextOptions<SqlServerData> options) : PerfSignalData(options)
{
    public const string Collation = "Latin1_General_100_BIN2";

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        configurationBuilder.Properties<string>().UseCollation(Collation);
        configurationBuilder.Properties<Enum>().UseCollation(Collation);
    }
}
