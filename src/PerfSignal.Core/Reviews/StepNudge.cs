using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;
using PerfSignal.Core.Governance;
using PerfSignal.Core.People;

namespace PerfSignal.Core.Reviews;

/// <summary>That a person was told on a day of their own that a step is open for them; counted, so that nobody is told more often than set.</summary>
public sealed class StepNudge : IAbout<StepNudge>
{
    public required Guid Id { get; init; }
    public required Guid StepId { get; init; }
    public required Guid PersonId { get; init; }

    /// <summary>The date on the person's own clock.</summary>
    public required LocalDate On { get; init; }
    public required Instant At { get; init; }

    /// <summary>The day named on the card from which somebody else is told; null where none was named. Nobody is told before it.</summary>
    public LocalDate? Announced { get; init; }

    public static DataClass Class => DataClass.ReviewSteps;

    public static Expression<Func<StepNudge, bool>> About(Guid subject) => row => row.PersonId == subject;

    public static Expression<Func<StepNudge, bool>> InvolvedIn(Guid viewer) => row => row.PersonId == viewer;

    public static Expression<Func<StepNudge, bool>> During(Instant from, Instant until) => row => row.At >= from && row.At < until;
}

/// <summary>That somebody was told of a step which another person has not completed.</summary>
public sealed class StepEscalation : IAbout<StepEscalation>
{
    public required Guid Id { get; init; }
    public required Guid StepId { get; init; }

    /// <summary>For whom the step was open.</summary>
    public required Guid DoerId { get; init; }

    /// <summary>Their manager on that day; HR where there is none.</summary>
    public required Guid ToldId { get; init; }

    /// <summary>The date on the clock of whoever was told.</summary>
    public required LocalDate On { get; init; }
    public required Instant At { get; init; }

    public static DataClass Class => DataClass.ReviewSteps;

    public static Expression<Func<StepEscalation, bool>> About(Guid subject) => row => row.DoerId == subject;

    public static Expression<Func<StepEscalation, bool>> InvolvedIn(Guid viewer) => row => row.ToldId == viewer;

    public static Expression<Func<StepEscalation, bool>> During(Instant from, Instant until) => row => row.At >= from && row.At < until;
}

internal sealed class StepNudgeMap : IEntityTypeConfiguration<StepNudge>
{
    public void Configure(EntityTypeBuilder<StepNudge> builder)
    {
        builder.ToTable("StepNudges");
        builder.HasOne<CycleStep>().WithMany().HasForeignKey(row => row.StepId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Person>().WithMany().HasForeignKey(row => row.PersonId).OnDelete(DeleteBehavior.Restrict);
        builder
            .HasIndex(row => new
            {
                row.StepId,
                row.PersonId,
                row.On,
            })
            .IsUnique();
        builder.HasIndex(row => new { row.PersonId, row.On });
    }
}

internal sealed class StepEscalationMap : IEntityTypeConfiguration<StepEscalation>
{
    public void Configure(EntityTypeBuilder<StepEscalation> builder)
    {
        builder.ToTable("StepEscalations");
        builder.HasOne<CycleStep>().WithMany().HasForeignKey(row => row.StepId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Person>().WithMany().HasForeignKey(row => row.DoerId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Person>().WithMany().HasForeignKey(row => row.ToldId).OnDelete(DeleteBehavior.Restrict);
        builder
            .HasIndex(row => new
            {
                row.StepId,
                row.DoerId,
                row.ToldId,
                row.On,
            })
            .IsUnique();
        builder.HasIndex(row => new { row.ToldId, row.On });
        builder.HasIndex(row => row.DoerId);
    }
}
