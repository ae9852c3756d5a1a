using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.People;

namespace PerfSignal.Core.Delivery;

/// <summary>A person whom a platform no longer lets us write to; deleted when they are heard from there.</summary>
public sealed class Unreachable
{
    public required Guid PersonId { get; init; }
    public required PlatformName Platform { get; init; }
    public required Instant Since { get; init; }
}

internal sealed class UnreachableMap : IEntityTypeConfiguration<Unreachable>
{
    public void Configure(EntityTypeBuilder<Unreachable> builder)
    {
        builder.ToTable("Unreachable");
        builder.HasKey(row => new { row.PersonId, row.Platform });
        builder.HasOne<Person>().WithMany().HasForeignKey(row => row.PersonId).OnDelete(DeleteBehavior.Cascade);
    }
}
