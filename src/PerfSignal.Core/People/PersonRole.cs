using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PerfSignal.Core.People;

public enum RoleKind
{
    Hr,
    WorksCouncil,
    Executive,
    Admin,
}

/// <summary>A role beside the reporting line; HR may be limited to one department, its population.</summary>
public sealed class PersonRole
{
    public required Guid Id { get; init; }
    public required Guid PersonId { get; init; }
    public required RoleKind Kind { get; init; }

    /// <summary>The department of an `hr:DEPARTMENT` role; null means everyone.</summary>
    public string? Department { get; init; }
}

internal sealed class PersonRoleMap : IEntityTypeConfiguration<PersonRole>
{
    public void Configure(EntityTypeBuilder<PersonRole> builder)
    {
        builder.HasOne<Person>().WithMany().HasForeignKey(role => role.PersonId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(role => role.PersonId);
    }
}
