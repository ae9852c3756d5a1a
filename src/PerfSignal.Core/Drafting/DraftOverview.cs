using NodaTime;

namespace PerfSignal.Core.Drafting;

/// <summary>How drafts were asked for and what became of them, in numbers; never what stands in one.</summary>
/// <param name="Months">The newest first.</param>
/// <param name="Refusals">Sentences that the guard refused, by reason, the most first.</param>
/// <param name="Fallbacks">Drafts for which the plain writer stepped in, by reason, the most first.</param>
/// <param name="Writers">Drafts by who wrote them and by the version of the instructions, of the months that say how many were asked for.</param>
/// <param name="Approvers">How often each approved without a change; empty for those who may not see it, and for fewer than a group.</param>
public sealed record DraftOverview(
    IReadOnlyList<DraftMonth> Months,
    IReadOnlyList<(string Reason, int Count)> Refusals,
    IReadOnlyList<(string Reason, int Count)> Fallbacks,
    IReadOnlyList<DraftWriters> Writers,
    IReadOnlyList<DraftApprover> Approvers
);

/// <summary>One month; a count of what people did is null where it would tell of fewer of them than a group.</summary>
/// <param name="Discarded">Also those that a newer one took the place of.</param>
/// <param name="Unchanged">Approved as they were written.</param>
/// <param name="Models">Times that a model was asked.</param>
/// <param name="Median">Milliseconds that half of the model's answers took at most; null where none was asked.</param>
/// <param name="Slow">Milliseconds that 95 of 100 took at most.</param>
public sealed record DraftMonth(
    YearMonth Month,
    int? Asked,
    int? Approved,
    int? Unchanged,
    int? Discarded,
    int Models,
    int Kept,
    int Refused,
    int Fallbacks,
    long TokensIn,
    long TokensOut,
    int? Median,
    int? Slow
);

/// <param name="Writer">The model, or `plain`.</param>
public sealed record DraftWriters(string Writer, string PromptVersion, int Drafts);

/// <summary>How often somebody approved a draft as it was written.</summary>
public sealed record DraftApprover(string Name, int Approved, int Unchanged)
{
    /// <summary>0 to 1.</summary>
    public decimal Share => Approved == 0 ? 0 : (decimal)Unchanged / Approved;
}
