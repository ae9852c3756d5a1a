using PerfSignal.Core.Signals;

namespace PerfSignal.Core.Briefs;

/// <summary>What a suggested question speaks of; the parts that it does not speak of are empty.</summary>
public sealed record QuestionSubject
{
    /// <summary>For a question that speaks of nothing in particular.</summary>
    public static readonly QuestionSubject Whole = new();
    public Figure? Figure { get; init; }
    public string Goal { get; init; } = "";
    public string Commitment { get; init; } = "";
    public string Source { get; init; } = "";
    public string Plan { get; init; } = "";

    public static QuestionSubject? Of(Figure? figure) => figure is null ? null : new() { Figure = figure };

    public static QuestionSubject? Of(EvidenceGoal? goal) => goal is null ? null : new() { Goal = goal.Title };

    public static QuestionSubject? Of(EvidenceCommitment? commitment) => commitment is null ? null : new() { Commitment = commitment.Text };

    public static QuestionSubject? Of(EvidencePlanItem? item) => item is null ? null : new() { Plan = item.Text };

    public static QuestionSubject? Of(Missing? missing) => missing is null ? null : new() { Source = missing.About };

    public static QuestionSubject? If(bool holds) => holds ? Whole : null;
}

/// <summary>One question of the written library; its words are the text `question_` + key.</summary>
/// <param name="Topic">At most one question of a topic stands in a brief.</param>
/// <param name="Priority">Higher goes first; no two questions share one within a topic.</param>
/// <param name="About">What the question would speak of, or null where the evidence gives no occasion for it.</param>
public sealed record Question(string Key, string Topic, int Priority, Func<Evidence, QuestionSubject?> About)
{
    public string TextKey => "question_" + Key;
}
