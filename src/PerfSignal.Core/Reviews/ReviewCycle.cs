using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;
using PerfSignal.Core.People;

namespace PerfSignal.Core.Reviews;

public enum CycleState
{
    /// <summary>Being set up; nobody is asked for anything.</summary>
    Draft,
    Open,
    Closed,
}

/// <summary>A review cycle: a period, a population and steps with due dates.</summary>
public sealed class ReviewCycle
{
    public const int MaxName = 100;

    public required Guid Id { get; init; }
    public required string Name { get; set; }
    public required LocalDate From { get; set; }
    public required LocalDate To { get; set; }

    /// <summary>Who is reviewed: departments and role families as JSON lists; both empty mean everyone in the pilot who works here.</summary>
    public required string Departments { get; set; }
    public required string RoleFamilies { get; set; }
    public CycleState State { get; set; }

    /// <summary>Working days before the due date on which those still open are told, such as `7,2,0`; empty for none.</summary>
    public required string NudgeDaysBefore { get; set; }

    /// <summary>After the due date again every so many working days; 0 for never.</summary>
    public int NudgeEveryDays { get; set; }

    /// <summary>At most so many nudges for one step and person.</summary>
    public int MostNudges { get; set; }

    /// <summary>So many working days after the due date the manager of whoever is still open is told; null for never.</summary>
    public int? EscalateAfterDays { get; set; }

    /// <summary>And again every so many working days; 0 for once.</summary>
    public int EscalateEveryDays { get; set; }
    public required Guid CreatedBy { get; init; }
    public required Instant CreatedAt { get; init; }
    public Instant? OpenedAt { get; set; }
    public Instant? ClosedAt { get; set; }

    /// <summary>Changes with every act on the cycle or its steps, so that of two people who act at once one is told.</summary>
    public Guid Version { get; set; }

    public IReadOnlyList<string> Teams => Words(Departments);
    public IReadOnlyList<string> Families => Words(RoleFamilies);

    public IReadOnlyList<int> DaysBefore =>
        [
            .. NudgeDaysBefore
                .Split(',', StringSplitOptions.RemoveEmptyEntries)
                .Select(day => int.Parse(day, NumberStyles.None, CultureInfo.InvariantCulture)),
        ];

    public static string Write(IEnumerable<string> words) => JsonSerializer.Serialize(words.Distinct(StringComparer.Ordinal));

    private static List<string> Words(string json) => JsonSerializer.Deserialize<List<string>>(json) ?? [];
}

internal sealed class ReviewCycleMap : IEntityTypeConfiguration<ReviewCycle>
{
    public void Configure(EntityTypeBuilder<ReviewCycle> builder)
    {
        builder.ToTable("ReviewCycles");
        builder.HasOne<Person>().WithMany().HasForeignKey(row => row.CreatedBy).OnDelete(DeleteBehavior.Restrict);
        builder.Ignore(row => row.Teams);
        builder.Ignore(row => row.Families);
        builder.Ignore(row => row.DaysBefore);
        builder.Property(row => row.Name).HasMaxLength(ReviewCycle.MaxName);
        builder.Property(row => row.Departments).HasMaxLength(8000);
        builder.Property(row => row.RoleFamilies).HasMaxLength(8000);
        builder.Property(row => row.NudgeDaysBefore).HasMaxLength(64);
        builder.Property(row => row.Version).IsConcurrencyToken();
        builder.HasIndex(row => row.State);
    }
}
