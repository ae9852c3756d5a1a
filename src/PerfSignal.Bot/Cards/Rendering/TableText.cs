namespace PerfSignal.Bot.Cards.Rendering;

/// <summary>A table whose cells hold only text, as lines.</summary>
internal static class TableText
{
    /// <summary>The texts of the cells, row by row; null when some cell holds more than text.</summary>
    public static List<List<string>>? Cells(Part table)
    {
        var rows = table.Parts("rows").Select(r => r.Parts("cells").Select(c => c.Shown("items")).ToList()).ToList();
        return rows.Exists(r => r.Exists(c => c.Any(e => e.Type is not ("TextBlock" or "RichTextBlock"))))
            ? null
            : [.. rows.Select(r => r.ConvertAll(c => string.Join(" ", c.Select(Text))))];
    }

    /// <summary>Columns under each other, or null when they do not fit in <paramref name="width"/> characters.</summary>
    public static string? Columns(List<List<string>> rows, bool hasHeader, int width)
    {
        var count = rows.Count == 0 ? 0 : rows.Max(r => r.Count);
        var widths = Enumerable.Range(0, count).Select(i => rows.Max(r => i < r.Count ? TextSplit.Width(r[i]) : 0)).ToList();
        if (
            count == 0
            || widths.Sum() + (2 * (count - 1)) > width
            || rows.Exists(r => r.Exists(c => c.Contains('\n', StringComparison.Ordinal)))
        )
        {
            return null;
        }

        var lines = rows.ConvertAll(r =>
            string.Join("  ", r.Select((c, i) => c + new string(' ', widths[i] - TextSplit.Width(c)))).TrimEnd()
        );
        if (hasHeader)
        {
            lines.Insert(1, string.Join("  ", widths.Select(w => new string('─', w))));
        }

        return string.Join('\n', lines);
    }

    /// <summary>For each row its first cell and the others as "header: value"; of two columns the header says nothing new.</summary>
    public static IEnumerable<(string Head, string More)> Lines(List<List<string>> rows, bool hasHeader)
    {
        var header = hasHeader ? rows.FirstOrDefault() : null;
        foreach (var row in rows.Skip(hasHeader ? 1 : 0))
        {
            var more = row.Skip(1)
                .Select(
                    (cell, i) =>
                        header is { Count: > 2 } && i + 1 < header.Count && header[i + 1].Length > 0 ? $"{header[i + 1]}: {cell}" : cell
                )
                .Where(c => c.Length > 0);
            yield return (row.FirstOrDefault() ?? "", string.Join(" · ", more));
        }
    }

    /// <summary>The text of an element that is one line of text; null for anything else.</summary>
    public static string? LineOf(Part element) =>
        element.Type is not ("TextBlock" or "RichTextBlock") || element.IsHeading ? null
        : Text(element) is var text && text.Contains('\n', StringComparison.Ordinal) ? null
        : text;

    public static string Text(Part element) =>
        element.Type == "TextBlock"
            ? Markdown.Plain(element.Text("text"))
            : string.Concat(element.Shown("inlines").Select(r => r.Text("text")));
}
