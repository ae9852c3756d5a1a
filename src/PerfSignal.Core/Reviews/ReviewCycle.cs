using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;
using PerfSignal.Core.People;

namespace PerfSignal.Core.Reviews;

public enum CycleState
{
    /// <summary>Being set up; nobody is asked for anything.</summary>
    Draft,
    Open,
    Closed,
}

/// <summary>A review cycle: a period, a population and steps with due dates.</summary>
public sealed class ReviewCycle
{
    public const int MaxName = 100;

    public required Guid Id { get; init; }
    public required string Name { get; set; }
    public required LocalDate From { get; set; }
    public required LocalDate To { get; set; }

    /// <summary>Who is reviewed: departments and role families as JSON lists; both empty mean everyone in the pilot who works here.</summary>
    public required string Departments { get; set; }
    public required string RoleFamilies { get; set; }
    public CycleState State { get; set; }

    /// <summary>Days before the due date on which those still open are told, such as `7,2,0`.</summary>
    public required string NudgeDaysBefore { get; set; }

    /// <summary>After the due date again every so many days; 0 for never.</summary>
    public int NudgeEveryDays { get; set; }

    /// <summary>At most so many nudges for one step and person.</summary>
    public int MostNudges { get; set; }

    /// <summary>So many days after the due date the manager of whoever is still open is told; null for never.</summary>
    public int? EscalateAfterDays { get; set; }

    /// <summary>And again every so many days; 0 for once.</summary>
    public int EscalateEveryDays { get; set; }
    public required Guid CreatedBy { get; init; }
    public required Instant CreatedAt { get; init; }
    public Instant? OpenedAt { get; set; }
    public Instant? ClosedAt { get; set; }
    public Guid Version { get; set; }
}

/// <summary>Who does a step: the person reviewed, or their manager on that day.</summary>
public enum StepDoer
{
    Self,
    Manager,
}

/// <summary>One step of a cycle.</summary>
public sealed class CycleStep
{
    public const int MaxName = 100;

    public required Guid Id { get; init; }
    public required Guid CycleId { get; init; }
    public required int Position { get; set; }
    public required string Name { get; set; }
    public required StepDoer Doer { get; set; }
    public required LocalDate Due { get; set; }
}

/// <summary>A step that is completed for one reviewed person; a step without one is open.</summary>
public sealed class StepDone
{
    public required Guid Id { get; init; }
    public required Guid StepId { get; init; }

    /// <summary>The person reviewed.</summary>
    public required Guid SubjectId { get; init; }

    /// <summary>Who completed it: the person or whoever was their manager then; a change of manager does not open it again.</summary>
    public required Guid DoneBy { get; init; }
    public required Instant At { get; init; }
}

internal sealed class ReviewCycleMap : IEntityTypeConfiguration<ReviewCycle>
{
    public void Configure(EntityTypeBuilder<ReviewCycle> builder)
    {
        builder.ToTable("ReviewCycles");
        builder.HasOne<Person>().WithMany().HasForeignKey(row => row.CreatedBy).OnDelete(DeleteBehavior.Restrict);
        builder.Property(row => row.Name).HasMaxLength(ReviewCycle.MaxName);
        builder.Property(row => row.Departments).HasMaxLength(8000);
        builder.Property(row => row.RoleFamilies).HasMaxLength(8000);
        builder.Property(row => row.NudgeDaysBefore).HasMaxLength(64);
        builder.Property(row => row.Version).IsConcurrencyToken();
        builder.HasIndex(row => row.State);
    }
}

internal sealed class CycleStepMap : IEntityTypeConfiguration<CycleStep>
{
    public void Configure(EntityTypeBuilder<CycleStep> builder)
    {
        builder.ToTable("CycleSteps");
        builder.HasOne<ReviewCycle>().WithMany().HasForeignKey(row => row.CycleId).OnDelete(DeleteBehavior.Restrict);
        builder.Property(row => row.Name).HasMaxLength(CycleStep.MaxName);
        builder.HasIndex(row => new { row.CycleId, row.Position });
    }
}

internal sealed class StepDoneMap : IEntityTypeConfiguration<StepDone>
{
    public void Configure(EntityTypeBuilder<StepDone> builder)
    {
        builder.ToTable("StepsDone");
        builder.HasOne<CycleStep>().WithMany().HasForeignKey(row => row.StepId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Person>().WithMany().HasForeignKey(row => row.SubjectId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Person>().WithMany().HasForeignKey(row => row.DoneBy).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(row => new { row.StepId, row.SubjectId }).IsUnique();
        builder.HasIndex(row => row.SubjectId);
    }
}
