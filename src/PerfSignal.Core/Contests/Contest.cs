using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;
using PerfSignal.Core.Governance;
using PerfSignal.Core.People;

namespace PerfSignal.Core.Contests;

public enum ContestOf
{
    Figure,
    Feedback,
    Assessment,
    Summary,
}

/// <summary>What a person contests of what is held about them; while open, and after it was upheld, it is marked and kept out of drafts.</summary>
public sealed class Contest : IAbout<Contest>
{
    public const int MaxReason = 500;
    public required Guid Id { get; init; }
    public required Guid PersonId { get; init; }
    public ContestOf Of { get; init; }

    /// <summary>The metric, where it is a figure.</summary>
    public string? MetricKey { get; init; }

    /// <summary>The feedback, assessment or summary, where it is one.</summary>
    public Guid? ItemId { get; init; }
    public required string Reason { get; init; }
    public required Instant OpenedAt { get; init; }

    /// <summary>Who is to decide: never the person, and never who wrote what is contested; null where nobody was found yet.</summary>
    public Guid? DeciderId { get; set; }

    /// <summary>The day by which it is to be decided, in the person's zone.</summary>
    public LocalDate? DecideBy { get; set; }

    /// <summary>Null while open.</summary>
    public Instant? DecidedAt { get; set; }

    /// <summary>Who decided; the person themself where they withdrew it.</summary>
    public Guid? DecidedById { get; set; }
    public bool Upheld { get; set; }

    /// <summary>The reason given for the decision.</summary>
    public string? Decision { get; set; }
    public Guid Version { get; set; }

    /// <summary>The data class of what is contested.</summary>
    public DataClass ClassOfItem =>
        Of switch
        {
            ContestOf.Feedback => DataClass.SharedFeedback,
            ContestOf.Assessment => DataClass.Development,
            ContestOf.Summary => DataClass.Review,
            _ => DataClass.Figures,
        };

    /// <summary>Not decided yet, or decided for the person: what it is about is marked.</summary>
    public static Expression<Func<Contest, bool>> Stands => row => row.DecidedAt == null || row.Upheld;

    /// <summary>Taken back by the person before anybody decided.</summary>
    public bool IsWithdrawn => DecidedAt is not null && DecidedById == PersonId;

    /// <summary>`open`, `withdrawn`, `upheld` or `rejected`.</summary>
    public string State =>
        DecidedAt is null ? "open"
        : IsWithdrawn ? "withdrawn"
        : Upheld ? "upheld"
        : "rejected";

    public void Decide(Guid by, bool upheld, string reason, Instant at) =>
        (DecidedById, Upheld, Decision, DecidedAt) = (by, upheld, reason, at);

    public void Withdraw(Instant at) => (DecidedById, Upheld, Decision, DecidedAt) = (PersonId, false, null, at);

    public static DataClass Class => DataClass.Contests;

    public static Expression<Func<Contest, bool>> About(Guid subject) => row => row.PersonId == subject;

    public static Expression<Func<Contest, bool>> InvolvedIn(Guid viewer) => row => row.DeciderId == viewer;

    public static Expression<Func<Contest, bool>> During(Instant from, Instant until) =>
        row => row.OpenedAt >= from && row.OpenedAt < until;
}

internal sealed class ContestMap : IEntityTypeConfiguration<Contest>
{
    public void Configure(EntityTypeBuilder<Contest> builder)
    {
        builder.HasOne<Person>().WithMany().HasForeignKey(row => row.PersonId).OnDelete(DeleteBehavior.Restrict);
        // What stood there before the column came was about figures.
        builder.Property(row => row.Of).HasDefaultValue(ContestOf.Figure);
        builder.Property(row => row.MetricKey).HasMaxLength(64);
        builder.Property(row => row.Reason).HasMaxLength(Contest.MaxReason);
        builder.Property(row => row.Decision).HasMaxLength(Contest.MaxReason);
        builder.Property(row => row.Version).IsConcurrencyToken().HasDefaultValue(Guid.Empty);
        builder.Ignore(row => row.ClassOfItem);
        builder.Ignore(row => row.IsWithdrawn);
        builder.Ignore(row => row.State);
        builder.HasIndex(row => new { row.PersonId, row.MetricKey });
        builder.HasIndex(row => row.ItemId);
        builder.HasIndex(row => row.DeciderId);
    }
}
