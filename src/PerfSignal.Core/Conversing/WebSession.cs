using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;
using PerfSignal.Core.People;

namespace PerfSignal.Core.Conversing;

/// <summary>A session on the web while it lasts: signing out deletes it, so that a copied cookie opens nothing afterwards.</summary>
public sealed class WebSession
{
    public required Guid Id { get; init; }
    public required Guid PersonId { get; init; }
    public required Instant EndsAt { get; init; }
}

internal sealed class WebSessionMap : IEntityTypeConfiguration<WebSession>
{
    public void Configure(EntityTypeBuilder<WebSession> builder)
    {
        builder.HasOne<Person>().WithMany().HasForeignKey(row => row.PersonId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(row => row.EndsAt);
        builder.HasIndex(row => row.PersonId);
    }
}
