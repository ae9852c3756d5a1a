using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;
using PerfSignal.Core.People;

namespace PerfSignal.Core.Calendar;

public enum MeetingState
{
    Confirmed,
    Cancelled,
    Declined,
}

/// <summary>One instance of a two-person event as one person's calendar shows it; events of any other shape are not kept.</summary>
public sealed class Meeting
{
    public required Guid Id { get; init; }

    /// <summary>Whose calendar it was read from.</summary>
    public required Guid OwnerId { get; init; }

    /// <summary>The other of the two; both are people of the directory.</summary>
    public required Guid OtherId { get; set; }

    /// <summary>Which reader brought it: `ics`, `graph`, `google`.</summary>
    public required string Source { get; init; }

    public required string Uid { get; init; }

    /// <summary>The start that the series' rule gives this instance (see <see cref="CalendarInstance.OriginalStart"/>).</summary>
    public required string OriginalStart { get; init; }

    public required Instant Start { get; set; }
    public required Instant End { get; set; }
    public MeetingState State { get; set; }

    /// <summary>
    /// Raised with every revision of the event (SEQUENCE of RFC 5545 3.8.7.4): the copy that carries the higher one is newer;
    /// <see cref="CalendarInstance.NoSequence"/> where the source does not count.
    /// </summary>
    public int Sequence { get; set; }

    /// <summary>The source's own id of the instance, by which it names what was removed.</summary>
    public string? ProviderId { get; set; }

    /// <summary>Whether the owner of this calendar is the event's organizer.</summary>
    public bool Organizes { get; set; }
}

internal sealed class MeetingMap : IEntityTypeConfiguration<Meeting>
{
    public void Configure(EntityTypeBuilder<Meeting> builder)
    {
        builder.HasOne<Person>().WithMany().HasForeignKey(meeting => meeting.OwnerId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Person>().WithMany().HasForeignKey(meeting => meeting.OtherId).OnDelete(DeleteBehavior.Restrict);
        builder.Property(meeting => meeting.Source).HasMaxLength(16);
        builder.Property(meeting => meeting.Uid).HasMaxLength(255);
        builder.Property(meeting => meeting.OriginalStart).HasMaxLength(20);
        builder.Property(meeting => meeting.ProviderId).HasMaxLength(400);
        builder
            .HasIndex(meeting => new
            {
                meeting.OwnerId,
                meeting.Source,
                meeting.Uid,
                meeting.OriginalStart,
            })
            .IsUnique();
        builder.HasIndex(meeting => new { meeting.OtherId, meeting.Start });
        builder.HasIndex(meeting => new { meeting.OwnerId, meeting.Start });
    }
}
