using PerfSignal.Core.Conversing;

namespace PerfSignal.Tests.Conversing;

public sealed class SpellingTests
{
    [Theory]
    [InlineData("goals", "goals", 0)]
    [InlineData("goal", "goals", 1)]
    [InlineData("gaols", "goals", 1)]
    [InlineData("kitten", "sitting", 3)]
    [InlineData("", "abc", 3)]
    public void Counts_edits(string a, string b, int edits) => Spelling.Distance(a, b).ShouldBe(edits);

    [Theory]
    [InlineData("GOLAS", "goals")]
    [InlineData("x", null)]
    [InlineData("ok", null)]
    public void Suggests_only_what_is_near(string typed, string? meant) =>
        Spelling.Nearest(typed, ["goals", "help", "mydata"]).ShouldBe(meant);

    [Fact]
    public void Does_not_compare_text_that_is_too_long_for_a_command() =>
        Spelling.Nearest(new string('g', 100_000), ["goals"]).ShouldBeNull();
}
