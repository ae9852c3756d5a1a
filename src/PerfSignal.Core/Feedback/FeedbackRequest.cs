using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;
using PerfSignal.Core.Governance;
using PerfSignal.Core.People;

namespace PerfSignal.Core.Feedback;

public enum RequestState
{
    Open,
    Given,
    Declined,
    Withdrawn,
}

/// <summary>One person asked for feedback about another, by that person or by their manager; several asked at once share a group.</summary>
public sealed class FeedbackRequest : IWritten<FeedbackRequest>
{
    public const int MaxQuestion = 500;
    public required Guid Id { get; init; }

    /// <summary>The same for everyone who was asked with one request.</summary>
    public required Guid GroupId { get; init; }
    public required Guid AskerId { get; init; }
    public required Guid SubjectId { get; init; }

    /// <summary>Who is asked to write.</summary>
    public required Guid RecipientId { get; init; }
    public required string Question { get; init; }
    public LocalDate? DueOn { get; init; }
    public RequestState State { get; set; }
    public required Instant At { get; init; }
    public Instant? AnsweredAt { get; set; }
    public Guid Version { get; set; }

    public static DataClass Class => DataClass.SharedFeedback;

    public static Expression<Func<FeedbackRequest, bool>> About(Guid subject) => row => row.SubjectId == subject;

    public static Expression<Func<FeedbackRequest, bool>> InvolvedIn(Guid viewer) =>
        row => row.AskerId == viewer || row.RecipientId == viewer;

    public static Expression<Func<FeedbackRequest, bool>> During(Instant from, Instant until) => row => row.At >= from && row.At < until;
}

internal sealed class FeedbackRequestMap : IEntityTypeConfiguration<FeedbackRequest>
{
    public void Configure(EntityTypeBuilder<FeedbackRequest> builder)
    {
        builder.HasOne<Person>().WithMany().HasForeignKey(row => row.AskerId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Person>().WithMany().HasForeignKey(row => row.SubjectId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Person>().WithMany().HasForeignKey(row => row.RecipientId).OnDelete(DeleteBehavior.Restrict);
        builder.Property(row => row.Question).HasMaxLength(FeedbackRequest.MaxQuestion);
        builder.Property(row => row.Version).IsConcurrencyToken();
        builder.HasIndex(row => new { row.RecipientId, row.State });
        builder.HasIndex(row => row.SubjectId);
        builder.HasIndex(row => row.AskerId);
        builder.HasIndex(row => row.GroupId);
    }
}
