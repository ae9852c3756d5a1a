using NodaTime;
using PerfSignal.Core.People;

namespace PerfSignal.Tests.People;

/// <summary>Waves of tests.</summary>
internal static class Waves
{
    public static PilotWave Of(
        Guid by,
        string families = "",
        string departments = "",
        LocalDate? from = null,
        LocalDate? until = null,
        string name = "Wave",
        Instant? at = null
    ) =>
        new()
        {
            Id = Guid.CreateVersion7(),
            Name = name,
            RoleFamilies = PilotWave.Write(families.Split(',', StringSplitOptions.RemoveEmptyEntries)),
            Departments = PilotWave.Write(departments.Split(',', StringSplitOptions.RemoveEmptyEntries)),
            From = from ?? new LocalDate(2026, 1, 1),
            Until = until,
            CreatedBy = by,
            CreatedAt = at ?? Instant.FromUtc(2026, 1, 1, 0, 0),
            Version = Guid.NewGuid(),
        };
}
