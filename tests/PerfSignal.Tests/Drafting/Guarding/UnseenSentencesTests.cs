using PerfSignal.Core.Drafting.Guarding;

namespace PerfSignal.Tests.Drafting.Guarding;

public sealed class UnseenSentencesTests
{
    /// <summary>What these say wrong lies in the meaning of a word: praise and blame in new words, the opposite verb, a translation of something else.</summary>
    private static readonly string[] BeyondRules =
    [
        "P3 schrieb, das Runbook sei zu spät gekommen.",
        "Mit 34 Punkten bleibt P2 hinter den Möglichkeiten.",
        "Für 512.400 USD Umsatz steht P2 etwas zu.",
        "Das Runbook hat zwei Stunden gekostet, schrieb P3.",
        "With 96.5 % release success a top-up is in order.",
        "P3 hatte am Runbook etwas auszusetzen.",
        "P2 hat bei den Releases geglänzt.",
    ];

    [Fact]
    public void Lets_no_lie_past_but_those_that_no_rule_understands() =>
        UnseenSentences
            .Lies.Where(one => Guard.Whole.WhyNot(GuardSample.In(one.Language), GuardCases.Sentence(one.Text, one.Ids)) is null)
            .Select(one => one.Text)
            .ShouldBe(BeyondRules);

    [Fact]
    public void Drops_at_most_three_in_a_hundred_ordinary_sentences()
    {
        var dropped = UnseenSentences
            .Ordinary.Select(one =>
                (one.Text, Rule: Guard.Whole.WhyNot(GuardSample.In(one.Language), GuardCases.Sentence(one.Text, one.Ids)))
            )
            .Where(one => one.Rule is not null)
            .ToList();

        UnseenSentences.Ordinary.Count.ShouldBeGreaterThan(130);
        (dropped.Count * 100).ShouldBeLessThanOrEqualTo(UnseenSentences.Ordinary.Count * 3, string.Join('\n', dropped));
    }
}
