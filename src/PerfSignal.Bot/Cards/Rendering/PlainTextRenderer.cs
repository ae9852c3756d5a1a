using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace PerfSignal.Bot.Cards.Rendering;

/// <summary>An expanded card as text for a terminal or a notification.</summary>
public sealed class PlainTextRenderer
{
    /// <summary>Characters in a line; a longer word stands alone in its own.</summary>
    public const int Width = 78;

    private readonly List<string> _lines = [];

    public static string Render(JsonObject card)
    {
        var renderer = new PlainTextRenderer();
        renderer.Elements(new Part(card).Shown("body"));
        renderer.Actions(new Part(card).Actions);
        return Harmless(string.Join('\n', renderer._lines).Trim('\n'));
    }

    /// <summary>A terminal obeys control characters (ECMA-48, 5.3): what people wrote must not move its cursor or rename its window.</summary>
    private static string Harmless(string text) =>
        text.Any(IsObeyed)
            ? string.Concat(
                text.Select(letter =>
                    IsObeyed(letter)
                        ? char.IsWhiteSpace(letter)
                            ? ' '
                            : '\ufffd'
                        : letter
                )
            )
            : text;

    private static bool IsObeyed(char letter) => char.IsControl(letter) && letter is not ('\n' or '\t');

    private void Elements(IReadOnlyList<Part> elements)
    {
        foreach (var element in elements)
        {
            if (element.Flag("separator") || element.Word("spacing") is "large" or "extralarge")
            {
                Blank();
            }

            Element(element);
        }
    }

    private void Element(Part element)
    {
        switch (element.Type)
        {
            case "TextBlock" when element.IsHeading:
                Heading(Markdown.Plain(element.Text("text")));
                break;
            case "TextBlock":
                Markdown.Read(element.Text("text")).ToList().ForEach(p => Wrap(WithUrls(p), new string(' ', p.Marker.Length)));
                break;
            case "RichTextBlock":
                Wrap(string.Concat(element.Shown("inlines").Select(r => r.Text("text"))), "");
                break;
            case "Container":
                Elements(element.Shown("items"));
                break;
            case "ColumnSet":
                Columns(element);
                break;
            case "FactSet":
                Facts(element);
                break;
            case "Table":
                Table(element);
                break;
            case "Image":
                Wrap(element.Text("altText"), "");
                break;
            case "ActionSet":
                Actions(element.Actions);
                break;
            default:
                Input(element);
                break;
        }
    }

    private void Heading(string text)
    {
        Blank();
        Wrap(text, "");
        if (text.Length > 0)
        {
            _lines.Add(new string('─', Math.Min(Width, TextSplit.Width(_lines[^1]))));
        }
    }

    private void Blank()
    {
        if (_lines.Count > 0 && _lines[^1].Length > 0)
        {
            _lines.Add("");
        }
    }

    private static string WithUrls(Paragraph paragraph) =>
        paragraph.Marker + string.Concat(paragraph.Spans.Select(s => s.Url is null ? s.Text : $"{s.Text} ({s.Url})"));

    /// <summary>Breaks at spaces; spaces inside a line stay as they are.</summary>
    private void Wrap(string text, string indent)
    {
        if (text.Length == 0)
        {
            return;
        }

        foreach (var paragraph in text.Replace("\r\n", "\n", StringComparison.Ordinal).Split('\n', '\r'))
        {
            var (line, width, isFresh) = (new StringBuilder(), 0, true);
            foreach (var word in paragraph.Split(' '))
            {
                var wide = TextSplit.Width(word);
                if (!isFresh && width + 1 + wide > Width)
                {
                    _lines.Add(line.ToString());
                    line.Clear().Append(indent).Append(word);
                    width = indent.Length + wide;
                }
                else
                {
                    var between = isFresh ? "" : " ";
                    line.Append(between).Append(word);
                    width += between.Length + wide;
                }

                isFresh = false;
            }

            _lines.Add(line.ToString());
        }
    }

    private void Columns(Part set)
    {
        var columns = set.Shown("columns").Select(c => c.Shown("items")).Where(c => c.Count > 0).ToList();
        if (columns.TrueForAll(c => c is [{ Type: "TextBlock", IsHeading: false }]))
        {
            Wrap(string.Join("  ·  ", columns.Select(c => Markdown.Plain(c[0].Text("text")))), "");
            return;
        }

        if (SideBySide(set) is { } lines)
        {
            _lines.AddRange(lines);
            return;
        }

        columns.ForEach(Elements);
    }

    private static int Weight(string width) =>
        int.TryParse(width, NumberStyles.None, CultureInfo.InvariantCulture, out var weight) ? weight : 0;

    /// <summary>Columns of short lines beside each other, each as wide as its weight; null where a line does not fit into its column.</summary>
    private static List<string>? SideBySide(Part set)
    {
        var columns = set.Shown("columns")
            .Select(c => (Lines: c.Shown("items").Select(TableText.LineOf).ToList(), Weight: Weight(c.Text("width"))))
            .ToList();
        if (columns.Exists(c => c.Weight is < 1 or > 100 || c.Lines.Contains(null)))
        {
            return null;
        }

        var widths = columns.ConvertAll(c => Width * c.Weight / columns.Sum(other => other.Weight));
        if (columns.Zip(widths).Any(pair => pair.First.Lines.Exists(line => TextSplit.Width(line!) > pair.Second - 2)))
        {
            return null;
        }

        string Cell(int column, int row)
        {
            var text = row < columns[column].Lines.Count ? columns[column].Lines[row]! : "";
            return text + new string(' ', widths[column] - TextSplit.Width(text));
        }

        return
        [
            .. Enumerable
                .Range(0, columns.Select(c => c.Lines.Count).DefaultIfEmpty().Max())
                .Select(row => string.Concat(Enumerable.Range(0, columns.Count).Select(column => Cell(column, row))).TrimEnd()),
        ];
    }

    private void Facts(Part set)
    {
        var facts = set.Parts("facts")
            .Select(f => (Title: Markdown.Plain(f.Text("title")), Value: Markdown.Plain(f.Text("value"))))
            .ToList();
        var width = facts.Count == 0 ? 0 : Math.Min(30, facts.Max(f => TextSplit.Width(f.Title)));
        foreach (var (title, value) in facts)
        {
            Wrap(title + new string(' ', Math.Max(0, width - TextSplit.Width(title))) + "  " + value, "  ");
        }
    }

    private void Table(Part table)
    {
        var hasHeader = table.Flag("firstRowAsHeader", true);
        if (TableText.Cells(table) is not { } cells)
        {
            foreach (var row in table.Parts("rows"))
            {
                row.Parts("cells").ToList().ForEach(c => Elements(c.Shown("items")));
            }
        }
        else if (TableText.Columns(cells, hasHeader, Width) is { } columns)
        {
            _lines.AddRange(columns.Split('\n'));
        }
        else
        {
            TableText.Lines(cells, hasHeader).ToList().ForEach(l => Wrap($"{l.Head}  {l.More}".TrimEnd(), "  "));
        }
    }

    private void Input(Part input)
    {
        var known = Subset.Elements.Contains(input.Type, StringComparer.Ordinal);
        if (!known)
        {
            throw new NotSupportedException($"\"{input.Type}\" is not an element of a card.");
        }

        var label = new[] { input.Text("label"), input.Text("title"), input.Text("placeholder") }.FirstOrDefault(t => t.Length > 0);
        var chosen = input.Parts("choices").ToList();
        var value =
            chosen.Count > 0
                ? string.Join(
                    ", ",
                    chosen.Select(c =>
                        (input.Text("value").Split(',').Contains(c.Text("value"), StringComparer.Ordinal) ? "(x) " : "( ) ")
                        + c.Text("title")
                    )
                )
                : input.Text("value");
        Wrap($"{label}: {(value.Length > 0 ? value : "____")}", "  ");
    }

    private void Actions(IReadOnlyList<Part> actions)
    {
        if (actions.Count > 0)
        {
            Wrap(
                string.Join(
                    "  ",
                    actions.Select(a => a.Type == "Action.OpenUrl" ? $"[{a.Text("title")}] {a.Text("url")}" : $"[{a.Text("title")}]")
                ),
                ""
            );
        }
    }
}
