using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace PerfSignal.Core.Conversing;

/// <summary>A request of a platform that was acknowledged before it was worked on, kept raw until it is; afterwards nothing of its words stays.</summary>
public sealed class InboxRow
{
    public required PlatformName Platform { get; init; }

    /// <summary>The platform's id of the event: a repeat finds it and changes nothing.</summary>
    public required string EventId { get; init; }

    /// <summary>Which of the platform's addresses it came to, such as `events` or `commands`.</summary>
    public required string Kind { get; init; }

    /// <summary>The request as it came; empty once it was worked on.</summary>
    public required string Body { get; set; }
    public required Instant ReceivedAt { get; init; }

    /// <summary>Null while it waits.</summary>
    public Instant? DoneAt { get; set; }
    public int Attempts { get; set; }

    /// <summary>Not before this; moved on after a failure.</summary>
    public required Instant NotBefore { get; set; }
    public Guid? LeaseId { get; set; }
    public Instant? LeaseUntil { get; set; }

    /// <summary>The word of the last failure, for the operator; never text that people wrote.</summary>
    public string? Problem { get; set; }
}

internal sealed class InboxRowMap : IEntityTypeConfiguration<InboxRow>
{
    public void Configure(EntityTypeBuilder<InboxRow> builder)
    {
        builder.ToTable("Inbox");
        builder.HasKey(row => new { row.Platform, row.EventId });
        builder.Property(row => row.EventId).HasMaxLength(200);
        builder.Property(row => row.Kind).HasMaxLength(32);
        builder.Property(row => row.Body).HasMaxLength(200_000);
        builder.Property(row => row.Problem).HasMaxLength(100);
        builder.HasIndex(row => new { row.DoneAt, row.NotBefore });
        builder.HasIndex(row => row.ReceivedAt);
    }
}
