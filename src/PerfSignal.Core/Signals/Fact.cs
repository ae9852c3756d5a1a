using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;
using PerfSignal.Core.Governance;
using PerfSignal.Core.People;

namespace PerfSignal.Core.Signals;

/// <summary>A record of a source system reduced on arrival: no title, no body.</summary>
/// <remarks>One fact per source, kind, external id and outcome; reading it again updates it.</remarks>
public sealed class Fact : IAbout<Fact>
{
    public required Guid Id { get; init; }

    /// <summary>`jira`, `salesforce`, …</summary>
    public required string Source { get; init; }

    /// <summary>`issue`, `opportunity`, …</summary>
    public required string Kind { get; init; }
    public required string ExternalId { get; init; }

    /// <summary>`done`, `won`, …</summary>
    public required string Outcome { get; init; }

    /// <summary>Null for a team's fact.</summary>
    public Guid? PersonId { get; set; }

    /// <summary>The department, for a team's fact.</summary>
    public string? Team { get; set; }
    public required Instant At { get; set; }
    public decimal? Amount { get; set; }

    /// <summary>Elapsed hours.</summary>
    public decimal? DurationHours { get; set; }

    /// <summary>ISO 4217, for money.</summary>
    public string? Currency { get; set; }
    public string? Url { get; set; }
    public required Instant FetchedAt { get; set; }

    public static DataClass Class => DataClass.Figures;

    public static Expression<Func<Fact, bool>> About(Guid subject) => row => row.PersonId == subject;

    public static Expression<Func<Fact, bool>> InvolvedIn(Guid viewer) => row => row.PersonId == viewer;

    public static Expression<Func<Fact, bool>> During(Instant from, Instant until) => row => row.At >= from && row.At < until;
}

/// <summary>When a source was last read to its end.</summary>
public sealed class SourceReading
{
    public required string Source { get; init; }
    public required Instant ReadAt { get; set; }
}

/// <summary>The person's own words beside a figure, or beside all of them where no metric is named.</summary>
public sealed class ContextNote : IAbout<ContextNote>
{
    public const int MaxText = 500;
    public required Guid Id { get; init; }
    public required Guid PersonId { get; init; }
    public string? MetricKey { get; init; }
    public required string Text { get; init; }
    public required Instant At { get; init; }

    public static DataClass Class => DataClass.Figures;

    public static Expression<Func<ContextNote, bool>> About(Guid subject) => row => row.PersonId == subject;

    public static Expression<Func<ContextNote, bool>> InvolvedIn(Guid viewer) => row => row.PersonId == viewer;

    public static Expression<Func<ContextNote, bool>> During(Instant from, Instant until) => row => row.At >= from && row.At < until;
}

internal sealed class FactMap : IEntityTypeConfiguration<Fact>
{
    public void Configure(EntityTypeBuilder<Fact> builder)
    {
        builder.HasOne<Person>().WithMany().HasForeignKey(row => row.PersonId).OnDelete(DeleteBehavior.Restrict);
        builder.Property(row => row.Source).HasMaxLength(32);
        builder.Property(row => row.Kind).HasMaxLength(32);
        builder.Property(row => row.ExternalId).HasMaxLength(128);
        builder.Property(row => row.Outcome).HasMaxLength(32);
        builder.Property(row => row.Currency).HasMaxLength(3);
        builder.Property(row => row.Url).HasMaxLength(1000);
        builder
            .HasIndex(row => new
            {
                row.Source,
                row.Kind,
                row.ExternalId,
                row.Outcome,
            })
            .IsUnique();
        builder.HasIndex(row => new { row.PersonId, row.At });
        builder.HasIndex(row => new { row.Team, row.At });
    }
}

internal sealed class SourceReadingMap : IEntityTypeConfiguration<SourceReading>
{
    public void Configure(EntityTypeBuilder<SourceReading> builder)
    {
        builder.HasKey(row => row.Source);
        builder.Property(row => row.Source).HasMaxLength(32);
    }
}

internal sealed class ContextNoteMap : IEntityTypeConfiguration<ContextNote>
{
    public void Configure(EntityTypeBuilder<ContextNote> builder)
    {
        builder.HasOne<Person>().WithMany().HasForeignKey(row => row.PersonId).OnDelete(DeleteBehavior.Restrict);
        builder.Property(row => row.MetricKey).HasMaxLength(64);
        builder.Property(row => row.Text).HasMaxLength(ContextNote.MaxText);
        builder.HasIndex(row => new { row.PersonId, row.At });
    }
}
