using PerfSignal.Core.Drafting;
using PerfSignal.Tests.Briefs;

namespace PerfSignal.Tests.Drafting;

/// <summary>What a writer wrote, with people's names in it again.</summary>
public sealed class RestoredNamesTests
{
    [Theory]
    [InlineData("P2 kept it, P1's note says.", "Ana Sousa kept it, Maya Brandt's note says.")]
    [InlineData("P12 and P99 are nobody, XP1 is a word.", "P12 and P99 are nobody, XP1 is a word.")]
    public void Each_placeholder_is_who_it_stands_for_and_an_invented_one_is_nobody(string text, string restored) =>
        Pack("Ben closed the P1 incident").Restore(text, ["E1"]).ShouldBe(restored);

    [Theory]
    [InlineData("ben closed the P1 incident with ANA", "“P3 closed the P-1 incident with P2”")]
    [InlineData("P2 first", "„P-2 first“")]
    public void A_quotation_stands_as_it_was_written(string typed, string quoted)
    {
        var restored = quoted[0] + typed + quoted[^1];
        Pack(typed).Restore($"It says {quoted}.", ["E1"]).ShouldBe($"It says {restored}.");
    }

    /// <summary>The manager is P1, and so is the priority of the incident.</summary>
    [Theory]
    [InlineData("P2 closed the P-1 incident.", "Ana Sousa closed the P1 incident.")]
    [InlineData("P2 closed the P1 incident.", "Ana Sousa closed the P1 incident.")]
    [InlineData(
        "P1 wrote that P2 closed the P1-Incident and the P1 Vorfall.",
        "Maya Brandt wrote that Ana Sousa closed the P1-Incident and the P1 Vorfall."
    )]
    [InlineData("Of priority P1 it was, P1's note says.", "Of priority P1 it was, Maya Brandt's note says.")]
    [InlineData("P1 closed the P-2 incident.", "Maya Brandt closed the P-2 incident.")]
    public void A_priority_is_nobody(string text, string restored) =>
        Pack("ben closed the P1 incident with ANA").Restore(text, []).ShouldBe(restored);

    [Theory]
    [InlineData("migrate billing", "P1 incident", "Maya Brandt incident")]
    [InlineData("close ticket P-1 and the P1 case", "ticket P-1", "ticket P-1")]
    public void What_nobody_wrote_as_a_priority_is_none(string typed, string text, string restored) =>
        Pack(typed).Restore(text, []).ShouldBe(restored);

    [Fact]
    public void A_figure_named_after_a_priority_keeps_its_name()
    {
        var pack = Packs.Of(Sample.Calm with { Figures = [Sample.Figure("own.p1", "P1 incidents closed")] });
        pack.Restore(pack.Items[0].Words, []).ShouldContain("P1 incidents closed");
    }

    [Fact]
    public void What_is_not_cited_is_not_quoted() =>
        Pack("ben closed it with ANA")
            .Restore("It says “P3 closed it with P2”.", [])
            .ShouldBe("It says “Ben Okafor closed it with Ana Sousa”.");

    [Fact]
    public void What_leads_somewhere_or_shows_nothing_does_not_come_back()
    {
        Pack("mail zed@example.org").Restore("“mail [address]”", ["E1"]).ShouldBe("“mail [address]”");
        Pack("B\u200ben did").Restore("“P3 did”", ["E1"]).ShouldBe("“Ben did”");
    }

    [Theory]
    [InlineData("**Zed** <b>", "Zed b")]
    [InlineData("www.evil.example", "www. evil. example")]
    [InlineData("@here Zed", "here Zed")]
    public void A_name_marks_nothing_up_and_leads_nowhere(string name, string shown)
    {
        var (maya, zed) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        new NameMask([new(maya, "Maya Brandt", []), new(zed, name, [])], maya, zed).Names["P2"].ShouldBe(shown);
        new NameMask([new(zed, new string('z', 500), [])], maya, zed).Names["P2"].Length.ShouldBeLessThan(100);
    }

    [Fact]
    public void Another_name_or_other_words_behind_the_same_placeholders_are_other_evidence()
    {
        var pack = Pack("ben did");
        (pack with { Today = pack.Today.PlusDays(1) }).Hash.ShouldBe(pack.Hash);
        (pack with { Names = new Dictionary<string, string>(pack.Names) { ["P3"] = "Ben Adams" } }).Hash.ShouldNotBe(pack.Hash);
        Pack("BEN did").Hash.ShouldNotBe(pack.Hash);
    }

    private static DraftPack Pack(string text) => Packs.Of(Sample.Calm with { Commitments = [Sample.Commitment(text: text)] });
}
