using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;
using PerfSignal.Core.People;

namespace PerfSignal.Core.Broadcasts;

public enum BroadcastState
{
    /// <summary>Being written; only this one can be changed freely.</summary>
    Draft,

    /// <summary>A second person has to look at it first.</summary>
    AwaitingApproval,

    /// <summary>Its time has not come yet.</summary>
    Scheduled,

    /// <summary>Messages are made and leave.</summary>
    Sending,

    /// <summary>Nothing more leaves until somebody resumes it.</summary>
    Paused,

    /// <summary>Every recipient has an end.</summary>
    Done,

    /// <summary>What had not left never will.</summary>
    Cancelled,
}

/// <summary>When the messages of a broadcast leave.</summary>
public enum SendTiming
{
    /// <summary>As soon as it may.</summary>
    Now,

    /// <summary>For everyone at the same instant: a local time of the author.</summary>
    AuthorTime,

    /// <summary>For each recipient when their own clock shows it.</summary>
    RecipientTime,
}

/// <summary>A message of HR to many: what it says, to whom, when, and who approved it.</summary>
public sealed class Broadcast
{
    public const int MaxTitle = 100;
    public const int MaxText = 2000;
    public const int MaxLink = 500;
    public const int MaxAudience = 200_000;
    public const int MaxRemark = 500;

    public required Guid Id { get; init; }
    public required Guid AuthorId { get; init; }

    /// <summary>Head of the card; HR finds the broadcast by it.</summary>
    public required string Title { get; set; }

    /// <summary>The template it was written from, such as `free`.</summary>
    public required string Template { get; set; }

    /// <summary>What English readers get; null where only the other is written: then they get that.</summary>
    public string? TextEn { get; set; }
    public string? TextDe { get; set; }

    /// <summary>A page that the card's button opens (https); null for no button.</summary>
    public string? Link { get; set; }

    /// <summary>The <see cref="AudienceRule"/> as JSON.</summary>
    public required string Audience { get; set; }
    public SendTiming Timing { get; set; }

    /// <summary>The local date and time of <see cref="Timing"/>; null for now.</summary>
    public LocalDate? OnDate { get; set; }
    public LocalTime? AtTime { get; set; }

    /// <summary>The author's zone when it was scheduled (IANA).</summary>
    public string? Zone { get; set; }

    /// <summary>How long after its moment a message is still worth sending.</summary>
    public int ExpiresAfterHours { get; set; } = 48;
    public BroadcastState State { get; set; }
    public required Instant CreatedAt { get; init; }

    /// <summary>When the author asked to send it.</summary>
    public Instant? RequestedAt { get; set; }
    public Guid? ApprovedBy { get; set; }
    public Instant? ApprovedAt { get; set; }

    /// <summary>How many recipients the approver saw; many more need a new approval.</summary>
    public int? ApprovedCount { get; set; }

    /// <summary>When the next people of the audience are due to get their rows; null where all have them, or nothing is under way.</summary>
    public Instant? NextAt { get; set; }
    public Instant? StartedAt { get; set; }
    public Instant? EndedAt { get; set; }

    /// <summary>How often what was sent has been edited since.</summary>
    public int Edits { get; set; }

    /// <summary>How many of the edits have reached every message that was there.</summary>
    public int EditsSpread { get; set; }
    public Instant? EditedAt { get; set; }

    /// <summary>An edit of what was sent that waits for a second person, and whose it is; null where none does.</summary>
    public string? ProposedEn { get; set; }
    public string? ProposedDe { get; set; }
    public Guid? ProposedBy { get; set; }

    /// <summary>When what was sent was taken back.</summary>
    public Instant? RetractedAt { get; set; }

    /// <summary>Why it stands where it does, a word of the texts (`broadcast_notice_…`); null where nothing is to be said.</summary>
    public string? Notice { get; set; }

    /// <summary>What the second person wrote when they refused.</summary>
    public string? Remark { get; set; }

    /// <summary>Changes with every act, so that of two people who act at once one is told.</summary>
    public Guid Version { get; set; }
}

internal sealed class BroadcastMap : IEntityTypeConfiguration<Broadcast>
{
    public void Configure(EntityTypeBuilder<Broadcast> builder)
    {
        builder.ToTable("Broadcasts");
        builder.HasOne<Person>().WithMany().HasForeignKey(row => row.AuthorId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Person>().WithMany().HasForeignKey(row => row.ApprovedBy).OnDelete(DeleteBehavior.Restrict);
        builder.Property(row => row.Title).HasMaxLength(Broadcast.MaxTitle);
        builder.Property(row => row.Template).HasMaxLength(64);
        builder.Property(row => row.TextEn).HasMaxLength(Broadcast.MaxText);
        builder.Property(row => row.TextDe).HasMaxLength(Broadcast.MaxText);
        builder.Property(row => row.Link).HasMaxLength(Broadcast.MaxLink);
        builder.HasOne<Person>().WithMany().HasForeignKey(row => row.ProposedBy).OnDelete(DeleteBehavior.Restrict);
        builder.Property(row => row.ProposedEn).HasMaxLength(Broadcast.MaxText);
        builder.Property(row => row.ProposedDe).HasMaxLength(Broadcast.MaxText);
        builder.Property(row => row.Notice).HasMaxLength(64);
        builder.Property(row => row.Remark).HasMaxLength(Broadcast.MaxRemark);
        builder.Property(row => row.Audience).HasMaxLength(Broadcast.MaxAudience);
        builder.Property(row => row.Zone).HasMaxLength(64);
        builder.Property(row => row.Version).IsConcurrencyToken();
        builder.HasIndex(row => new { row.State, row.NextAt });
    }
}
