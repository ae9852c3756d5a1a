using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;
using PerfSignal.Core.Calendar;
using PerfSignal.Core.Governance;
using PerfSignal.Core.People;

namespace PerfSignal.Core.Briefs;

/// <summary>The evidence for one 1:1, frozen: figures in it are never computed again. A later revision is a row of its own.</summary>
public sealed class Brief : IAbout<Brief>
{
    public required Guid Id { get; init; }
    public required Guid OccurrenceId { get; init; }

    /// <summary>1 for the first; more where quiet hours or a move brought a fresh one.</summary>
    public required int Revision { get; init; }
    public required Guid ManagerId { get; init; }
    public required Guid ReportId { get; init; }

    /// <summary>From this instant on the employee can read the evidence; never after the manager's card is sent.</summary>
    public required Instant FrozenAt { get; init; }

    /// <summary><see cref="Briefs.Evidence"/> as JSON.</summary>
    public required string Evidence { get; init; }

    /// <summary>Keys of the suggested questions, separated by spaces; none comes again within three briefs.</summary>
    public required string Questions { get; init; }

    public static DataClass Class => DataClass.Brief;

    public static Expression<Func<Brief, bool>> About(Guid subject) => row => row.ReportId == subject;

    public static Expression<Func<Brief, bool>> InvolvedIn(Guid viewer) => row => row.ManagerId == viewer;

    public static Expression<Func<Brief, bool>> During(Instant from, Instant until) => row => row.FrozenAt >= from && row.FrozenAt < until;
}

internal sealed class BriefMap : IEntityTypeConfiguration<Brief>
{
    public void Configure(EntityTypeBuilder<Brief> builder)
    {
        builder.HasOne<Occurrence>().WithMany().HasForeignKey(row => row.OccurrenceId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Person>().WithMany().HasForeignKey(row => row.ManagerId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Person>().WithMany().HasForeignKey(row => row.ReportId).OnDelete(DeleteBehavior.Restrict);
        builder.Property(row => row.Evidence).HasMaxLength(1_000_000);
        builder.Property(row => row.Questions).HasMaxLength(500);
        builder.HasIndex(row => new { row.OccurrenceId, row.Revision }).IsUnique();
        builder.HasIndex(row => new { row.ReportId, row.FrozenAt });
        builder.HasIndex(row => new { row.ManagerId, row.FrozenAt });
    }
}
