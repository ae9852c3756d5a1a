using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.People;

namespace PerfSignal.Core.Delivery;

/// <summary>What a row does: most send; an update or a retraction follows a send of its own.</summary>
public enum DeliveryAct
{
    Send,
    Update,
    Retract,
}

public enum DeliveryState
{
    Waiting,
    Sent,
    Failed,
    Excluded,
    Cancelled,
    Expired,
}

/// <summary>Urgent: answers and briefs. Normal: reminders. Bulk: broadcasts.</summary>
public enum Lane
{
    Urgent,
    Normal,
    Bulk,
}

/// <summary>One message to one recipient, from the transaction that caused it to its end.</summary>
public sealed class DeliveryRow
{
    public const int MaxWord = 100;

    public required Guid Id { get; init; }
    public required Guid RecipientId { get; init; }
    public required DeliveryAct Act { get; init; }

    /// <summary>The send that an update or a retraction changes.</summary>
    public Guid? OfId { get; init; }

    /// <summary>
    /// The platform that it waits for or was asked; null before the first claim and where it is chosen anew, by what the recipient is reachable on then. With a
    /// channel it is there from the start.
    /// </summary>
    public PlatformName? Platform { get; set; }

    /// <summary>The workspace of the platform that was asked last, where the platform has several; null before.</summary>
    public string? Workspace { get; set; }

    /// <summary>The platform's conversation, once known.</summary>
    public string? ConversationId { get; set; }

    /// <summary>Name of the card.</summary>
    public required string Card { get; init; }

    /// <summary>The card's model as JSON, frozen when the row was written.</summary>
    public required string Model { get; set; }

    /// <summary>The language of the model.</summary>
    public required string Language { get; init; }

    /// <summary>Unique: an act done twice writes one row.</summary>
    public required string DedupeKey { get; init; }

    /// <summary>A channel of the platform that the card is posted to instead of the recipient's own conversation; then the recipient is whom it is about.</summary>
    public string? Channel { get; init; }

    /// <summary>The send of many that it belongs to (<see cref="BulkSend"/>), always in the lane <see cref="Delivery.Lane.Bulk"/>; null for a message of its own.</summary>
    public Guid? SendId { get; init; }
    public required Lane Lane { get; init; }
    public required Instant NotBefore { get; set; }

    /// <summary>After this it is no longer worth sending.</summary>
    public required Instant ExpiresAt { get; init; }

    /// <summary>Names the question asked again right before the send, such as `brief`; null asks only whether the recipient still works here.</summary>
    public string? Check { get; init; }

    /// <summary>What the check is about, such as the brief's id.</summary>
    public Guid? CheckId { get; init; }
    public DeliveryState State { get; set; }

    /// <summary>A word of the texts (`delivery_reason_…`) for an end that is not Sent.</summary>
    public string? Reason { get; set; }

    /// <summary>While in the future, a node is working on the row.</summary>
    public Instant? LeaseUntil { get; set; }

    /// <summary>The claim that holds the lease.</summary>
    public Guid? LeaseId { get; set; }

    /// <summary>When the platform was asked under the lease that holds now; null where it was not, so that nothing can have arrived by it.</summary>
    public Instant? BegunAt { get; set; }

    /// <summary>Attempts that counted; throttling does not.</summary>
    public int Attempts { get; set; }
    public FailureCategory? Category { get; set; }

    /// <summary>The platform's error word of the last attempt, for the operator; never text that people wrote.</summary>
    public string? Word { get; set; }

    /// <summary>The platform's id of the message, for updates.</summary>
    public string? PlatformMessageId { get; set; }
    public Instant CreatedAt { get; init; }
    public Instant? EndedAt { get; set; }
    public bool Retracted { get; set; }
    public bool PossiblyDoubled { get; set; }

    /// <summary>When it was made to wait again after it had failed.</summary>
    public Instant? RetriedAt { get; set; }

    /// <summary>An attempt was made whose outcome is not known: before the next one the platform must look whether the message is there.</summary>
    public bool MayHaveArrived => Category == FailureCategory.Uncertain;

    /// <summary>The answer to something the recipient just asked for; it is not held back by a pause or by quiet hours.</summary>
    public bool IsAnswer => Lane == Lane.Urgent && Check is null && Channel is null;
}

internal sealed class DeliveryRowMap : IEntityTypeConfiguration<DeliveryRow>
{
    public void Configure(EntityTypeBuilder<DeliveryRow> builder)
    {
        builder.ToTable("Deliveries");
        builder.HasOne<Person>().WithMany().HasForeignKey(row => row.RecipientId).OnDelete(DeleteBehavior.Restrict);
        builder.Property(row => row.Workspace).HasMaxLength(64);
        builder.Property(row => row.Card).HasMaxLength(64);
        builder.Property(row => row.Model).HasMaxLength(200_000);
        builder.Property(row => row.Language).HasMaxLength(8);
        builder.Property(row => row.Check).HasMaxLength(32);
        builder.Property(row => row.Reason).HasMaxLength(64);
        builder.Property(row => row.Channel).HasMaxLength(200);
        builder.Property(row => row.Word).HasMaxLength(DeliveryRow.MaxWord);
        builder.Ignore(row => row.MayHaveArrived);
        builder.Ignore(row => row.IsAnswer);
        // Whoever lost the lease changes nothing.
        builder.Property(row => row.LeaseId).IsConcurrencyToken();
        builder.HasIndex(row => row.DedupeKey).IsUnique();
        // What is due is read in this order, a lane or a send at a time, whatever waits beside it.
        builder.HasIndex(row => new
        {
            row.SendId,
            row.State,
            row.Lane,
            row.NotBefore,
            row.Id,
        });
        // The same of one platform, while another has no place.
        builder.HasIndex(row => new
        {
            row.SendId,
            row.State,
            row.Lane,
            row.Platform,
            row.NotBefore,
            row.Id,
        });
        builder.HasIndex(row => new { row.State, row.ExpiresAt });
        builder.HasIndex(row => new { row.State, row.EndedAt });
        builder.HasIndex(row => row.LeaseUntil);
        builder.HasIndex(row => row.LeaseId);
        builder.HasIndex(row => row.OfId);
        builder.HasIndex(row => new
        {
            row.State,
            row.SendId,
            row.OfId,
        });
        builder.HasIndex(row => row.RecipientId);
        builder.HasOne<BulkSend>().WithMany().HasForeignKey(row => row.SendId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(row => new { row.RecipientId, row.PlatformMessageId });
    }
}
