using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;
using PerfSignal.Core.People;

namespace PerfSignal.Core.Calendar;

/// <summary>A rhythm of 1:1s kept in the bot, for pairs without a calendar event.</summary>
public sealed class Cadence
{
    public required Guid Id { get; init; }
    public required Guid ManagerId { get; init; }
    public required Guid ReportId { get; init; }
    public required IsoDayOfWeek Weekday { get; set; }

    /// <summary>Local time in <see cref="TimeZone"/>.</summary>
    public required LocalTime Time { get; set; }

    /// <summary>IANA id.</summary>
    public required string TimeZone { get; set; }

    /// <summary>1 to 52.</summary>
    public required int EveryWeeks { get; set; }

    /// <summary>The first 1:1 is on the first <see cref="Weekday"/> on or after this day.</summary>
    public required LocalDate Starts { get; set; }
}

internal sealed class CadenceMap : IEntityTypeConfiguration<Cadence>
{
    public void Configure(EntityTypeBuilder<Cadence> builder)
    {
        builder.HasOne<Person>().WithMany().HasForeignKey(cadence => cadence.ManagerId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Person>().WithMany().HasForeignKey(cadence => cadence.ReportId).OnDelete(DeleteBehavior.Restrict);
        builder.Property(cadence => cadence.TimeZone).HasMaxLength(64);
        builder.HasIndex(cadence => new { cadence.ManagerId, cadence.ReportId }).IsUnique();
    }
}
