using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;
using PerfSignal.Core.Governance;
using PerfSignal.Core.People;

namespace PerfSignal.Core.Drafting;

/// <summary>An approved summary with what it rests on and how it came about; never changed afterwards.</summary>
public sealed class Summary : IMarked<Summary>
{
    public required Guid Id { get; init; }
    public required Guid DraftId { get; init; }
    public required DraftKind Kind { get; init; }
    public required Guid ManagerId { get; init; }
    public required Guid ReportId { get; init; }
    public Guid? OccurrenceId { get; init; }
    public LocalDate? From { get; init; }
    public LocalDate? Until { get; init; }
    public required string Language { get; init; }
    public required string Text { get; init; }
    public required string Evidence { get; init; }

    /// <summary>What the manager changed of the draft, as JSON; null where nothing was.</summary>
    public string? Difference { get; init; }
    public required string Writer { get; init; }
    public required string PromptVersion { get; init; }
    public required Guid ApprovedById { get; init; }
    public required Instant ApprovedAt { get; init; }

    /// <summary>Set while the person contests it, and after that was upheld; the only mark that may change.</summary>
    public bool Contested { get; set; }

    public static DataClass Class => DataClass.Review;

    public static Expression<Func<Summary, bool>> About(Guid subject) => row => row.ReportId == subject;

    public static Expression<Func<Summary, bool>> InvolvedIn(Guid viewer) => row => row.ApprovedById == viewer;

    public static Expression<Func<Summary, bool>> During(Instant from, Instant until) =>
        row => row.ApprovedAt >= from && row.ApprovedAt < until;

    public static Expression<Func<Summary, bool>> Marked => row => row.Kind == DraftKind.Period;
}

/// <summary>What the person wrote beside an approved summary.</summary>
public sealed class SummaryComment : IAbout<SummaryComment>
{
    public const int MaxText = 2000;
    public required Guid Id { get; init; }
    public required Guid SummaryId { get; init; }
    public required Guid ReportId { get; init; }
    public required Guid AuthorId { get; init; }
    public required string Text { get; init; }
    public required Instant At { get; init; }

    public static DataClass Class => DataClass.Review;

    public static Expression<Func<SummaryComment, bool>> About(Guid subject) => row => row.ReportId == subject;

    public static Expression<Func<SummaryComment, bool>> InvolvedIn(Guid viewer) => row => row.AuthorId == viewer;

    public static Expression<Func<SummaryComment, bool>> During(Instant from, Instant until) => row => row.At >= from && row.At < until;
}

internal sealed class SummaryMap : IEntityTypeConfiguration<Summary>
{
    public void Configure(EntityTypeBuilder<Summary> builder)
    {
        builder.ToTable("Summaries");
        builder.HasOne<Person>().WithMany().HasForeignKey(row => row.ManagerId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Person>().WithMany().HasForeignKey(row => row.ReportId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Draft>().WithMany().HasForeignKey(row => row.DraftId).OnDelete(DeleteBehavior.Restrict);
        builder.Property(row => row.Language).HasMaxLength(8);
        builder.Property(row => row.Text).HasMaxLength(Draft.MaxJson);
        builder.Property(row => row.Evidence).HasMaxLength(Draft.MaxJson);
        builder.Property(row => row.Difference).HasMaxLength(Draft.MaxJson);
        builder.Property(row => row.PromptVersion).HasMaxLength(64);
        builder.HasIndex(row => row.DraftId).IsUnique();
        builder.HasIndex(row => new { row.ReportId, row.ApprovedAt });
        builder.HasIndex(row => row.ManagerId);
    }
}

internal sealed class SummaryCommentMap : IEntityTypeConfiguration<SummaryComment>
{
    public void Configure(EntityTypeBuilder<SummaryComment> builder)
    {
        builder.ToTable("SummaryComments");
        builder.HasOne<Summary>().WithMany().HasForeignKey(row => row.SummaryId).OnDelete(DeleteBehavior.Restrict);
        builder.Property(row => row.Text).HasMaxLength(SummaryComment.MaxText);
        builder.HasIndex(row => row.SummaryId);
        builder.HasIndex(row => row.ReportId);
    }
}
