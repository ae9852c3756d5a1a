using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;
using PerfSignal.Core.Governance;

namespace PerfSignal.Core.Commitments;

public enum CommitmentAct
{
    Logged,
    Done,
    Dropped,
    Reopened,
    Moved,
}

/// <summary>One step in the history of a commitment; the pair reads it, like the commitment.</summary>
public sealed class CommitmentChange : IAbout<CommitmentChange>
{
    public required Guid Id { get; init; }
    public required Guid CommitmentId { get; init; }
    public required Guid ManagerId { get; init; }
    public required Guid ReportId { get; init; }
    public required Guid AuthorId { get; init; }
    public required CommitmentAct Act { get; init; }

    /// <summary>The due date after the step.</summary>
    public LocalDate? DueOn { get; init; }
    public required Instant At { get; init; }

    public static DataClass Class => DataClass.Commitments;

    public static Expression<Func<CommitmentChange, bool>> About(Guid subject) => row => row.ReportId == subject;

    public static Expression<Func<CommitmentChange, bool>> InvolvedIn(Guid viewer) =>
        row => row.ManagerId == viewer || row.ReportId == viewer;

    public static Expression<Func<CommitmentChange, bool>> During(Instant from, Instant until) => row => row.At >= from && row.At < until;
}

internal sealed class CommitmentChangeMap : IEntityTypeConfiguration<CommitmentChange>
{
    public void Configure(EntityTypeBuilder<CommitmentChange> builder)
    {
        builder.HasOne<Commitment>().WithMany().HasForeignKey(row => row.CommitmentId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(row => new { row.CommitmentId, row.At });
        builder.HasIndex(row => row.ReportId);
    }
}
