using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace PerfSignal.Core.Conversing;

/// <summary>A sign-in that came back from the identity provider; its key is unique, so that it comes back once on all nodes together.</summary>
public sealed class SpentSignIn
{
    /// <summary>SHA-256 of the sign-in's `state`, as lower-case hexadecimal digits.</summary>
    public required string Digest { get; init; }

    /// <summary>From then on its cookie is refused for its age, and the row may go.</summary>
    public required Instant EndsAt { get; init; }
}

internal sealed class SpentSignInMap : IEntityTypeConfiguration<SpentSignIn>
{
    public void Configure(EntityTypeBuilder<SpentSignIn> builder)
    {
        builder.ToTable("SpentSignIns");
        builder.HasKey(row => row.Digest);
        builder.Property(row => row.Digest).HasMaxLength(64);
        builder.HasIndex(row => row.EndsAt);
    }
}
