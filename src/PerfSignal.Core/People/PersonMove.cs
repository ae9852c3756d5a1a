using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;
using PerfSignal.Core.Governance;

namespace PerfSignal.Core.People;

/// <summary>An internal move: what a person's place was until a day, and what it has been since.</summary>
public sealed class PersonMove : IAbout<PersonMove>
{
    public required Guid Id { get; init; }
    public required Guid PersonId { get; init; }

    /// <summary>First day in the new place, in the organisation's zone.</summary>
    public required LocalDate On { get; init; }
    public required string FromDepartment { get; init; }
    public required string ToDepartment { get; init; }
    public required string FromRoleFamily { get; init; }
    public required string ToRoleFamily { get; init; }
    public required Level FromLevel { get; init; }
    public required Level ToLevel { get; init; }
    public required Instant RecordedAt { get; init; }

    public static DataClass Class => DataClass.Figures;

    public static Expression<Func<PersonMove, bool>> About(Guid subject) => row => row.PersonId == subject;

    public static Expression<Func<PersonMove, bool>> InvolvedIn(Guid viewer) => row => row.PersonId == viewer;

    public static Expression<Func<PersonMove, bool>> During(Instant from, Instant until) =>
        row => row.RecordedAt >= from && row.RecordedAt < until;
}

internal sealed class PersonMoveMap : IEntityTypeConfiguration<PersonMove>
{
    public void Configure(EntityTypeBuilder<PersonMove> builder)
    {
        builder.HasOne<Person>().WithMany().HasForeignKey(move => move.PersonId).OnDelete(DeleteBehavior.Restrict);
        builder.Property(move => move.FromRoleFamily).HasMaxLength(64);
        builder.Property(move => move.ToRoleFamily).HasMaxLength(64);
        builder.HasIndex(move => new { move.PersonId, move.On });
    }
}
