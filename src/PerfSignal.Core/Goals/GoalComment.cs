using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;
using PerfSignal.Core.Governance;
using PerfSignal.Core.People;

namespace PerfSignal.Core.Goals;

/// <summary>What somebody who may wrote beside a goal; whoever reads the goal reads it.</summary>
public sealed class GoalComment : IAbout<GoalComment>
{
    public const int MaxText = 1000;
    public required Guid Id { get; init; }
    public required Guid GoalId { get; init; }
    public required Guid OwnerId { get; init; }
    public required Guid AuthorId { get; init; }
    public required string Text { get; init; }
    public required Instant At { get; init; }

    public static DataClass Class => DataClass.Goals;

    public static Expression<Func<GoalComment, bool>> About(Guid subject) => row => row.OwnerId == subject;

    public static Expression<Func<GoalComment, bool>> InvolvedIn(Guid viewer) => row => row.AuthorId == viewer;

    public static Expression<Func<GoalComment, bool>> During(Instant from, Instant until) => row => row.At >= from && row.At < until;
}

internal sealed class GoalCommentMap : IEntityTypeConfiguration<GoalComment>
{
    public void Configure(EntityTypeBuilder<GoalComment> builder)
    {
        builder.HasOne<Goal>().WithMany().HasForeignKey(row => row.GoalId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Person>().WithMany().HasForeignKey(row => row.AuthorId).OnDelete(DeleteBehavior.Restrict);
        builder.Property(row => row.Text).HasMaxLength(GoalComment.MaxText);
        builder.HasIndex(row => new { row.GoalId, row.At });
        builder.HasIndex(row => row.OwnerId);
    }
}
