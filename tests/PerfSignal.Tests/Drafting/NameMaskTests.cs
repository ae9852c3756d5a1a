using PerfSignal.Core.Drafting;

namespace PerfSignal.Tests.Drafting;

public sealed class NameMaskTests
{
    private static readonly Guid Maya = Guid.CreateVersion7();
    private static readonly Guid Ana = Guid.CreateVersion7();

    private static readonly KnownPerson[] People =
    [
        new(Maya, "Maya Brandt", ["maya.brandt@example.com", "U02MAYA0001"]),
        new(Ana, "Ana Sousa", ["ana@example.com", "U02ANAS0001", "5d0f4c6e-1111-4222-8333-444455556666"]),
        new(Guid.CreateVersion7(), "Jürgen Müller", ["jm@example.com"]),
        new(Guid.CreateVersion7(), "Jan van der Berg", []),
        new(Guid.CreateVersion7(), "Anna-Lena Weiß", []),
        new(Guid.CreateVersion7(), "Will Hope", []),
        new(Guid.CreateVersion7(), "Li Bo", []),
        new(Guid.CreateVersion7(), "Tom Okafor", []),
        new(Guid.CreateVersion7(), "Tom Sørensen", []),
    ];

    [Theory]
    [InlineData("Ana Sousa wrote it", "P2 wrote it")]
    [InlineData("ana wrote it", "P2 wrote it")]
    [InlineData("ANA SOUSA wrote it", "P2 wrote it")]
    [InlineData("Áná Sóusa wrote it", "P2 wrote it")]
    [InlineData("ask Sousa", "ask P2")]
    [InlineData("Ana's runbook", "P2's runbook")]
    [InlineData("Anas Runbook", "P2s Runbook")]
    [InlineData("Sousas Runbook", "P2s Runbook")]
    [InlineData("@ana.sousa and @AnaSousa", "@P2 and @P2")]
    [InlineData("ana_sousa", "P2")]
    [InlineData("A\u200Bna wrote", "P2 wrote")]
    [InlineData("maya.brandt@example.com", "P1")]
    [InlineData("write to somebody@elsewhere.example", "write to [address]")]
    [InlineData("<@U02ANAS0001> helped", "P2 helped")]
    [InlineData("<@U0999999999|zed> helped", "[id] helped")]
    [InlineData("5d0f4c6e-1111-4222-8333-444455556666", "P2")]
    [InlineData("call +49 30 1234567 or 0170 1234567", "call [id] or [id]")]
    [InlineData("see https://wiki.example.com/people/ana", "see [link]")]
    [InlineData("Juergen Mueller", "P3")]
    [InlineData("Jurgen Müllers Plan", "P3s Plan")]
    [InlineData("Jan van der Berg", "P3")]
    [InlineData("anna-lena weiss", "P3")]
    [InlineData("Will will do it", "P3 will do it")]
    [InlineData("Li helped, an Li", "P3 helped, an P3")]
    [InlineData("Tom did, Tom Okafor too", "P3 did, P4 too")]
    [InlineData("P7 and Ana", "P-7 and P2")]
    [InlineData("no name on 2026-11-24 at 14:30, 1500 points, was this his", "no name on 2026-11-24 at 14:30, 1500 points, was this his")]
    public void Puts_a_placeholder_in_the_place_of_a_person_in_any_spelling(string text, string masked) =>
        Mask().Mask(text).ShouldBe(masked);

    [Fact]
    public void Gives_the_same_person_the_same_placeholder_and_knows_the_name()
    {
        var mask = Mask();
        mask.Mask("Müller asked; Jürgen Mueller did, JÜRGEN too").ShouldBe("P3 asked; P3 did, P3 too");
        mask.Names["P3"].ShouldBe("Jürgen Müller");
        mask.Names["P1"].ShouldBe("Maya Brandt");
    }

    [Fact]
    public void Lets_no_part_of_any_name_through_wherever_it_stands()
    {
        var words = new[] { "{0}", "({0})", "{0}'s", "{0}:", "re-{0}", "{0}/x", "„{0}“", "a.{0}.b" };
        foreach (
            var part in new[]
            {
                "Maya",
                "Brandt",
                "Sousa",
                "Müller",
                "mueller",
                "JÜRGEN",
                "Okafor",
                "Sørensen",
                "soerensen",
                "Weiß",
                "WEISS",
                "Lena",
            }
        )
        {
            foreach (var frame in words)
            {
                var masked = Mask().Mask(string.Format(null, frame, part));
                masked.Contains(part, StringComparison.OrdinalIgnoreCase).ShouldBeFalse($"{frame} {part}: {masked}");
            }
        }
    }

    private static NameMask Mask() => new(People, Maya, Ana);
}
