using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;
using PerfSignal.Core.Governance;
using PerfSignal.Core.People;

namespace PerfSignal.Core.Commitments;

public enum CommitmentState
{
    Open,
    Done,
    Dropped,
}

/// <summary>A promise made between a manager and a report, by either of them.</summary>
public sealed class Commitment : IAbout<Commitment>
{
    public const int MaxText = 1000;
    public required Guid Id { get; init; }
    public required Guid ManagerId { get; init; }
    public required Guid ReportId { get; init; }

    /// <summary>Who promised: one of the pair.</summary>
    public required Guid OwnerId { get; init; }
    public required Guid AuthorId { get; init; }
    public required string Text { get; init; }
    public LocalDate? DueOn { get; set; }
    public CommitmentState State { get; set; }
    public required Instant CreatedAt { get; init; }
    public Instant? ClosedAt { get; set; }

    /// <summary>The 1:1 in which, or after which, it was made; null where it was not made around one.</summary>
    public Guid? OccurrenceId { get; init; }

    /// <summary>Changes with every save: owner and manager may act at once.</summary>
    public Guid Version { get; set; }

    /// <summary>Open past its day, in the owner's calendar.</summary>
    public bool OverdueOn(LocalDate today) => State == CommitmentState.Open && DueOn < today;

    /// <summary>The one of the pair who is not the given one.</summary>
    public Guid Other(Guid one) => one == ManagerId ? ReportId : ManagerId;

    public static DataClass Class => DataClass.Commitments;

    public static Expression<Func<Commitment, bool>> About(Guid subject) => row => row.ReportId == subject || row.OwnerId == subject;

    public static Expression<Func<Commitment, bool>> InvolvedIn(Guid viewer) => row => row.ManagerId == viewer || row.ReportId == viewer;

    public static Expression<Func<Commitment, bool>> During(Instant from, Instant until) =>
        row => row.CreatedAt >= from && row.CreatedAt < until;
}

internal sealed class CommitmentMap : IEntityTypeConfiguration<Commitment>
{
    public void Configure(EntityTypeBuilder<Commitment> builder)
    {
        builder.HasOne<Person>().WithMany().HasForeignKey(row => row.ManagerId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Person>().WithMany().HasForeignKey(row => row.ReportId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Person>().WithMany().HasForeignKey(row => row.OwnerId).OnDelete(DeleteBehavior.Restrict);
        builder.Property(row => row.Text).HasMaxLength(Commitment.MaxText);
        builder.HasIndex(row => new
        {
            row.ReportId,
            row.ManagerId,
            row.State,
        });
        builder.Property(row => row.Version).IsConcurrencyToken().HasDefaultValue(Guid.Empty);
        builder.HasIndex(row => new { row.OwnerId, row.State });
        // The day first: SQLite, without statistics, would take an index that begins with the state for every search of open ones.
        builder.HasIndex(row => new { row.DueOn, row.State });
        builder.HasIndex(row => row.ManagerId);
    }
}
