using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace PerfSignal.Core.Reviews;

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
