using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;
using PerfSignal.Core.People;

namespace PerfSignal.Core.Calendar;

/// <summary>How far one person's calendar was read from a source over the network, and what went wrong the last time.</summary>
public sealed class CalendarLink
{
    public required Guid PersonId { get; init; }

    /// <summary>`graph`, `google` or the name of a feed.</summary>
    public required string Source { get; init; }

    /// <summary>What the source gave to continue from; null for a full reading.</summary>
    public string? Cursor { get; set; }

    /// <summary>The window that the cursor stands for; it does not slide, so a new full reading is due well before it ends.</summary>
    public Instant? WindowStart { get; set; }
    public Instant? WindowEnd { get; set; }
    public Instant? ReadAt { get; set; }

    /// <summary>The next reading is not before this.</summary>
    public required Instant NextAt { get; set; }
    public int Failures { get; set; }

    /// <summary>Null when the last reading went well.</summary>
    public CalendarTrouble? Trouble { get; set; }

    /// <summary>The source's own word of the trouble, for the operator.</summary>
    public string? Word { get; set; }
    public Instant? TroubleSince { get; set; }
}

internal sealed class CalendarLinkMap : IEntityTypeConfiguration<CalendarLink>
{
    public void Configure(EntityTypeBuilder<CalendarLink> builder)
    {
        builder.ToTable("CalendarLinks");
        builder.HasKey(row => new { row.PersonId, row.Source });
        builder.HasOne<Person>().WithMany().HasForeignKey(row => row.PersonId).OnDelete(DeleteBehavior.Cascade);
        builder.Property(row => row.Source).HasMaxLength(16);
        builder.Property(row => row.Cursor).HasMaxLength(8000);
        builder.Property(row => row.Word).HasMaxLength(100);
        builder.HasIndex(row => new { row.Source, row.NextAt });
        builder.HasIndex(row => row.Trouble);
    }
}
