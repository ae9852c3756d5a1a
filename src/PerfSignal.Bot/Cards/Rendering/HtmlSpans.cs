namespace PerfSignal.Bot.Cards.Rendering;

/// <summary>Text in its styles.</summary>
internal sealed class HtmlSpans(HtmlText html)
{
    public void Paragraph(Paragraph paragraph)
    {
        html.Text(paragraph.Marker);
        foreach (var span in paragraph.Spans)
        {
            var tags = new[] { span.Bold ? "strong" : null, span.Italic ? "em" : null }.OfType<string>().ToList();
            if (span.Url is not null)
            {
                html.Open("a", ("href", span.Url), ("rel", "noopener noreferrer"));
                tags.Insert(0, "a");
            }

            tags.Where(t => t != "a").ToList().ForEach(t => html.Open(t));
            html.Text(span.Text);
            tags.AsEnumerable().Reverse().ToList().ForEach(t => html.Close(t));
        }
    }

    public void Runs(Part block)
    {
        foreach (var run in block.Shown("inlines"))
        {
            var tags = new List<string>();
            void Tag(bool on, string tag)
            {
                if (on)
                {
                    tags.Add(tag);
                    html.Open(tag);
                }
            }

            Tag(run.Word("weight") == "bolder", "strong");
            Tag(run.Flag("italic"), "em");
            Tag(run.Flag("strikethrough"), "s");
            Tag(run.Flag("underline"), "u");
            Tag(run.Flag("highlight"), "mark");
            var classes = Classes(run, "size", "color", "fontType").Trim();
            html.Open("span", ("class", classes.Length > 0 ? classes : null)).Lines(run.Text("text")).Close("span");
            tags.AsEnumerable().Reverse().ToList().ForEach(t => html.Close(t));
        }
    }

    /// <summary>Words of the card as classes; only words made of letters become one.</summary>
    public static string Classes(Part part, params string[] names) =>
        string.Concat(
            names
                .Select(n => (Name: n, Word: part.Word(n)))
                .Where(w => w.Word.Length > 0 && w.Word.All(char.IsAsciiLetter))
                .Select(w => $" card-{w.Name.ToLowerInvariant()}-{w.Word}")
        ) + (part.Flag("isSubtle") ? " card-subtle" : "");
}
