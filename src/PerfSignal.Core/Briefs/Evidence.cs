using NodaTime;
using PerfSignal.Core.Signals;

namespace PerfSignal.Core.Briefs;

/// <summary>Everything a brief rests on, language-free; frozen as JSON, printed by `brief --format json`.</summary>
public sealed record Evidence
{
    public required EvidencePerson Manager { get; init; }
    public required EvidencePerson Report { get; init; }

    /// <summary>When the 1:1 starts, as known when this was frozen; null where none is planned.</summary>
    public Instant? MeetingStart { get; init; }
    public required Instant FrozenAt { get; init; }

    /// <summary>The brief before this one of this pair, or null for the first: the period of feedback starts there.</summary>
    public Instant? Since { get; init; }

    /// <summary>The first day on which this manager was the report's manager, this time.</summary>
    public LocalDate? PairSince { get; init; }
    public IReadOnlyList<EvidenceCommitment> Commitments { get; init; } = [];
    public IReadOnlyList<Figure> Figures { get; init; } = [];
    public IReadOnlyList<EvidenceGoal> Goals { get; init; } = [];
    public IReadOnlyList<EvidenceFeedback> Feedback { get; init; } = [];

    /// <summary>What is open on the report's development plan; empty in evidence that was frozen before there were plans.</summary>
    public IReadOnlyList<EvidencePlanItem> Plan { get; init; } = [];

    /// <summary>The manager's last shared feedback or praise for the report, ever.</summary>
    public Instant? LastFeedbackAt { get; init; }

    /// <summary>The employee's notes that stand beside no single figure.</summary>
    public IReadOnlyList<EvidenceNote> ContextNotes { get; init; } = [];

    /// <summary>What may be missing, each a word of the texts (`missing_…`) with what it is about.</summary>
    public IReadOnlyList<Missing> Missing { get; init; } = [];
    public Recency? Recency { get; init; }

    /// <summary>Keys of the suggested questions, in order.</summary>
    public IReadOnlyList<string> Questions { get; init; } = [];

    /// <summary>The report's local day when this was frozen.</summary>
    public LocalDate Today => FrozenAt.InZone(Schedules.Zones.Of(Report.TimeZone)).Date;
}

/// <param name="TimeZone">IANA id.</param>
/// <param name="HiredOn">First day of work.</param>
public sealed record EvidencePerson(Guid Id, string Name, string RoleFamily, string TimeZone, LocalDate HiredOn);

/// <param name="Done">Closed as kept since the brief before; otherwise it is open.</param>
/// <param name="CarriedSince">The start of the 1:1 since which it is carried over; null where no later one left it open.</param>
public sealed record EvidenceCommitment(
    Guid Id,
    string Owner,
    bool OwnedByReport,
    string Text,
    LocalDate? DueOn,
    bool Overdue,
    bool Done,
    Instant? CarriedSince = null
);

/// <param name="Progress">0 to 100.</param>
/// <param name="StartedOn">The report's local day on which the goal was written down.</param>
/// <param name="AtRisk">Its owner said so; evidence that was frozen before this was kept says false.</param>
/// <param name="ProgressBefore">Progress at the brief before; null where nothing was reported since.</param>
public sealed record EvidenceGoal(
    Guid Id,
    string Key,
    string Title,
    decimal Progress,
    LocalDate StartedOn,
    LocalDate? DueOn,
    decimal? ProgressBefore,
    bool AtRisk = false
);

public sealed record EvidenceFeedback(Guid Id, string Author, bool ByManager, bool Praise, string Text, Instant At, bool Contested);

/// <param name="Overdue">Past its due date on the report's day.</param>
/// <param name="ToReview">Its day of review has come by the day of the 1:1.</param>
public sealed record EvidencePlanItem(Guid Id, string Text, LocalDate? DueOn, LocalDate? ReviewOn, bool Overdue, bool ToReview);

public sealed record EvidenceNote(string Text, Instant At);

/// <param name="Reason">`stale_source`, `never_read`, `small_sample` or `quarantined`.</param>
/// <param name="About">The source for the first two, otherwise the metric's key.</param>
/// <param name="Since">When the source was last read.</param>
public sealed record Missing(string Reason, string About, Instant? Since = null);

/// <summary>How the evidence items spread over the thirds of the period; the last third over 60 % is said.</summary>
/// <param name="First">Items in the oldest third.</param>
/// <param name="QuietMonths">Months (first day) of the period with few items, to be brought up when the last third dominates.</param>
public sealed record Recency(int First, int Second, int Last, LocalDate From, LocalDate To, IReadOnlyList<LocalDate> QuietMonths)
{
    /// <summary>Fewer items than this say nothing about their spread.</summary>
    public const int Enough = 5;

    public int Total => First + Second + Last;

    /// <summary>0 to 1.</summary>
    public decimal LastShare => Total == 0 ? 0 : (decimal)Last / Total;

    /// <summary>Recent weeks outweigh the rest of the period.</summary>
    public bool Skewed => Total >= Enough && LastShare > 0.6m;
}
