using Microsoft.EntityFrameworkCore;
using PerfSignal.Core.Data;

namespace PerfSignal.Bot.Data;

/// <summary>The database on PostgreSQL; strings compare and sort by code point, as SQLite does, whatever the server's locale.</summary>
public sealed class PostgresData(DbContextOptions<PostgresData> options) : PerfSignalData(options)
{
    public const string Collation = "C";

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        configurationBuilder.Properties<string>().UseCollation(Collation);
        configurationBuilder.Properties<Enum>().UseCollation(Collation);
    }
}
