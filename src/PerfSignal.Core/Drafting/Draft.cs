using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;
using PerfSignal.Core.Governance;
using PerfSignal.Core.People;

namespace PerfSignal.Core.Drafting;

public enum DraftKind
{
    OneOnOne,
    Period,
}

public enum DraftState
{
    Open,
    Approved,
    Discarded,
}

/// <summary>A summary that is being written; only its author, or a delegate, reads it until it is approved.</summary>
public sealed class Draft : IAbout<Draft>
{
    public const int MaxJson = 100_000;
    public required Guid Id { get; init; }
    public required DraftKind Kind { get; init; }
    public required Guid ManagerId { get; init; }
    public required Guid ReportId { get; init; }

    /// <summary>The 1:1 it is about; null for a period.</summary>
    public Guid? OccurrenceId { get; init; }
    public LocalDate? From { get; init; }
    public LocalDate? Until { get; init; }
    public required string Language { get; init; }

    /// <summary>The evidence it was written from, frozen, as JSON.</summary>
    public required string Evidence { get; set; }

    /// <summary>SHA-256 of the evidence in lower-case hexadecimal digits: written anew only when it changed.</summary>
    public required string EvidenceHash { get; set; }

    /// <summary>The sentences as the writer left them after the guard, each with its evidence ids, as JSON.</summary>
    public required string Sentences { get; set; }

    /// <summary>The text as edited by now; null while nobody changed it.</summary>
    public string? Edited { get; set; }

    /// <summary>The model, or `plain` for the deterministic writer.</summary>
    public required string Writer { get; set; }
    public required string PromptVersion { get; set; }

    /// <summary>Sentences that the guard refused, by reason, as JSON; empty where none was.</summary>
    public string? Refusals { get; set; }

    /// <summary>Why the plain writer stepped in for a model, a word of the texts (`draft_reason_…`); null where it did not.</summary>
    public string? Fallback { get; set; }
    public int TokensIn { get; set; }
    public int TokensOut { get; set; }
    public int Milliseconds { get; set; }
    public DraftState State { get; set; }
    public required Instant CreatedAt { get; init; }

    /// <summary>When it was approved or discarded; while a model writes it, until when the one who asks has it to itself.</summary>
    public Instant? EndedAt { get; set; }
    public Guid Version { get; set; }

    public static DataClass Class => DataClass.Draft;

    public static Expression<Func<Draft, bool>> About(Guid subject) => row => row.ReportId == subject;

    public static Expression<Func<Draft, bool>> InvolvedIn(Guid viewer) => row => row.ManagerId == viewer;

    public static Expression<Func<Draft, bool>> During(Instant from, Instant until) =>
        row => row.CreatedAt >= from && row.CreatedAt < until;
}

internal sealed class DraftMap : IEntityTypeConfiguration<Draft>
{
    public void Configure(EntityTypeBuilder<Draft> builder)
    {
        builder.ToTable("Drafts");
        builder.HasOne<Person>().WithMany().HasForeignKey(row => row.ManagerId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Person>().WithMany().HasForeignKey(row => row.ReportId).OnDelete(DeleteBehavior.Restrict);
        builder.Property(row => row.Language).HasMaxLength(8);
        builder.Property(row => row.Evidence).HasMaxLength(Draft.MaxJson);
        builder.Property(row => row.EvidenceHash).HasMaxLength(64);
        builder.Property(row => row.Sentences).HasMaxLength(Draft.MaxJson);
        builder.Property(row => row.Edited).HasMaxLength(Draft.MaxJson);
        builder.Property(row => row.PromptVersion).HasMaxLength(64);
        builder.Property(row => row.Refusals).HasMaxLength(2000);
        builder.Property(row => row.Fallback).HasMaxLength(32);
        builder.Property(row => row.Version).IsConcurrencyToken();
        builder.HasIndex(row => new { row.ManagerId, row.State });
        builder.HasIndex(row => row.ReportId);
        builder.HasIndex(row => row.CreatedAt);
    }
}
