using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;
using PerfSignal.Core.People;

namespace PerfSignal.Core.Calendar;

public enum OccurrenceState
{
    Planned,

    /// <summary>Cancelled, declined, or no longer a 1:1 of this pair.</summary>
    Dropped,
}

/// <summary>One planned 1:1 of a manager and a report; the occasion for exactly one brief.</summary>
public sealed class Occurrence
{
    public required Guid Id { get; init; }
    public required Guid ManagerId { get; init; }
    public required Guid ReportId { get; init; }

    /// <summary>Names the occasion: calendar UID and original start, or the cadence's local date; unique per pair.</summary>
    public required string Key { get; init; }

    public required Instant Start { get; set; }
    public required Instant End { get; set; }
    public OccurrenceState State { get; set; }

    /// <summary>Why it was dropped, in a word of the texts: see <see cref="Calendar.DroppedBecause"/>.</summary>
    public string? DroppedBecause { get; set; }

    /// <summary>When the brief leaves: lead time before the start, earlier where quiet hours or a digest say so; past for one planned at short notice.</summary>
    public required Instant BriefAt { get; set; }

    /// <summary>Set when <see cref="BriefAt"/> was brought forward by quiet hours: when the sent card is refreshed by an update.</summary>
    public Instant? RefreshAt { get; set; }

    /// <summary>The start that the brief on its way, or sent, tells; differs from <see cref="Start"/> while a move has not been told.</summary>
    public Instant? ToldStart { get; set; }

    /// <summary>How many revisions of the brief were frozen; 0 before the first.</summary>
    public int Revisions { get; set; }

    /// <summary>Changes with every save; two writers of one row are found.</summary>
    public Guid Version { get; set; }
}

internal sealed class OccurrenceMap : IEntityTypeConfiguration<Occurrence>
{
    public void Configure(EntityTypeBuilder<Occurrence> builder)
    {
        builder.HasOne<Person>().WithMany().HasForeignKey(occurrence => occurrence.ManagerId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Person>().WithMany().HasForeignKey(occurrence => occurrence.ReportId).OnDelete(DeleteBehavior.Restrict);
        builder.Property(occurrence => occurrence.Key).HasMaxLength(300);
        builder.Property(occurrence => occurrence.DroppedBecause).HasMaxLength(32);
        builder.Property(occurrence => occurrence.Version).IsConcurrencyToken();
        builder
            .HasIndex(occurrence => new
            {
                occurrence.ManagerId,
                occurrence.ReportId,
                occurrence.Key,
            })
            .IsUnique();
        builder.HasIndex(occurrence => new { occurrence.State, occurrence.BriefAt });
        builder.HasIndex(occurrence => occurrence.ReportId);
    }
}
