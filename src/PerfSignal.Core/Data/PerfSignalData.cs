using Microsoft.EntityFrameworkCore;
using NodaTime;
using PerfSignal.Core.Calendar;
using PerfSignal.Core.Governance;
using PerfSignal.Core.People;

namespace PerfSignal.Core.Data;

/// <summary>The database of one organisation. One subclass per database product lives in the host.</summary>
/// <remarks>
/// Only the directory (who works here and who reports to whom) and the diary are open to every feature. Entities that hold something
/// about a person implement <see cref="IAbout{TSelf}"/> and are read through <see cref="Access"/>.
/// </remarks>
public abstract class PerfSignalData(DbContextOptions options) : DbContext(options)
{
    public DbSet<Person> People => Set<Person>();
    public DbSet<ReportingLine> ReportingLines => Set<ReportingLine>();
    public DbSet<PersonRole> PersonRoles => Set<PersonRole>();
    public DbSet<Meeting> Meetings => Set<Meeting>();
    public DbSet<Cadence> Cadences => Set<Cadence>();
    public DbSet<Occurrence> Occurrences => Set<Occurrence>();

    /// <summary>Asked before each save; one that throws keeps everything from being saved.</summary>
    internal Func<CancellationToken, Task>? BeforeSaving { get; set; }

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

    public override int SaveChanges(bool acceptAllChangesOnSuccess)
    {
        var detects = Detect();
        try
        {
            Prepare();
            return base.SaveChanges(acceptAllChangesOnSuccess);
        }
        finally
        {
            ChangeTracker.AutoDetectChangesEnabled = detects;
        }
    }

    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        var detects = Detect();
        try
        {
            foreach (var check in BeforeSaving?.GetInvocationList().Cast<Func<CancellationToken, Task>>() ?? [])
            {
                await check(cancellationToken);
            }

            Prepare();
            return await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
        }
        finally
        {
            ChangeTracker.AutoDetectChangesEnabled = detects;
        }
    }

    /// <summary>Compares what was read with what it is now once for a save; every look at the entries would do so again.</summary>
    /// <returns>Whether it is to be done for the caller at all.</returns>
    private bool Detect()
    {
        var detects = ChangeTracker.AutoDetectChangesEnabled;
        if (detects)
        {
            ChangeTracker.DetectChanges();
            ChangeTracker.AutoDetectChangesEnabled = false;
        }

        return detects;
    }

    private void Prepare()
    {
        AliasNewPeople();
        RenewVersions();
        foreach (var entry in ChangeTracker.Entries().Where(entry => entry.State is EntityState.Added or EntityState.Modified))
        {
            foreach (var property in entry.Properties.Where(property => property.CurrentValue is string))
            {
                property.CurrentValue = StorableText.Of((string)property.CurrentValue!);
            }
        }
    }

    /// <summary>A row with a concurrency token gets a new one with every change, unless the act gave it one.</summary>
    private void RenewVersions()
    {
        foreach (var entry in ChangeTracker.Entries().Where(entry => entry.State == EntityState.Modified))
        {
            foreach (
                var token in entry.Properties.Where(property =>
                    property.Metadata.IsConcurrencyToken && property.Metadata.ClrType == typeof(Guid) && !property.IsModified
                )
            )
            {
                token.CurrentValue = Guid.NewGuid();
            }
        }
    }

    /// <summary>Every person has an audit alias from the start, so that two answers never race to give them one.</summary>
    private void AliasNewPeople()
    {
        var aliased = ChangeTracker.Entries<PersonAlias>().Select(entry => entry.Entity.PersonId).ToHashSet();
        AddRange(
            ChangeTracker
                .Entries<Person>()
                .Where(entry => entry.State == EntityState.Added && !aliased.Contains(entry.Entity.Id))
                .Select(entry => new PersonAlias { PersonId = entry.Entity.Id, Alias = Guid.NewGuid() })
                .ToList()
        );
    }
}
