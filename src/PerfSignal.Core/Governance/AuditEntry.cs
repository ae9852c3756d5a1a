using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace PerfSignal.Core.Governance;

/// <summary>One line of the audit log: who did what about whom, never what anyone wrote.</summary>
public sealed class AuditEntry
{
    public required Guid Id { get; init; }
    public required Instant At { get; init; }

    /// <summary>Random alias of the person who acted; null for the service itself.</summary>
    public Guid? ActorAlias { get; init; }

    /// <summary>Random alias of the person it is about; null where it is about nobody.</summary>
    public Guid? SubjectAlias { get; init; }

    /// <summary>`read`, `refused`, `changed`, `sent`, `imported`, `signed_in`, …</summary>
    public required string Act { get; init; }

    /// <summary>Data class, verb or metric the act concerned.</summary>
    public required string What { get; init; }
    public string? Purpose { get; init; }
}

/// <summary>The only link between a person and their alias in the audit log; erasure deletes it.</summary>
public sealed class PersonAlias
{
    public required Guid PersonId { get; init; }
    public required Guid Alias { get; init; }
}

internal sealed class AuditEntryMap : IEntityTypeConfiguration<AuditEntry>
{
    public void Configure(EntityTypeBuilder<AuditEntry> builder)
    {
        builder.Property(entry => entry.Act).HasMaxLength(32);
        builder.Property(entry => entry.What).HasMaxLength(120);
        builder.Property(entry => entry.Purpose).HasMaxLength(120);
        builder.HasIndex(entry => entry.SubjectAlias);
        builder.HasIndex(entry => entry.ActorAlias);
    }
}

internal sealed class PersonAliasMap : IEntityTypeConfiguration<PersonAlias>
{
    public void Configure(EntityTypeBuilder<PersonAlias> builder)
    {
        builder.HasKey(alias => alias.PersonId);
        builder.Property(alias => alias.PersonId).ValueGeneratedNever();
        builder.HasIndex(alias => alias.Alias).IsUnique();
    }
}
