using NodaTime;
using PerfSignal.Core.Signals;

namespace PerfSignal.Core.Briefs;

/// <summary>Everything a brief rests on, language-free; frozen as JSON, printed by `brief --format json`.</summary>
public sealed record Evidence
{
    public required EvidencePerson Manager { get; init; }
    public required EvidencePerson Report { get; init; }

    /// <summary>When the 1:1 starts, as known when this was frozen.</summary>
    public required Instant MeetingStart { get; init; }
    public required Instant FrozenAt { get; init; }

    /// <summary>The last brief of this pair, or null for the first: the period of feedback starts there.</summary>
    public Instant? Since { get; init; }
    public IReadOnlyList<EvidenceCommitment> Commitments { get; init; } = [];
    public IReadOnlyList<Figure> Figures { get; init; } = [];
    public IReadOnlyList<EvidenceGoal> Goals { get; init; } = [];
    public IReadOnlyList<EvidenceFeedback> Feedback { get; init; } = [];

    /// <summary>The employee's notes that stand beside no single figure.</summary>
    public IReadOnlyList<EvidenceNote> ContextNotes { get; init; } = [];

    /// <summary>What may be missing, each a word of the texts (`missing_…`) with what it is about.</summary>
    public IReadOnlyList<Missing> Missing { get; init; } = [];
    public Recency? Recency { get; init; }

    /// <summary>Keys of the suggested questions, in order.</summary>
    public IReadOnlyList<string> Questions { get; init; } = [];
}

public sealed record EvidencePerson(Guid Id, string Name, string RoleFamily);

public sealed record EvidenceCommitment(Guid Id, string Owner, bool OwnedByReport, string Text, LocalDate? DueOn, bool Overdue, bool Done);

public sealed record EvidenceGoal(Guid Id, string Key, string Title, decimal Progress, LocalDate? DueOn, decimal? ProgressBefore);

public sealed record EvidenceFeedback(Guid Id, string Author, bool Praise, string Text, Instant At, bool Contested);

public sealed record EvidenceNote(string Text, Instant At);

/// <param name="Reason">`stale_source`, `never_read`, `small_sample`, `leave`, `quarantined`, …</param>
/// <param name="About">The source or metric key.</param>
public sealed record Missing(string Reason, string About, Instant? Since = null);

/// <summary>How the evidence items spread over the thirds of the period; the last third over 60 % is said.</summary>
/// <param name="First">Items in the oldest third.</param>
/// <param name="QuietMonths">Months (first day) of the period with few items, to be brought up when the last third dominates.</param>
public sealed record Recency(int First, int Second, int Last, LocalDate From, LocalDate To, IReadOnlyList<LocalDate> QuietMonths)
{
    public int Total => First + Second + Last;

    /// <summary>0 to 1.</summary>
    public decimal LastShare => Total == 0 ? 0 : (decimal)Last / Total;
}
