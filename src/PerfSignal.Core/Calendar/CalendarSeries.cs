using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;
using PerfSignal.Core.People;

namespace PerfSignal.Core.Calendar;

/// <summary>The rule of a two-person series, kept without title or text, so that later instances are found without the file.</summary>
public sealed class CalendarSeries
{
    public const int MaxDefinition = 100_000;

    public required Guid Id { get; init; }
    public required Guid OwnerId { get; init; }
    public required string Source { get; init; }
    public required string Uid { get; init; }

    /// <summary>In the format of the reader that brought it.</summary>
    public required string Definition { get; set; }

    /// <summary>Up to here its instances stand as meetings.</summary>
    public required Instant ExpandedUntil { get; set; }
}

internal sealed class CalendarSeriesMap : IEntityTypeConfiguration<CalendarSeries>
{
    public void Configure(EntityTypeBuilder<CalendarSeries> builder)
    {
        builder.HasOne<Person>().WithMany().HasForeignKey(series => series.OwnerId).OnDelete(DeleteBehavior.Restrict);
        builder.Property(series => series.Source).HasMaxLength(16);
        builder.Property(series => series.Uid).HasMaxLength(255);
        builder.Property(series => series.Definition).HasMaxLength(CalendarSeries.MaxDefinition);
        builder
            .HasIndex(series => new
            {
                series.OwnerId,
                series.Source,
                series.Uid,
            })
            .IsUnique();
        builder.HasIndex(series => series.ExpandedUntil);
    }
}
