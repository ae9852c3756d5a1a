namespace PerfSignal.Core.Drafting.Guarding;

/// <summary>A sentence that was dropped and the rule that refused it first.</summary>
public sealed record Refusal(DraftSentence Sentence, string Rule);

/// <summary>What is left of a draft.</summary>
public sealed record GuardResult(IReadOnlyList<DraftSentence> Kept, IReadOnlyList<Refusal> Refused)
{
    /// <summary>
    /// More than a third was refused, or nothing is left: a writer that is wrong so often is not to be trusted with the rest either.
    /// </summary>
    public bool TooMuch => Kept.Count == 0 || Refused.Count * 3 > Kept.Count + Refused.Count;
}

/// <summary>Reads a draft sentence by sentence, knowing nothing but the request, and drops what may not reach the manager.</summary>
public sealed class Guard
{
    private readonly IReadOnlyList<IGuardRule> rules;

    /// <summary>Not public: nothing but a test may have a guard of fewer rules.</summary>
    internal Guard(IReadOnlyList<IGuardRule> rules) => this.rules = rules;

    /// <summary>With every rule.</summary>
    public static Guard Whole { get; } = new(GuardRules.All);

    public GuardResult Check(DraftRequest request, IReadOnlyList<DraftSentence> sentences)
    {
        List<DraftSentence> kept = [];
        List<Refusal> refused = [];
        foreach (var sentence in sentences)
        {
            if (WhyNot(request, sentence, kept) is { } rule)
            {
                refused.Add(new Refusal(sentence, rule));
            }
            else
            {
                kept.Add(sentence);
            }
        }

        return new GuardResult(kept, refused);
    }

    /// <summary>The first rule that refuses the sentence; null where none does.</summary>
    public string? WhyNot(DraftRequest request, DraftSentence sentence, IReadOnlyList<DraftSentence>? before = null)
    {
        var statement = new Statement(request, sentence, before ?? []);
        return rules.FirstOrDefault(rule => rule.Refuses(statement))?.Name;
    }
}
