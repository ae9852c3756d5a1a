using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace PerfSignal.Core.Data;

/// <summary>One key that protects cookies and stored tokens, as XML; shared by every node of the installation.</summary>
public sealed class DataProtectionKeyRow
{
    public required Guid Id { get; init; }
    public required string FriendlyName { get; init; }

    /// <summary>Encrypted where a key file is configured.</summary>
    public required string Xml { get; init; }
    public required Instant StoredAt { get; init; }
}

internal sealed class DataProtectionKeyRowMap : IEntityTypeConfiguration<DataProtectionKeyRow>
{
    public void Configure(EntityTypeBuilder<DataProtectionKeyRow> builder)
    {
        builder.ToTable("DataProtectionKeys");
        builder.Property(row => row.Xml).HasMaxLength(8000);
    }
}
