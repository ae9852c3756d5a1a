using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace PerfSignal.Core.Delivery;

/// <summary>
/// Many messages of one cause, such as a broadcast: the outbox takes from all of them in turn, so that a small one never waits behind a big one, and
/// each can be held as a whole. <see cref="Sends"/> changes it, <see cref="SendWork"/> does what it asks for.
/// </summary>
public sealed class BulkSend
{
    public required Guid Id { get; init; }
    public required Instant StartedAt { get; init; }

    /// <summary>The send whose messages this one takes back; its rows are made by the outbox.</summary>
    public Guid? Retracts { get; init; }

    /// <summary>Nothing of it is claimed while it is paused; what is on its way goes on.</summary>
    public bool Paused { get; set; }

    /// <summary>From when on no more rows come.</summary>
    public Instant? ClosedAt { get; set; }

    /// <summary>From when on nothing of it leaves any more.</summary>
    public Instant? CancelledAt { get; set; }

    /// <summary>What failed before then is to wait again; null when that is done.</summary>
    public Instant? RetryFailedBefore { get; set; }

    /// <summary>How long what waits again is worth sending.</summary>
    public Instant? RetryUntil { get; set; }

    /// <summary>When the last row had its end and no more are to come; null while the outbox looks into it.</summary>
    public Instant? EndedAt { get; set; }
}

internal sealed class BulkSendMap : IEntityTypeConfiguration<BulkSend>
{
    public void Configure(EntityTypeBuilder<BulkSend> builder)
    {
        builder.ToTable("Sends");
        builder.HasIndex(send => send.EndedAt);
        builder.HasIndex(send => send.Retracts);
    }
}
