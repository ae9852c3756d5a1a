using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;
using PerfSignal.Core.Conversing;

namespace PerfSignal.Core.Delivery.Pacing;

/// <summary>The pace of a workspace, which all nodes share: they draw their calls from it.</summary>
public sealed class PaceRow
{
    public required PlatformName Platform { get; init; }
    public required string Workspace { get; init; }

    /// <summary>When the next call that nobody drew yet may leave.</summary>
    public required Instant NextAt { get; set; }
    public required decimal PerSecond { get; set; }

    /// <summary>When the pace rose last; in the future after a rejection.</summary>
    public required Instant RaisedAt { get; set; }

    /// <summary>The node that drew last, and until when another one counts as drawing too.</summary>
    public Guid DrawnBy { get; set; }
    public Instant SharedUntil { get; set; }
    public Instant DrawnAt { get; set; }

    /// <summary>Changes with every draw.</summary>
    public Guid Version { get; set; }
}

internal sealed class PaceRowMap : IEntityTypeConfiguration<PaceRow>
{
    public void Configure(EntityTypeBuilder<PaceRow> builder)
    {
        builder.ToTable("Paces");
        builder.HasKey(row => new { row.Platform, row.Workspace });
        builder.Property(row => row.Workspace).HasMaxLength(64);
        builder.Property(row => row.Version).IsConcurrencyToken();
    }
}
