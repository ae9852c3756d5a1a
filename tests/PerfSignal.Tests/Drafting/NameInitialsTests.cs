using PerfSignal.Core.Drafting;

namespace PerfSignal.Tests.Drafting;

/// <summary>Single letters beside a name: of the same person, of another one, and words.</summary>
public sealed class NameInitialsTests
{
    private static readonly KnownPerson[] People =
    [
        Known("Maya Brandt"),
        Known("Ana Sousa"),
        Known("Jonas Weber"),
        Known("Karl Weber"),
        Known("Łukasz Żak"),
        Known("Jonas Peter Stone"),
        Known("Ida Ivers"),
    ];

    [Theory]
    [InlineData("J. Weber did", "P3 did")]
    [InlineData("J Weber did", "P3 did")]
    [InlineData("j. weber did", "P3 did")]
    [InlineData("K. Weber did, J. Weber too", "P3 did, P4 too")]
    [InlineData("Jonas W. did", "P3 did")]
    [InlineData("Jonas W did", "P3 did")]
    [InlineData("jonas w. did", "P3 did")]
    [InlineData("thanks to Jonas W.", "thanks to P3.")]
    [InlineData("thanks to Jonas W. Great work", "thanks to P3. Great work")]
    [InlineData("(Jonas W.), Jonas W.: done", "(P3), P3: done")]
    [InlineData("Weber J. did", "P3 did")]
    [InlineData("Weber, J. did", "P3, J. did")]
    [InlineData("J. Weberowi dzięki", "P3 dzięki")]
    [InlineData("Ż. Łukasza, Ł. Żaka", "P3, P3")]
    [InlineData("Jonas S. did, Jonas did", "P3 did, P4 did")]
    [InlineData("Jonas P. Stone did", "P3 did")]
    [InlineData("J. P. Stone did", "P3 did")]
    [InlineData("Jonas X. Stone did", "P3 did")]
    [InlineData("A. Sousa and Ana S. did", "P2 and P2 did")]
    [InlineData("Plan B Weber wrote, vitamin C for Jonas", "Plan B P3 wrote, vitamin C for P4")]
    [InlineData("then I Ida know, Ida I know", "then I P3 know, P3 I know")]
    public void An_initial_goes_with_its_name(string text, string masked) =>
        new NameMask(People, People[0].Id, People[1].Id).Mask(text).ShouldBe(masked);

    private static KnownPerson Known(string name) => new(Guid.CreateVersion7(), name, []);
}
