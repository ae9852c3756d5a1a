using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;
using PerfSignal.Core.Governance;

namespace PerfSignal.Core.People;

/// <summary>A person's pay from a day on, until the next record; never part of the directory.</summary>
public sealed class PayRecord : IAbout<PayRecord>
{
    public required Guid Id { get; init; }
    public required Guid PersonId { get; init; }

    /// <summary>First day on which it was known.</summary>
    public required LocalDate From { get; init; }
    public string? Band { get; set; }

    /// <summary>A year's pay in <see cref="Currency"/>.</summary>
    public decimal? Salary { get; set; }

    /// <summary>ISO 4217; there wherever a salary is.</summary>
    public string? Currency { get; set; }

    /// <summary>Salary over the middle of the band; about 0.5 to 1.5.</summary>
    public decimal? CompaRatio { get; set; }
    public required Instant RecordedAt { get; set; }

    public static DataClass Class => DataClass.Rating;

    public static Expression<Func<PayRecord, bool>> About(Guid subject) => row => row.PersonId == subject;

    public static Expression<Func<PayRecord, bool>> InvolvedIn(Guid viewer) => row => row.PersonId == viewer;

    public static Expression<Func<PayRecord, bool>> During(Instant from, Instant until) =>
        row => row.RecordedAt >= from && row.RecordedAt < until;
}

internal sealed class PayRecordMap : IEntityTypeConfiguration<PayRecord>
{
    public void Configure(EntityTypeBuilder<PayRecord> builder)
    {
        builder.HasOne<Person>().WithMany().HasForeignKey(pay => pay.PersonId).OnDelete(DeleteBehavior.Restrict);
        builder.Property(pay => pay.Band).HasMaxLength(32);
        builder.Property(pay => pay.Currency).HasMaxLength(3);
        builder.HasIndex(pay => new { pay.PersonId, pay.From }).IsUnique();
    }
}
