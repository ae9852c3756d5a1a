using System.Linq.Expressions;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace PerfSignal.Core.People;

/// <summary>
/// A part of the organisation that is switched on from a day: role families, departments, or both at once. Where there is no wave at all, the pilot is
/// over or was never wanted, and everyone is in.
/// </summary>
public sealed class PilotWave
{
    public const int MaxName = 100;

    /// <summary>Characters of each list as it is stored, so that it fits into a field of a form on every platform.</summary>
    public const int MaxWords = 3000;

    public required Guid Id { get; init; }
    public required string Name { get; set; }

    /// <summary>JSON lists; an empty one sets no condition, and a wave with both empty takes everyone.</summary>
    public required string RoleFamilies { get; set; }
    public required string Departments { get; set; }
    public required LocalDate From { get; set; }

    /// <summary>The first day on which it no longer holds; null while it is open-ended.</summary>
    public LocalDate? Until { get; set; }
    public required Guid CreatedBy { get; init; }
    public required Instant CreatedAt { get; init; }
    public Guid Version { get; set; }

    public IReadOnlyList<string> Families => Words(RoleFamilies);

    /// <summary>The departments of <see cref="Departments"/>.</summary>
    public IReadOnlyList<string> Teams => Words(Departments);

    /// <summary>False for a wave that was taken back before it began.</summary>
    public bool IsEver => Until is null || Until > From;

    /// <summary>Whether it takes a person on the days on which it holds: of one of its families and of one of its departments.</summary>
    public bool Covers(Person person) => Covers(person.RoleFamily, person.Department);

    public bool Covers(string family, string department) =>
        (Families.Count == 0 || Families.Contains(family, StringComparer.Ordinal))
        && (Teams.Count == 0 || Teams.Contains(department, StringComparer.Ordinal));

    /// <summary>As <see cref="Covers(Person)"/>, for the database.</summary>
    public Expression<Func<Person, bool>> Condition
    {
        get
        {
            var (families, teams) = (Families.ToArray(), Teams.ToArray());
            return (families.Length, teams.Length) switch
            {
                (0, 0) => _ => true,
                (_, 0) => person => families.Contains(person.RoleFamily),
                (0, _) => person => teams.Contains(person.Department),
                _ => person => families.Contains(person.RoleFamily) && teams.Contains(person.Department),
            };
        }
    }

    public bool HoldsOn(LocalDate day) => From <= day && (Until is null || day < Until);

    public static string Write(IEnumerable<string> words) => JsonSerializer.Serialize(words.Distinct(StringComparer.Ordinal));

    private static List<string> Words(string json) => JsonSerializer.Deserialize<List<string>>(json) ?? [];
}

internal sealed class PilotWaveMap : IEntityTypeConfiguration<PilotWave>
{
    public void Configure(EntityTypeBuilder<PilotWave> builder)
    {
        builder.ToTable("PilotWaves");
        builder.HasOne<Person>().WithMany().HasForeignKey(row => row.CreatedBy).OnDelete(DeleteBehavior.Restrict);
        builder.Ignore(row => row.Families);
        builder.Ignore(row => row.Teams);
        builder.Ignore(row => row.IsEver);
        builder.Ignore(row => row.Condition);
        builder.Property(row => row.Name).HasMaxLength(PilotWave.MaxName);
        builder.Property(row => row.RoleFamilies).HasMaxLength(8000);
        builder.Property(row => row.Departments).HasMaxLength(8000);
        builder.Property(row => row.Version).IsConcurrencyToken();
    }
}
