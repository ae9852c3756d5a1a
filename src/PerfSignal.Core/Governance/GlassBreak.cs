using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;
using PerfSignal.Core.People;

namespace PerfSignal.Core.Governance;

/// <summary>Why somebody of HR read what only a reason opens; the person concerned and the reader both see it.</summary>
/// <remarks>It stands beside the audit log and not in it, since the reason is text about a person and must be erasable.</remarks>
public sealed class GlassBreak : IAbout<GlassBreak>
{
    public const int MaxReason = 500;
    public required Guid Id { get; init; }
    public required Guid ReaderId { get; init; }
    public required Guid SubjectId { get; init; }
    public required DataClass What { get; init; }
    public required string Reason { get; init; }
    public required Instant At { get; init; }

    public static DataClass Class => DataClass.AuditPart;

    public static Expression<Func<GlassBreak, bool>> About(Guid subject) => row => row.SubjectId == subject || row.ReaderId == subject;

    public static Expression<Func<GlassBreak, bool>> InvolvedIn(Guid viewer) => row => row.ReaderId == viewer;

    public static Expression<Func<GlassBreak, bool>> During(Instant from, Instant until) => row => row.At >= from && row.At < until;
}

internal sealed class GlassBreakMap : IEntityTypeConfiguration<GlassBreak>
{
    public void Configure(EntityTypeBuilder<GlassBreak> builder)
    {
        builder.HasOne<Person>().WithMany().HasForeignKey(row => row.ReaderId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Person>().WithMany().HasForeignKey(row => row.SubjectId).OnDelete(DeleteBehavior.Restrict);
        builder.Property(row => row.Reason).HasMaxLength(GlassBreak.MaxReason);
        builder.HasIndex(row => new { row.SubjectId, row.At });
        builder.HasIndex(row => row.ReaderId);
    }
}
