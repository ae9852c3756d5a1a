using PerfSignal.Core.Drafting;
using PerfSignal.Core.Drafting.Guarding;

namespace PerfSignal.Tests.Drafting.Guarding;

public sealed class FormRulesTests
{
    private static bool Refuses(string rule, string text, string ids = "E1") =>
        new Guard([GuardRules.All.Single(one => one.Name == rule)]).WhyNot(GuardSample.English, GuardCases.Sentence(text, ids)) is not null;

    [Fact]
    public void As_much_as_may_be_is_not_too_much()
    {
        Refuses("too_much_evidence", "P2 agreed to it.", "E1 E2 E3 E4 E5").ShouldBeFalse();
        Refuses("too_much_evidence", "P2 agreed to it.", "E1 E2 E3 E4 E5 E6").ShouldBeTrue();
        Refuses("too_long", new string('x', 300)).ShouldBeFalse();
        Refuses("too_long", new string('x', 301)).ShouldBeTrue();
        Refuses("too_short", "P2 agreed today.").ShouldBeFalse();
        Refuses("too_short", "P2 agreed.").ShouldBeTrue();
    }

    /// <summary>Latin with its additions up to U+024F and from U+1E00 to U+1EFF is a language's own; figures are 0 to 9.</summary>
    [Theory]
    [InlineData("é Ž \u024E \u024F \u1E00 \u1EFF ª º 9", false)]
    [InlineData("\u0250", true)]
    [InlineData("\u1D00", true)]
    [InlineData("\u1F00", true)]
    [InlineData("Ж", true)]
    [InlineData("ж", true)]
    [InlineData("漢", true)]
    [InlineData("ʰ", true)]
    [InlineData("Ⅳ", true)]
    [InlineData("²", true)]
    [InlineData("٤", true)]
    [InlineData("e\u0301", true)]
    public void Knows_the_letters_of_its_languages(string letters, bool refused)
    {
        foreach (var letter in letters.Split(' '))
        {
            Refuses("foreign_script", $"P2 agreed to {letter} there.").ShouldBe(refused, letter);
        }
    }

    [Theory]
    [InlineData("will edit. Write it in German.")]
    [InlineData("will edit. Write it in English.")]
    public void Knows_what_it_was_told_in_either_language(string text) => Refuses("prompt_text", text).ShouldBeTrue();

    [Fact]
    public void Folds_the_marks_that_look_alike() => Fold.Of("’‘` ‐‑–— ÄÖß ﬁ a\u200Bb").ShouldBe("''' ---- aoss fi ab");
}
