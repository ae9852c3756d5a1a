using FsCheck;
using FsCheck.Fluent;

namespace PerfSignal.Tests.Cards;

/// <summary>Text that breaks programs which treat it as anything but text.</summary>
internal static class Nasty
{
    public static readonly string[] Texts =
    [
        "${x}",
        "${if(1,2,3)}",
        "\"},{",
        "\\\"",
        "\\",
        "\\\\*",
        "[a](http://b)",
        "![a](http://b/c.png)",
        "<!channel>",
        "<@U123>",
        "<http://a|b>",
        "<b>bold</b>",
        "<script>alert(1)</script>",
        "&amp; &lt; &#42;",
        "*x*",
        "**x**",
        "_x_",
        "__x__",
        "~x~",
        "`x`",
        "```x```",
        "# x",
        "- x",
        "-5 %",
        "- ",
        "1. x",
        "12)",
        "> x",
        "* x",
        "+ x",
        "{{DATE(2026-11-21T10:00:00Z, SHORT)}}",
        "{{TIME(2026-11-21T10:00:00Z)}}",
        "{",
        "{{",
        "a{{b}}",
        "שלום עולם",
        "مرحبا",
        "\u202eevil",
        "\u2067isolated",
        "😀👩‍👩‍👧‍👦🇩🇪",
        "e\u0301",
        "line one\nline two",
        "a\n\nb",
        "a\r\nb",
        "\n",
        "    indented",
        "| a | b |\n|---|---|\n| 1 | 2 |",
        "a\n---",
        "a\n===",
        "javascript:alert(1)",
        "'; DROP TABLE people; --",
        "=1+1",
        "' onmouseover='x",
        "\" onmouseover=\"x",
        "snake_case_name and 2 * 3 * 4",
        "]]>",
        "<!-- x -->",
        "a<br>b",
        "\t",
        " ",
        "!",
        "[",
        "](",
        "x\\",
        "http://example.org/a_b_c",
        "\ufeff",
        "\u200b",
        "C# & F#",
        "&nbsp;",
        "a  b",
    ];

    /// <summary>One of the list, text put together from its pieces, or any text without control characters and half characters.</summary>
    public static Arbitrary<string> Any() =>
        Gen.OneOf(
                Gen.Elements(Texts),
                Gen.Elements(Texts).Two().Select(p => p.Item1 + p.Item2),
                Gen.Elements("*_`[]()<>&\\{}$#-+.!|~ \nab1\"'".ToCharArray()).ArrayOf().Select(c => new string(c)),
                ArbMap
                    .Default.GeneratorFor<string>()
                    .Select(s => new string([.. (s ?? "").Where(c => !char.IsControl(c) && !char.IsSurrogate(c))]))
            )
            .ToArbitrary();

    public static int Samples => Environment.GetEnvironmentVariable("PERFSIGNAL_LONG") == "1" ? 5_000 : 150;

    /// <summary>Holds for the whole list and for random text, the same every time.</summary>
    public static void Check(Action<string> property)
    {
        foreach (var text in Texts)
        {
            property(text);
        }

        Prop.ForAll(Any(), property).Check(Config.QuickThrowOnFailure.WithMaxTest(Samples).WithReplay(20261121, 1));
    }
}
