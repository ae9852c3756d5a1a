using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;
using PerfSignal.Core.Governance;
using PerfSignal.Core.People;

namespace PerfSignal.Core.Drafting;

/// <summary>That a model was asked once for a draft, what it cost and what came of it; never what was written.</summary>
public sealed class ModelUse : IAbout<ModelUse>
{
    public required Guid Id { get; init; }

    /// <summary>For whose draft.</summary>
    public required Guid ManagerId { get; init; }
    public required Instant At { get; init; }
    public required string Model { get; init; }
    public required int TokensIn { get; init; }
    public required int TokensOut { get; init; }
    public required int Milliseconds { get; init; }

    /// <summary>Sentences kept and refused by the guard.</summary>
    public required int Kept { get; init; }
    public required int Refused { get; init; }

    /// <summary>The refusals by reason, as JSON; null where there were none.</summary>
    public string? Refusals { get; init; }

    /// <summary>Why the plain writer stepped in, a word of the texts (`draft_reason_…`); null where it did not.</summary>
    public string? Fallback { get; init; }

    public static DataClass Class => DataClass.AuditPart;

    public static Expression<Func<ModelUse, bool>> About(Guid subject) => row => row.ManagerId == subject;

    public static Expression<Func<ModelUse, bool>> InvolvedIn(Guid viewer) => row => row.ManagerId == viewer;

    public static Expression<Func<ModelUse, bool>> During(Instant from, Instant until) => row => row.At >= from && row.At < until;
}

internal sealed class ModelUseMap : IEntityTypeConfiguration<ModelUse>
{
    public void Configure(EntityTypeBuilder<ModelUse> builder)
    {
        builder.ToTable("ModelUses");
        builder.HasOne<Person>().WithMany().HasForeignKey(row => row.ManagerId).OnDelete(DeleteBehavior.Restrict);
        builder.Property(row => row.Refusals).HasMaxLength(2000);
        builder.Property(row => row.Fallback).HasMaxLength(32);
        builder.HasIndex(row => new { row.ManagerId, row.At });
        builder.HasIndex(row => row.At);
    }
}
