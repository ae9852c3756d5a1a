using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;
using PerfSignal.Core.Governance;
using PerfSignal.Core.People;

namespace PerfSignal.Core.Reviews;

/// <summary>A step that was completed for one reviewed person; it is open where there is none, or where it was opened again.</summary>
public sealed class StepDone : IWritten<StepDone>
{
    public required Guid Id { get; init; }
    public required Guid StepId { get; init; }

    /// <summary>The person reviewed.</summary>
    public required Guid SubjectId { get; init; }

    /// <summary>Who completed it: the person or whoever was their manager then; a change of manager does not open it again.</summary>
    public required Guid DoneBy { get; set; }
    public required Instant At { get; set; }

    /// <summary>Set while it is open again; the row stays, and the audit log has every turn.</summary>
    public Instant? ReopenedAt { get; set; }
    public Guid? ReopenedBy { get; set; }
    public Guid Version { get; set; }

    public static DataClass Class => DataClass.ReviewSteps;

    public static Expression<Func<StepDone, bool>> About(Guid subject) => row => row.SubjectId == subject;

    public static Expression<Func<StepDone, bool>> InvolvedIn(Guid viewer) => row => row.DoneBy == viewer;

    public static Expression<Func<StepDone, bool>> During(Instant from, Instant until) => row => row.At >= from && row.At < until;
}

internal sealed class StepDoneMap : IEntityTypeConfiguration<StepDone>
{
    public void Configure(EntityTypeBuilder<StepDone> builder)
    {
        builder.ToTable("StepsDone");
        builder.HasOne<CycleStep>().WithMany().HasForeignKey(row => row.StepId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Person>().WithMany().HasForeignKey(row => row.SubjectId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Person>().WithMany().HasForeignKey(row => row.DoneBy).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Person>().WithMany().HasForeignKey(row => row.ReopenedBy).OnDelete(DeleteBehavior.Restrict);
        builder.Property(row => row.Version).IsConcurrencyToken();
        builder.HasIndex(row => new { row.StepId, row.SubjectId }).IsUnique();
        builder.HasIndex(row => row.SubjectId);
        builder.HasIndex(row => row.DoneBy);
    }
}
