using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;
using PerfSignal.Core.Governance;
using PerfSignal.Core.People;

namespace PerfSignal.Core.Feedback;

public enum FeedbackKind
{
    Feedback,
    Praise,
}

/// <summary>Feedback or praise that both the author and the person it is about see; evidence.</summary>
public sealed class FeedbackNote : IWritten<FeedbackNote>
{
    public const int MaxText = 2000;
    public required Guid Id { get; init; }
    public required Guid AuthorId { get; init; }
    public required Guid SubjectId { get; init; }
    public required FeedbackKind Kind { get; init; }
    public required string Text { get; init; }
    public required Instant At { get; init; }

    /// <summary>The request that it answers; null where nobody asked.</summary>
    public Guid? RequestId { get; init; }

    /// <summary>Praise that its author also had posted to the organisation's channel.</summary>
    public bool Posted { get; init; }

    /// <summary>Set while the person contests it, and after that was upheld: kept out of drafts, marked everywhere.</summary>
    public bool Contested { get; set; }

    public static DataClass Class => DataClass.SharedFeedback;

    public static Expression<Func<FeedbackNote, bool>> About(Guid subject) => row => row.SubjectId == subject;

    public static Expression<Func<FeedbackNote, bool>> InvolvedIn(Guid viewer) => row => row.AuthorId == viewer;

    public static Expression<Func<FeedbackNote, bool>> During(Instant from, Instant until) => row => row.At >= from && row.At < until;
}

/// <summary>A private note (*mine*): its author alone reads it, it is never evidence.</summary>
public sealed class MineNote : IAbout<MineNote>
{
    public required Guid Id { get; init; }
    public required Guid AuthorId { get; init; }

    /// <summary>Whom the author thought of; gives that person no right and no sign of it.</summary>
    public Guid? SubjectId { get; init; }
    public required string Text { get; init; }
    public required Instant At { get; init; }

    public static DataClass Class => DataClass.MineNotes;

    /// <summary>A private note counts as the author's own data.</summary>
    public static Expression<Func<MineNote, bool>> About(Guid subject) => row => row.AuthorId == subject;

    public static Expression<Func<MineNote, bool>> InvolvedIn(Guid viewer) => row => row.AuthorId == viewer;

    public static Expression<Func<MineNote, bool>> During(Instant from, Instant until) => row => row.At >= from && row.At < until;
}

internal sealed class FeedbackNoteMap : IEntityTypeConfiguration<FeedbackNote>
{
    public void Configure(EntityTypeBuilder<FeedbackNote> builder)
    {
        builder.HasOne<Person>().WithMany().HasForeignKey(row => row.AuthorId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Person>().WithMany().HasForeignKey(row => row.SubjectId).OnDelete(DeleteBehavior.Restrict);
        builder.Property(row => row.Text).HasMaxLength(FeedbackNote.MaxText);
        builder.Property(row => row.Posted).HasDefaultValue(false);
        builder.HasIndex(row => new { row.SubjectId, row.At });
        builder.HasIndex(row => row.AuthorId);
    }
}

internal sealed class MineNoteMap : IEntityTypeConfiguration<MineNote>
{
    public void Configure(EntityTypeBuilder<MineNote> builder)
    {
        builder.HasOne<Person>().WithMany().HasForeignKey(row => row.AuthorId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Person>().WithMany().HasForeignKey(row => row.SubjectId).OnDelete(DeleteBehavior.Restrict);
        builder.Property(row => row.Text).HasMaxLength(FeedbackNote.MaxText);
        builder.HasIndex(row => row.AuthorId);
        builder.HasIndex(row => row.SubjectId);
    }
}
