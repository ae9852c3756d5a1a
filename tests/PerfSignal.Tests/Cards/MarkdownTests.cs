using PerfSignal.Bot.Cards.Rendering;

namespace PerfSignal.Tests.Cards;

public class MarkdownTests
{
    [Theory]
    [InlineData("**Ana \\*A.\\* Núñez\\_**: x", "B(Ana *A.* Núñez_): x")]
    [InlineData("*a* _b_ **c**", "I(a) I(b) B(c)")]
    [InlineData("2 * 3 * 4 and snake_case_name", "2 * 3 * 4 and snake_case_name")]
    [InlineData("[see *this*](https://x.org)", "L(see )LI(this)")]
    [InlineData("[bad](javascript:alert(1))", "[bad](javascript:alert(1))")]
    [InlineData("**a *b* c**", "B(a )BI(b)B( c)")]
    [InlineData("not closed **a", "not closed **a")]
    [InlineData("a\\\\*b*", "a\\I(b)")]
    public void Reads_inline_styles(string source, string expected)
    {
        var spans = Markdown.Read(source).Single().Spans;

        string.Concat(spans.Select(Written)).ShouldBe(expected);
    }

    [Fact]
    public void Reads_lists_and_paragraphs() =>
        Markdown
            .Read("one\nstill one\n\ntwo\n- a\n- b\n3. c")
            .Select(p => p.Plain)
            .ShouldBe(["one still one", "two", "• a", "• b", "3. c"]);

    private static string Written(Span span)
    {
        var style = (span.Url is null ? "" : "L") + (span.Bold ? "B" : "") + (span.Italic ? "I" : "");
        return style.Length == 0 ? span.Text : $"{style}({span.Text})";
    }
}
