using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;
using PerfSignal.Core.Governance;
using PerfSignal.Core.People;

namespace PerfSignal.Core.Feedback;

/// <summary>A note for the record (*record*): written by a manager, read by the person it is about, the manager and HR.</summary>
public sealed class RecordNote : IWritten<RecordNote>
{
    public required Guid Id { get; init; }
    public required Guid AuthorId { get; init; }
    public required Guid SubjectId { get; init; }
    public required string Text { get; init; }
    public required Instant At { get; init; }

    public static DataClass Class => DataClass.RecordNotes;

    public static Expression<Func<RecordNote, bool>> About(Guid subject) => row => row.SubjectId == subject;

    public static Expression<Func<RecordNote, bool>> InvolvedIn(Guid viewer) => row => row.AuthorId == viewer;

    public static Expression<Func<RecordNote, bool>> During(Instant from, Instant until) => row => row.At >= from && row.At < until;
}

internal sealed class RecordNoteMap : IEntityTypeConfiguration<RecordNote>
{
    public void Configure(EntityTypeBuilder<RecordNote> builder)
    {
        builder.HasOne<Person>().WithMany().HasForeignKey(row => row.AuthorId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Person>().WithMany().HasForeignKey(row => row.SubjectId).OnDelete(DeleteBehavior.Restrict);
        builder.Property(row => row.Text).HasMaxLength(FeedbackNote.MaxText);
        builder.HasIndex(row => new { row.SubjectId, row.At });
        builder.HasIndex(row => row.AuthorId);
    }
}
