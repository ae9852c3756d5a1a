namespace PerfSignal.Core.Briefs;

/// <summary>Questions about what the two promised each other.</summary>
internal static class CommitmentQuestions
{
    private const string Theirs = "their_commitments";
    private const string Mine = "manager_commitments";

    public static IReadOnlyList<Question> All { get; } =
    [
        new(
            "manager_overdue",
            Mine,
            98,
            evidence => QuestionSubject.Of(evidence.Commitments.FirstOrDefault(one => !one.OwnedByReport && one.Overdue))
        ),
        new(
            "commitments_overdue_several",
            Theirs,
            96,
            evidence => QuestionSubject.If(evidence.Commitments.Count(one => one.OwnedByReport && one.Overdue) >= 2)
        ),
        new(
            "commitment_overdue",
            Theirs,
            95,
            evidence => QuestionSubject.Of(evidence.Commitments.FirstOrDefault(one => one.OwnedByReport && one.Overdue))
        ),
        new(
            "commitments_many",
            Theirs,
            74,
            evidence => QuestionSubject.If(evidence.Commitments.Count(one => one.OwnedByReport && !one.Done) >= 5)
        ),
        new(
            "commitment_due_soon",
            Theirs,
            68,
            evidence => QuestionSubject.Of(evidence.Commitments.FirstOrDefault(one => DueSoon(one, evidence)))
        ),
        new(
            "manager_owes",
            Mine,
            64,
            evidence => QuestionSubject.Of(evidence.Commitments.FirstOrDefault(one => !one.OwnedByReport && !one.Overdue && !one.Done))
        ),
        new(
            "commitment_undated",
            Theirs,
            52,
            evidence => QuestionSubject.Of(evidence.Commitments.FirstOrDefault(one => one.OwnedByReport && !one.Done && one.DueOn is null))
        ),
        new(
            "commitment_kept",
            Theirs,
            48,
            evidence => QuestionSubject.Of(evidence.Commitments.FirstOrDefault(one => one.OwnedByReport && one.Done))
        ),
        new("commitments_none", Theirs, 26, evidence => QuestionSubject.If(evidence.Since is not null && evidence.Commitments.Count == 0)),
    ];

    private static bool DueSoon(EvidenceCommitment one, Evidence evidence) =>
        one.OwnedByReport && !one.Done && !one.Overdue && one.DueOn <= evidence.Today.PlusDays(7);
}
