using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace PerfSignal.Core.Development;

/// <summary>A competency with the descriptions of its levels 1 to 5, in each language; about nobody in particular.</summary>
public sealed class Competency
{
    /// <summary>`communication`; what assessments and plans name.</summary>
    public required string Key { get; init; }

    /// <summary>Names, what it means and the level descriptions by language, as JSON.</summary>
    public required string Definition { get; set; }
    public required Instant UpdatedAt { get; set; }
}

/// <summary>The career path of a role family: for each level which competencies are wanted, and how far.</summary>
public sealed class CareerPath
{
    public required string RoleFamily { get; init; }

    /// <summary>Levels in order with the competency levels they ask for, as JSON.</summary>
    public required string Definition { get; set; }
    public required Instant UpdatedAt { get; set; }
}

internal sealed class CompetencyMap : IEntityTypeConfiguration<Competency>
{
    public void Configure(EntityTypeBuilder<Competency> builder)
    {
        builder.ToTable("Competencies");
        builder.HasKey(row => row.Key);
        builder.Property(row => row.Key).HasMaxLength(64);
        builder.Property(row => row.Definition).HasMaxLength(20_000);
    }
}

internal sealed class CareerPathMap : IEntityTypeConfiguration<CareerPath>
{
    public void Configure(EntityTypeBuilder<CareerPath> builder)
    {
        builder.ToTable("CareerPaths");
        builder.HasKey(row => row.RoleFamily);
        builder.Property(row => row.RoleFamily).HasMaxLength(64);
        builder.Property(row => row.Definition).HasMaxLength(20_000);
    }
}
