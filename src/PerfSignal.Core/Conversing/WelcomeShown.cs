using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;
using PerfSignal.Core.People;

namespace PerfSignal.Core.Conversing;

/// <summary>That a person was shown, on a platform, what is held about them and why.</summary>
public sealed class WelcomeShown
{
    public required Guid PersonId { get; init; }
    public required PlatformName Platform { get; init; }
    public required Instant At { get; init; }
}

internal sealed class WelcomeShownMap : IEntityTypeConfiguration<WelcomeShown>
{
    public void Configure(EntityTypeBuilder<WelcomeShown> builder)
    {
        builder.ToTable("WelcomesShown");
        builder.HasKey(row => new { row.PersonId, row.Platform });
        builder.HasOne<Person>().WithMany().HasForeignKey(row => row.PersonId).OnDelete(DeleteBehavior.Restrict);
    }
}
