using PerfSignal.Core.Drafting;
using PerfSignal.Core.Drafting.Guarding;

namespace PerfSignal.Tests.Drafting.Guarding;

/// <summary>A rule is needed where a lie of its own reaches the manager without it: all the others together do not stop that one.</summary>
public sealed class NeededRulesTests
{
    public static TheoryData<string> Rules() => [.. GuardRules.All.Select(rule => rule.Name)];

    /// <summary>The lists of both languages are disabled one by one, since the German drafts are held against both.</summary>
    public static TheoryData<string, string> Lists()
    {
        var data = new TheoryData<string, string>();
        foreach (var category in RefusedWords.Categories)
        {
            data.Add(category, "en");
            data.Add(category, "de");
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void Lets_a_lie_through_once_the_rule_is_gone(string rule) =>
        Slipped(rule, GuardRules.All).ShouldNotBeEmpty($"GuardCases has no case that only {rule} refuses");

    [Theory]
    [MemberData(nameof(Lists))]
    public void Lets_a_lie_through_once_the_words_of_a_language_are_gone(string category, string language) =>
        Slipped(category, GuardRules.All)
            .Count(one => one.Language == language)
            .ShouldBePositive($"GuardCases has no {language} case that only {category} refuses");

    [Fact]
    public void Tells_a_rule_that_nothing_needs()
    {
        Slipped("new", [.. GuardRules.All, new New(_ => false)]).ShouldBeEmpty();
        Slipped("new", [.. GuardRules.All, new New(_ => true)]).ShouldBeEmpty();
    }

    /// <summary>The cases of a rule that the whole guard refuses and the guard without it does not.</summary>
    private static List<(string Language, string Text)> Slipped(string name, IReadOnlyList<IGuardRule> rules)
    {
        var whole = new Guard(rules);
        var without = new Guard([.. rules.Where(rule => rule.Name != name)]);
        return
        [
            .. GuardCases
                .Drafts.Where(one => one.Rule == name)
                .Where(one =>
                    whole.Check(GuardSample.In(one.Language), one.Sentences).Refused.Count > 0
                    && without.Check(GuardSample.In(one.Language), one.Sentences).Refused.Count == 0
                )
                .Select(one => (one.Language, one.Sentences[^1].Text)),
        ];
    }

    private sealed class New(Predicate<Statement> refuses) : IGuardRule
    {
        public string Name => "new";

        public bool Refuses(Statement statement) => refuses(statement);
    }
}
