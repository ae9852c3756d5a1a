using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;
using PerfSignal.Core.Conversing;

namespace PerfSignal.Core.Delivery.Pacing;

/// <summary>The pace of a workspace, which all nodes share: they draw their calls from it.</summary>
public sealed class PaceRow
{
    public required PlatformName Platform { get; init; }

    /// <summary>The workspace; followed by the method where a platform counts methods apart.</summary>
    public required string Workspace { get; init; }

    /// <summary>When the next call that nobody drew yet may leave.</summary>
    public required Instant NextAt { get; set; }

    /// <summary>Calls a second, of now.</summary>
    public required decimal PerSecond { get; set; }

    /// <summary>When the pace was looked at last; in the future while it is left as it is.</summary>
    public required Instant RaisedAt { get; set; }

    /// <summary>Calls that left since then: a pace that is not used does not rise.</summary>
    public int Used { get; set; }

    /// <summary>The last rejection, until when it held everyone, and the pace that was rejected.</summary>
    public Instant? RejectedAt { get; set; }
    public Instant? HeldUntil { get; set; }
    public decimal? RejectedPace { get; set; }

    /// <summary>The pace that was rejected before that one; it holds again where the platform turns out to be closed.</summary>
    public decimal? PaceBefore { get; set; }

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
        builder.Property(row => row.Workspace).HasMaxLength(100);
        builder.Property(row => row.PerSecond).HasPrecision(12, 6);
        builder.Property(row => row.RejectedPace).HasPrecision(12, 6);
        builder.Property(row => row.PaceBefore).HasPrecision(12, 6);
        builder.Property(row => row.Version).IsConcurrencyToken();
    }
}
