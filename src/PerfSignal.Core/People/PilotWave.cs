using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace PerfSignal.Core.People;

/// <summary>
/// A part of the organisation that is switched on from a day: role families, departments, or both at once. Where there is no wave at all, the pilot is
/// over or was never wanted, and everyone is in.
/// </summary>
public sealed class PilotWave
{
    public const int MaxName = 100;

    public required Guid Id { get; init; }
    public required string Name { get; set; }

    /// <summary>JSON lists; an empty one sets no condition, and a wave with both empty takes everyone.</summary>
    public required string RoleFamilies { get; set; }
    public required string Departments { get; set; }
    public required LocalDate From { get; set; }

    /// <summary>The first day on which it no longer holds; null while it is open-ended.</summary>
    public LocalDate? Until { get; set; }
    public required Guid CreatedBy { get; init; }
    public required Instant CreatedAt { get; init; }
    public Guid Version { get; set; }
}

internal sealed class PilotWaveMap : IEntityTypeConfiguration<PilotWave>
{
    public void Configure(EntityTypeBuilder<PilotWave> builder)
    {
        builder.ToTable("PilotWaves");
        builder.HasOne<Person>().WithMany().HasForeignKey(row => row.CreatedBy).OnDelete(DeleteBehavior.Restrict);
        builder.Property(row => row.Name).HasMaxLength(PilotWave.MaxName);
        builder.Property(row => row.RoleFamilies).HasMaxLength(8000);
        builder.Property(row => row.Departments).HasMaxLength(8000);
        builder.Property(row => row.Version).IsConcurrencyToken();
    }
}
