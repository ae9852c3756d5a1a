using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace PerfSignal.Core.People;

/// <summary>Somebody stands in for a manager, towards all of the manager's reports, until a day that is fixed from the start.</summary>
public sealed class Delegation
{
    public required Guid Id { get; init; }
    public required Guid ManagerId { get; init; }
    public required Guid DelegateId { get; init; }

    /// <summary>First day.</summary>
    public required LocalDate From { get; init; }

    /// <summary>First day on which it no longer holds.</summary>
    public required LocalDate Until { get; set; }
}

internal sealed class DelegationMap : IEntityTypeConfiguration<Delegation>
{
    public void Configure(EntityTypeBuilder<Delegation> builder)
    {
        builder.HasOne<Person>().WithMany().HasForeignKey(row => row.ManagerId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Person>().WithMany().HasForeignKey(row => row.DelegateId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(row => row.DelegateId);
        builder.HasIndex(row => row.ManagerId);
    }
}
