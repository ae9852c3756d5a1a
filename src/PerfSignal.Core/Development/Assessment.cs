using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;
using PerfSignal.Core.Governance;
using PerfSignal.Core.People;

namespace PerfSignal.Core.Development;

/// <summary>By whom a level was given.</summary>
public enum AssessmentKind
{
    Self,
    Manager,
}

/// <summary>The level somebody gave in one competency; an earlier one stays as history.</summary>
public sealed class Assessment : IAbout<Assessment>
{
    public const int MaxNote = 1000;
    public required Guid Id { get; init; }
    public required Guid SubjectId { get; init; }
    public required Guid AuthorId { get; init; }
    public required AssessmentKind Kind { get; init; }
    public required string CompetencyKey { get; init; }

    /// <summary>1 to 5.</summary>
    public required int Level { get; init; }
    public string? Note { get; init; }
    public required Instant At { get; init; }

    public static DataClass Class => DataClass.Development;

    public static Expression<Func<Assessment, bool>> About(Guid subject) => row => row.SubjectId == subject;

    public static Expression<Func<Assessment, bool>> InvolvedIn(Guid viewer) => row => row.AuthorId == viewer;

    public static Expression<Func<Assessment, bool>> During(Instant from, Instant until) => row => row.At >= from && row.At < until;
}

internal sealed class AssessmentMap : IEntityTypeConfiguration<Assessment>
{
    public void Configure(EntityTypeBuilder<Assessment> builder)
    {
        builder.ToTable("Assessments");
        builder.HasOne<Person>().WithMany().HasForeignKey(row => row.SubjectId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Person>().WithMany().HasForeignKey(row => row.AuthorId).OnDelete(DeleteBehavior.Restrict);
        builder.Property(row => row.CompetencyKey).HasMaxLength(64);
        builder.Property(row => row.Note).HasMaxLength(Assessment.MaxNote);
        builder.HasIndex(row => new { row.SubjectId, row.At });
        builder.HasIndex(row => row.AuthorId);
    }
}
