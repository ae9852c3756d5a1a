using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;
using PerfSignal.Core.Conversing;

namespace PerfSignal.Core.Delivery;

/// <summary>The bot's installation in a workspace of a platform that hands out a token for each.</summary>
public sealed class Installation
{
    public required PlatformName Platform { get; init; }

    /// <summary>The id of the workspace, or of the enterprise where it was installed for all of it.</summary>
    public required string Workspace { get; init; }
    public string? Name { get; set; }

    /// <summary>Whether it holds for every workspace of an enterprise.</summary>
    public bool WholeEnterprise { get; set; }

    /// <summary>The bot's own account there.</summary>
    public string? BotUserId { get; set; }

    /// <summary>Tokens, encrypted by Data Protection; null after they were revoked.</summary>
    public string? Secret { get; set; }

    /// <summary>When the token ends and has to be renewed; null for one that lasts.</summary>
    public Instant? TokenEndsAt { get; set; }
    public required Instant InstalledAt { get; set; }
    public Instant? RevokedAt { get; set; }

    /// <summary>Two nodes may renew a token at once; the one that comes second takes what the first got.</summary>
    public Guid Version { get; set; }
}

internal sealed class InstallationMap : IEntityTypeConfiguration<Installation>
{
    public void Configure(EntityTypeBuilder<Installation> builder)
    {
        builder.ToTable("Installations");
        builder.HasKey(row => new { row.Platform, row.Workspace });
        builder.Property(row => row.Workspace).HasMaxLength(64);
        builder.Property(row => row.Name).HasMaxLength(200);
        builder.Property(row => row.BotUserId).HasMaxLength(64);
        builder.Property(row => row.Secret).HasMaxLength(8000);
        builder.Property(row => row.Version).IsConcurrencyToken();
    }
}
