using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace PerfSignal.Core.People;

/// <summary>Who manages whom, from a day on and until the day before another; former lines are kept.</summary>
public sealed class ReportingLine
{
    public required Guid Id { get; init; }
    public required Guid ReportId { get; init; }
    public required Guid ManagerId { get; init; }

    /// <summary>First day.</summary>
    public required LocalDate From { get; set; }

    /// <summary>First day on which it no longer holds; null while it lasts.</summary>
    public LocalDate? Until { get; set; }

    public bool HoldsOn(LocalDate date) => From <= date && (Until is null || date < Until);
}

internal sealed class ReportingLineMap : IEntityTypeConfiguration<ReportingLine>
{
    public void Configure(EntityTypeBuilder<ReportingLine> builder)
    {
        builder.HasOne<Person>().WithMany().HasForeignKey(line => line.ReportId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Person>().WithMany().HasForeignKey(line => line.ManagerId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(line => new { line.ReportId, line.From }).IsUnique();
        builder.HasIndex(line => line.ManagerId);
    }
}
