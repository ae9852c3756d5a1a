using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;
using PerfSignal.Core.Governance;
using PerfSignal.Core.People;

namespace PerfSignal.Core.Development;

public enum PlanKind
{
    Practice,
    Project,
    Mentoring,
    Course,
    Reading,
}

public enum PlanState
{
    Open,
    Done,
    Dropped,
}

/// <summary>One action of a person's development plan.</summary>
public sealed class PlanItem : IAbout<PlanItem>
{
    public const int MaxText = 500;
    public required Guid Id { get; init; }
    public required Guid PersonId { get; init; }
    public required Guid AuthorId { get; init; }

    /// <summary>What it develops; null for something beside the competencies.</summary>
    public string? CompetencyKey { get; init; }
    public required string Text { get; init; }
    public required PlanKind Kind { get; init; }
    public LocalDate? DueOn { get; set; }

    /// <summary>When person and manager mean to look at it again.</summary>
    public LocalDate? ReviewOn { get; set; }
    public PlanState State { get; set; }
    public required Instant CreatedAt { get; init; }
    public Instant? ClosedAt { get; set; }
    public Guid Version { get; set; }

    /// <summary>Open past its day, in the person's calendar.</summary>
    public bool OverdueOn(LocalDate today) => State == PlanState.Open && DueOn < today;

    /// <summary>The next day on which something is to happen; null where none was set.</summary>
    public LocalDate? Next => ReviewOn is null || DueOn < ReviewOn ? DueOn : ReviewOn;

    public static DataClass Class => DataClass.Development;

    public static Expression<Func<PlanItem, bool>> About(Guid subject) => row => row.PersonId == subject;

    public static Expression<Func<PlanItem, bool>> InvolvedIn(Guid viewer) => row => row.AuthorId == viewer;

    public static Expression<Func<PlanItem, bool>> During(Instant from, Instant until) =>
        row => row.CreatedAt < until && (row.ClosedAt == null || row.ClosedAt >= from);
}

internal sealed class PlanItemMap : IEntityTypeConfiguration<PlanItem>
{
    public void Configure(EntityTypeBuilder<PlanItem> builder)
    {
        builder.ToTable("PlanItems");
        builder.HasOne<Person>().WithMany().HasForeignKey(row => row.PersonId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Person>().WithMany().HasForeignKey(row => row.AuthorId).OnDelete(DeleteBehavior.Restrict);
        builder.Ignore(row => row.Next);
        builder.Property(row => row.CompetencyKey).HasMaxLength(64);
        builder.Property(row => row.Text).HasMaxLength(PlanItem.MaxText);
        builder.Property(row => row.Version).IsConcurrencyToken();
        builder.HasIndex(row => new { row.PersonId, row.State });
        builder.HasIndex(row => row.AuthorId);
    }
}
