using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;
using PerfSignal.Core.Governance;
using PerfSignal.Core.People;

namespace PerfSignal.Core.Signals;

/// <summary>A figure that the anomaly guard set aside before it reached a card, until an operator releases it.</summary>
/// <remarks>Two readers at one time may each leave a row for the same figure; a release of either releases the figure.</remarks>
public sealed class Quarantine : IAbout<Quarantine>
{
    public required Guid Id { get; init; }
    public required Guid PersonId { get; init; }
    public required string MetricKey { get; init; }

    /// <summary>ISO 4217, where the metric has a figure per currency.</summary>
    public string? Currency { get; init; }

    /// <summary>Last day of the window; a release holds for the same reason until a window no longer holds this day.</summary>
    public required LocalDate WindowEnd { get; init; }

    /// <summary>A word of the texts: `deviation`, `volume`, `zero` or `shape`.</summary>
    public required string Reason { get; init; }
    public required Instant FoundAt { get; init; }

    /// <summary>Null while the figure is set aside.</summary>
    public Instant? ReleasedAt { get; private set; }

    /// <summary>Who looked at it and released it.</summary>
    public Guid? ReleasedBy { get; private set; }

    /// <summary>Lets the figure be shown; a second release changes nothing.</summary>
    public void Release(Guid by, Instant at)
    {
        ReleasedBy ??= by;
        ReleasedAt ??= at;
    }

    public static DataClass Class => DataClass.Figures;

    public static Expression<Func<Quarantine, bool>> About(Guid subject) => row => row.PersonId == subject;

    public static Expression<Func<Quarantine, bool>> InvolvedIn(Guid viewer) => row => row.PersonId == viewer;

    public static Expression<Func<Quarantine, bool>> During(Instant from, Instant until) =>
        row => row.FoundAt >= from && row.FoundAt < until;
}

internal sealed class QuarantineMap : IEntityTypeConfiguration<Quarantine>
{
    public void Configure(EntityTypeBuilder<Quarantine> builder)
    {
        builder.HasOne<Person>().WithMany().HasForeignKey(row => row.PersonId).OnDelete(DeleteBehavior.Restrict);
        builder.Property(row => row.MetricKey).HasMaxLength(Metric.MaxKey);
        builder.Property(row => row.Currency).HasMaxLength(3);
        builder.Property(row => row.Reason).HasMaxLength(32);
        builder.HasIndex(row => new { row.PersonId, row.WindowEnd });
        builder.HasIndex(row => row.ReleasedAt);
    }
}
