using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;
using PerfSignal.Core.Governance;
using PerfSignal.Core.People;

namespace PerfSignal.Core.Goals;

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

    /// <summary>Whether the owner's peers may read it.</summary>
    public bool VisibleToPeers { get; set; }
    public required Instant CreatedAt { get; init; }
    public required Instant UpdatedAt { get; set; }

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
        builder.HasIndex(row => row.Key).IsUnique();
        builder.HasIndex(row => row.OwnerId);
    }
}

internal sealed class CheckInMap : IEntityTypeConfiguration<CheckIn>
{
    public void Configure(EntityTypeBuilder<CheckIn> builder)
    {
        builder.HasOne<Goal>().WithMany().HasForeignKey(row => row.GoalId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(row => new { row.OwnerId, row.At });
    }
}
