using System.Buffers;
using System.Text;

namespace PerfSignal.Bot.Cards.Rendering;

/// <summary>A stretch of text in one style.</summary>
internal sealed record Span(string Text, bool Bold = false, bool Italic = false, string? Url = null);

/// <summary>One line of text; <paramref name="Marker"/> is what stands before a list item, or empty.</summary>
internal sealed record Paragraph(string Marker, IReadOnlyList<Span> Spans)
{
    public string Plain => Marker + string.Concat(Spans.Select(s => s.Text));
}

/// <summary>The Markdown that Adaptive Cards know: bold, italic, links, bullets, numbers, backslash escapes.</summary>
internal static class Markdown
{
    /// <summary>A text without any of these is one line in one style.</summary>
    private static readonly SearchValues<char> Meaningful = SearchValues.Create("\\*_[\r\n");

    public static IReadOnlyList<Paragraph> Read(string source)
    {
        if (!source.AsSpan().ContainsAny(Meaningful) && MarkerOf(source).Length == 0)
        {
            var line = source.TrimStart(' ', '\t');
            return line.Length == 0 ? [] : [new Paragraph("", [new Span(line)])];
        }

        var result = new List<Paragraph>();
        foreach (var block in source.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').Split("\n\n"))
        {
            var lines = new List<(string Marker, string Text)>();
            foreach (var line in block.Split('\n'))
            {
                var marker = MarkerOf(line);
                if (marker.Length > 0 || lines.Count == 0)
                {
                    lines.Add((marker, line.TrimStart(' ', '\t')[marker.Length..].TrimStart(' ', '\t')));
                }
                else
                {
                    lines[^1] = (lines[^1].Marker, lines[^1].Text + " " + line.TrimStart(' ', '\t'));
                }
            }

            result.AddRange(
                lines.Select(l => new Paragraph(
                    l.Marker is "-" or "*" ? "• "
                        : l.Marker.Length > 0 ? l.Marker + " "
                        : "",
                    Spans(l.Text)
                ))
            );
        }

        return [.. result.Where(p => p.Plain.Length > 0)];
    }

    public static string Plain(string source) => string.Join("\n", Read(source).Select(p => p.Plain));

    private static string MarkerOf(string line)
    {
        var text = line.TrimStart(' ', '\t');
        if (text is ['-' or '*', ' ', ..])
        {
            return text[..1];
        }

        var digits = text.TakeWhile(char.IsAsciiDigit).Count();
        return digits is > 0 and < 10 && text.Length > digits + 1 && text[digits] == '.' && text[digits + 1] == ' '
            ? text[..(digits + 1)]
            : "";
    }

    private static List<Span> Spans(string text)
    {
        var spans = new List<Span>();
        Inline(text, new Span(""), spans);
        return spans;
    }

    private static void Inline(string text, Span style, List<Span> spans)
    {
        var plain = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            if (
                text[i] == '\\'
                && i + 1 < text.Length
                && char.IsAscii(text[i + 1])
                && (char.IsPunctuation(text[i + 1]) || char.IsSymbol(text[i + 1]))
            )
            {
                plain.Append(text[++i]);
            }
            else if (Emphasis(text, i) is { } emphasis)
            {
                Flush(plain, style, spans);
                Inline(emphasis.Inner, emphasis.Bold ? style with { Bold = true } : style with { Italic = true }, spans);
                i = emphasis.End;
            }
            else if (style.Url is null && Link(text, i) is { } link)
            {
                Flush(plain, style, spans);
                Inline(link.Inner, style with { Url = link.Url }, spans);
                i = link.End;
            }
            else
            {
                plain.Append(text[i]);
            }
        }

        Flush(plain, style, spans);
    }

    private static void Flush(StringBuilder plain, Span style, List<Span> spans)
    {
        if (plain.Length > 0)
        {
            spans.Add(style with { Text = plain.ToString() });
            plain.Clear();
        }
    }

    private static (string Inner, int End, bool Bold)? Emphasis(string text, int at)
    {
        var c = text[at];
        if (c is not ('*' or '_'))
        {
            return null;
        }

        var bold = at + 1 < text.Length && text[at + 1] == c;
        var mark = new string(c, bold ? 2 : 1);
        var start = at + mark.Length;
        if (start >= text.Length || char.IsWhiteSpace(text[start]) || (c == '_' && at > 0 && char.IsLetterOrDigit(text[at - 1])))
        {
            return null;
        }

        for (var end = start; end + mark.Length <= text.Length; end += text[end] == '\\' ? 2 : 1)
        {
            if (
                end > start
                && string.CompareOrdinal(text, end, mark, 0, mark.Length) == 0
                && !char.IsWhiteSpace(text[end - 1])
                && (c != '_' || end + mark.Length >= text.Length || !char.IsLetterOrDigit(text[end + mark.Length]))
            )
            {
                return (text[start..end], end + mark.Length - 1, bold);
            }
        }

        return null;
    }

    private static (string Inner, string Url, int End)? Link(string text, int at)
    {
        if (text[at] != '[')
        {
            return null;
        }

        var close = at + 1;
        while (close < text.Length && text[close] != ']')
        {
            close += text[close] == '\\' ? 2 : 1;
        }

        if (close + 1 >= text.Length || text[close + 1] != '(')
        {
            return null;
        }

        var end = text.IndexOf(')', close);
        return end > 0 && SafeUrl.IsAllowed(text[(close + 2)..end]) ? (text[(at + 1)..close], text[(close + 2)..end], end) : null;
    }
}
