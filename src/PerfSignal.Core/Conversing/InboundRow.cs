using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace PerfSignal.Core.Conversing;

/// <summary>An inbound event that was answered, kept so that a repeat gets the first answer; saved in the transaction of the effect.</summary>
public sealed class InboundRow
{
    public required PlatformName Platform { get; init; }

    /// <summary>The platform's id of the event, or the id of the form on the web.</summary>
    public required string EventId { get; init; }
    public required Guid PersonId { get; init; }
    public required Instant ReceivedAt { get; init; }

    /// <summary>The stored <see cref="Reply"/> as JSON.</summary>
    public required string Answer { get; init; }
}

/// <summary>One entry of a person's conversation on the web: what they typed, or what the bot said or showed.</summary>
public sealed class WebMessage
{
    public required Guid Id { get; init; }
    public required Guid PersonId { get; init; }
    public required Instant At { get; init; }
    public required bool FromPerson { get; init; }

    /// <summary>What was typed or said; null for a card.</summary>
    public string? Text { get; set; }
    public string? Card { get; set; }

    /// <summary>The card's model as JSON.</summary>
    public string? Model { get; set; }
    public string? Language { get; set; }

    /// <summary>The outbox row that brought it; unique, so that a repeated send shows once.</summary>
    public Guid? DeliveryId { get; init; }
    public bool Retracted { get; set; }

    /// <summary>Set when an update changed the card.</summary>
    public Instant? UpdatedAt { get; set; }
}

internal sealed class InboundRowMap : IEntityTypeConfiguration<InboundRow>
{
    public void Configure(EntityTypeBuilder<InboundRow> builder)
    {
        builder.ToTable("Inbound");
        builder.HasKey(row => new { row.Platform, row.EventId });
        builder.Property(row => row.Answer).HasMaxLength(200_000);
        builder.HasIndex(row => row.ReceivedAt);
    }
}

internal sealed class WebMessageMap : IEntityTypeConfiguration<WebMessage>
{
    public void Configure(EntityTypeBuilder<WebMessage> builder)
    {
        builder.HasOne<People.Person>().WithMany().HasForeignKey(row => row.PersonId).OnDelete(DeleteBehavior.Restrict);
        builder.Property(row => row.Text).HasMaxLength(8000);
        builder.Property(row => row.Card).HasMaxLength(64);
        builder.Property(row => row.Model).HasMaxLength(200_000);
        builder.Property(row => row.Language).HasMaxLength(8);
        builder.HasIndex(row => new { row.PersonId, row.At });
        builder.HasIndex(row => row.DeliveryId).IsUnique();
    }
}
