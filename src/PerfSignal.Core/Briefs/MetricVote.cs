using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;
using PerfSignal.Core.Governance;
using PerfSignal.Core.People;

namespace PerfSignal.Core.Briefs;

/// <summary>Somebody marked a metric as not useful; counted when metrics are looked through for retirement.</summary>
public sealed class MetricVote : IAbout<MetricVote>
{
    public required Guid Id { get; init; }
    public required Guid VoterId { get; init; }
    public required string MetricKey { get; init; }
    public required Instant At { get; set; }

    public static DataClass Class => DataClass.Figures;

    /// <summary>A vote is the voter's own data, whoever the figure was about.</summary>
    public static Expression<Func<MetricVote, bool>> About(Guid subject) => row => row.VoterId == subject;

    public static Expression<Func<MetricVote, bool>> InvolvedIn(Guid viewer) => row => row.VoterId == viewer;

    public static Expression<Func<MetricVote, bool>> During(Instant from, Instant until) => row => row.At >= from && row.At < until;
}

internal sealed class MetricVoteMap : IEntityTypeConfiguration<MetricVote>
{
    public void Configure(EntityTypeBuilder<MetricVote> builder)
    {
        builder.HasOne<Person>().WithMany().HasForeignKey(row => row.VoterId).OnDelete(DeleteBehavior.Restrict);
        builder.Property(row => row.MetricKey).HasMaxLength(64);
        builder.HasIndex(row => new { row.VoterId, row.MetricKey }).IsUnique();
    }
}
