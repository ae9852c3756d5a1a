using Microsoft.EntityFrameworkCore;
using NodaTime;
using PerfSignal.Core.Calendar;
using PerfSignal.Core.People;

namespace PerfSignal.Core.Data;

/// <summary>The database of one organisation. One subclass per database product lives in the host.</summary>
/// <remarks>
/// Only the directory (who works here and who reports to whom) and the diary are open to every feature. Entities that hold something
/// about a person implement <see cref="Governance.IAbout{TSelf}"/> and are read through <see cref="Governance.Access"/>.
/// </remarks>
public abstract class PerfSignalData(DbContextOptions options) : DbContext(options)
{
    public DbSet<Person> People => Set<Person>();
    public DbSet<ReportingLine> ReportingLines => Set<ReportingLine>();
    public DbSet<PersonRole> PersonRoles => Set<PersonRole>();
    public DbSet<Meeting> Meetings => Set<Meeting>();
    public DbSet<Cadence> Cadences => Set<Cadence>();
    public DbSet<Occurrence> Occurrences => Set<Occurrence>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) => Conversions.Apply(configurationBuilder);

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(PerfSignalData).Assembly);
        foreach (var entity in modelBuilder.Model.GetEntityTypes())
        {
            if (entity.FindProperty("Id") is { } id && id.ClrType == typeof(Guid))
            {
                id.ValueGenerated = Microsoft.EntityFrameworkCore.Metadata.ValueGenerated.Never;
            }
        }
    }
}
