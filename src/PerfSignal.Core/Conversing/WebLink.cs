using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;
using PerfSignal.Core.People;

namespace PerfSignal.Core.Conversing;

/// <summary>A link into the web pages that a person asked for in chat: short-lived, for one use, kept as a digest only.</summary>
public sealed class WebLink
{
    /// <summary>256 bits: nobody guesses one in its minute.</summary>
    public const int SecretBytes = 32;

    public static Duration Lifetime { get; } = Duration.FromSeconds(60);

    public required Guid Id { get; init; }
    public required Guid PersonId { get; init; }

    /// <summary>SHA-256 of the secret in the link, as lower-case hexadecimal digits.</summary>
    public required string Digest { get; init; }

    /// <summary>The page it leads to, a path of ours.</summary>
    public required string Page { get; init; }
    public required Instant EndsAt { get; init; }
    public Instant? UsedAt { get; set; }

    public static string DigestOf(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}

internal sealed class WebLinkMap : IEntityTypeConfiguration<WebLink>
{
    public void Configure(EntityTypeBuilder<WebLink> builder)
    {
        builder.HasOne<Person>().WithMany().HasForeignKey(row => row.PersonId).OnDelete(DeleteBehavior.Restrict);
        builder.Property(row => row.Digest).HasMaxLength(64);
        builder.Property(row => row.Page).HasMaxLength(200);
        builder.HasIndex(row => row.Digest).IsUnique();
        builder.HasIndex(row => row.EndsAt);
    }
}
