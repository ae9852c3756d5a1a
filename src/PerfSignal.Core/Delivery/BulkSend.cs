using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace PerfSignal.Core.Delivery;

/// <summary>
/// Many messages of one cause, such as a broadcast: the outbox takes from all of them in turn, so that a small one never waits behind a big one, and
/// each can be held as a whole.
/// </summary>
public sealed class BulkSend
{
    public required Guid Id { get; init; }
    public required Instant StartedAt { get; init; }

    /// <summary>Nothing of it is claimed while it is paused or being cancelled.</summary>
    public bool Paused { get; set; }

    /// <summary>When the last row had its end and no more are to come; null while the outbox looks into it.</summary>
    public Instant? EndedAt { get; set; }
}

internal sealed class BulkSendMap : IEntityTypeConfiguration<BulkSend>
{
    public void Configure(EntityTypeBuilder<BulkSend> builder)
    {
        builder.ToTable("Sends");
        builder.HasIndex(send => send.EndedAt);
    }
}
