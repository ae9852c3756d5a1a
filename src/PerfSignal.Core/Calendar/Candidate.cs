using NodaTime;
using PerfSignal.Core.People;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Core.Calendar;

/// <summary>What planning needs of a person.</summary>
public sealed record Planned(Guid Id, LocalDate HireDate, LocalDate? LastDay, BriefSettings Settings, bool InPilot = true)
{
    public LocalDate DayOf(Instant instant) => instant.InZone(Settings.Zone).Date;

    public bool WorksAt(Instant instant) => DayOf(instant) is var day && HireDate <= day && (LastDay is null || day <= LastDay);
}

/// <summary>Everything that bears on the 1:1s of one report.</summary>
/// <param name="Lines">The report's reporting lines of all times.</param>
/// <param name="Meetings">Rows of which the report is one of the two.</param>
/// <param name="Known">The report's occurrences so far, by manager and key.</param>
/// <param name="People">The report and everyone that a line, a meeting or a cadence names.</param>
public sealed record ReportDiary(
    Planned Report,
    IReadOnlyList<ReportingLine> Lines,
    IReadOnlyList<Meeting> Meetings,
    IReadOnlyList<Cadence> Cadences,
    IReadOnlyDictionary<(Guid ManagerId, string Key), Occurrence> Known,
    IReadOnlyDictionary<Guid, Planned> People
)
{
    /// <summary>Whether the person is the report's manager on the local day of the instant in the manager's zone.</summary>
    public bool Manages(Planned person, Instant at) => Lines.Any(line => line.ManagerId == person.Id && line.HoldsOn(person.DayOf(at)));
}

/// <summary>A 1:1 as diary and directory show it now; <see cref="Drop"/> says why there is no brief for it.</summary>
/// <param name="OriginalStart">Where it stood before it was moved; equals Start for one that was not.</param>
public sealed record Candidate(Planned Manager, string Key, Instant Start, Instant End, Instant OriginalStart, string? Drop = null)
{
    /// <summary>An event without duration still takes its minute.</summary>
    public bool Overlaps(Candidate other) => Start < Later(other.Start, other.End) && other.Start < Later(Start, End);

    private static Instant Later(Instant start, Instant end) => Instant.Max(end, start + Duration.FromMinutes(1));
}
