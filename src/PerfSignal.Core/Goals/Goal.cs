using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;
using PerfSignal.Core.Governance;
using PerfSignal.Core.People;

namespace PerfSignal.Core.Goals;

public enum GoalStatus
{
    Open,
    OnTrack,
    AtRisk,
    Done,
    Dropped,
}

/// <summary>An objective, or a key result where it has a parent, a metric, a baseline and a target.</summary>
public sealed class Goal : IMarked<Goal>, IInPart<Goal, GoalTitle>
{
    public required Guid Id { get; init; }

    /// <summary>The id that files and people use: `kr2`.</summary>
    public required string Key { get; init; }
    public required Guid OwnerId { get; set; }
    public required string Title { get; set; }
    public string? Metric { get; set; }
    public decimal? Baseline { get; set; }
    public decimal? Target { get; set; }
    public string? Unit { get; set; }
    public LocalDate? DueOn { get; set; }
    public Guid? ParentId { get; set; }

    /// <summary>0 to 100.</summary>
    public decimal Progress { get; set; }

    public GoalStatus Status { get; set; }

    /// <summary>What it counts among the goals below one parent, against 1 for an ordinary one; 0 leaves it out.</summary>
    public decimal Weight { get; set; } = 1;

    /// <summary>The manager who agreed to it; null until then, and again after its owner changed what it says.</summary>
    public Guid? AgreedById { get; set; }
    public Instant? AgreedAt { get; set; }

    /// <summary>Changes with every save.</summary>
    public Guid Version { get; set; }

    /// <summary>Whether the owner's peers, and those below the owner in the line, may read it.</summary>
    public bool VisibleToPeers { get; set; }
    public required Instant CreatedAt { get; init; }
    public required Instant UpdatedAt { get; set; }

    /// <summary>Takes over what another version of it says; an agreement ends where that is something else.</summary>
    /// <returns>Whether it says something else now.</returns>
    public bool Reword(Goal written)
    {
        var isReworded =
            (Title, Metric, Unit, Baseline, Target, DueOn, ParentId, Weight)
            != (
                written.Title,
                written.Metric,
                written.Unit,
                written.Baseline,
                written.Target,
                written.DueOn,
                written.ParentId,
                written.Weight
            );
        (Title, Metric, Unit, Baseline, Target) = (written.Title, written.Metric, written.Unit, written.Baseline, written.Target);
        (DueOn, ParentId, Weight, VisibleToPeers) = (written.DueOn, written.ParentId, written.Weight, written.VisibleToPeers);
        if (isReworded)
        {
            (AgreedById, AgreedAt) = (null, null);
        }

        return isReworded;
    }

    public bool IsKeyResult => ParentId is not null && Metric is not null && Baseline is not null && Target is not null;

    public static DataClass Class => DataClass.Goals;

    public static Expression<Func<Goal, bool>> About(Guid subject) => row => row.OwnerId == subject;

    public static Expression<Func<Goal, bool>> InvolvedIn(Guid viewer) => row => row.OwnerId == viewer;

    public static Expression<Func<Goal, bool>> During(Instant from, Instant until) => row => row.CreatedAt < until && row.UpdatedAt >= from;

    public static Expression<Func<Goal, bool>> Marked => row => row.VisibleToPeers;

    public static Expression<Func<Goal, GoalTitle>> Part => row => new GoalTitle(row.Id, row.Title, row.Progress, row.DueOn);
}

/// <summary>What HR reads of a goal.</summary>
public sealed record GoalTitle(Guid Id, string Title, decimal Progress, LocalDate? DueOn);

/// <summary>One report of progress on a goal.</summary>
public sealed class CheckIn : IAbout<CheckIn>
{
    public required Guid Id { get; init; }
    public required Guid GoalId { get; init; }
    public required Guid OwnerId { get; init; }

    /// <summary>Null where a file brought it.</summary>
    public Guid? AuthorId { get; init; }

    /// <summary>0 to 100.</summary>
    public required decimal Progress { get; init; }

    /// <summary>The status after it.</summary>
    public GoalStatus Status { get; init; }
    public required Instant At { get; init; }

    public static DataClass Class => DataClass.Goals;

    public static Expression<Func<CheckIn, bool>> About(Guid subject) => row => row.OwnerId == subject;

    public static Expression<Func<CheckIn, bool>> InvolvedIn(Guid viewer) => row => row.AuthorId == viewer;

    public static Expression<Func<CheckIn, bool>> During(Instant from, Instant until) => row => row.At >= from && row.At < until;
}

internal sealed class GoalMap : IEntityTypeConfiguration<Goal>
{
    public void Configure(EntityTypeBuilder<Goal> builder)
    {
        builder.Ignore(row => row.IsKeyResult);
        builder.HasOne<Person>().WithMany().HasForeignKey(row => row.OwnerId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Goal>().WithMany().HasForeignKey(row => row.ParentId).OnDelete(DeleteBehavior.Restrict);
        builder.Property(row => row.Key).HasMaxLength(64);
        builder.Property(row => row.Status).HasDefaultValue(GoalStatus.Open);
        builder.Property(row => row.Weight).HasDefaultValue(1m);
        builder.Property(row => row.Version).IsConcurrencyToken().HasDefaultValue(Guid.Empty);
        builder.HasIndex(row => row.Key).IsUnique();
        builder.HasIndex(row => row.OwnerId);
    }
}

internal sealed class CheckInMap : IEntityTypeConfiguration<CheckIn>
{
    public void Configure(EntityTypeBuilder<CheckIn> builder)
    {
        builder.HasOne<Goal>().WithMany().HasForeignKey(row => row.GoalId).OnDelete(DeleteBehavior.Restrict);
        builder.Property(row => row.Status).HasDefaultValue(GoalStatus.Open);
        builder.HasIndex(row => new { row.OwnerId, row.At });
    }
}
