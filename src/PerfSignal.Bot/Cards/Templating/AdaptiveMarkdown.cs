using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;

namespace PerfSignal.Bot.Cards.Templating;

/// <summary>Escapes for the Markdown of TextBlock and Fact (https://learn.microsoft.com/adaptive-cards/authoring-cards/text-features).</summary>
internal static partial class AdaptiveMarkdown
{
    /// <summary>Without any of these, and with an ordinary letter first, a text is Markdown for itself.</summary>
    private static readonly SearchValues<char> Meaningful = SearchValues.Create("\\*_`[]<~|{&!\r\n");

    /// <summary>
    /// Text that shows as itself. Only characters that would mean something are escaped, so that hosts which do not read
    /// escapes show as few backslashes as possible. A line break becomes a paragraph break, the only one that every host keeps.
    /// </summary>
    public static string Escape(string value)
    {
        if (value.Length == 0 || (!value.AsSpan().ContainsAny(Meaningful) && !MayBegin(value[0])))
        {
            return value;
        }

        var lines = value.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').Split('\n');
        return string.Join("\n\n", lines.Select(Line));
    }

    /// <summary>White space, or the beginning of a list, a heading or a quotation.</summary>
    private static bool MayBegin(char first) =>
        char.IsWhiteSpace(first) || char.IsAsciiDigit(first) || first is '-' or '+' or '#' or '>' or '=';

    private static string Line(string line)
    {
        var indent = line.Length - line.TrimStart(' ', '\t').Length;
        var text = new StringBuilder().Append('\u00a0', indent);
        var rest = line[indent..];
        var marker = BlockMarker().Match(rest);
        if (marker.Success)
        {
            text.Append(marker.Groups["number"].Value).Append('\\').Append(marker.Groups["sign"].Value);
            rest = rest[(marker.Groups["number"].Length + 1)..];
        }

        for (var i = 0; i < rest.Length; i++)
        {
            if (Means(rest, i))
            {
                text.Append('\\');
            }

            text.Append(rest[i]);
        }

        return text.ToString();
    }

    private static bool Means(string text, int i) =>
        text[i] switch
        {
            '\\' or '*' or '_' or '`' or '[' or ']' or '<' or '~' or '|' => true,
            // {{DATE(…)}} is computed by the host before Markdown is read.
            '{' => i == 0 || text[i - 1] == '{',
            '&' => Entity().IsMatch(text.AsSpan(i)),
            '!' => i + 1 < text.Length && text[i + 1] == '[',
            _ => false,
        };

    [GeneratedRegex(
        "^(?<number>[0-9]{0,9})(?<sign>(?<=[0-9])[.)](?=\\s|$)|(?<![0-9])(?:[-+](?=[\\s-]|$)|\\#(?=[\\s\\#]|$)|[>=]))",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex BlockMarker();

    [GeneratedRegex("^&(#|[A-Za-z])", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Entity();
}
