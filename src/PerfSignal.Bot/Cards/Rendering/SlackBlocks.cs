using System.Globalization;
using System.Text.Json.Nodes;

namespace PerfSignal.Bot.Cards.Rendering;

/// <summary>Turns the elements of one card into blocks, keeping every limit of Block Kit.</summary>
internal sealed class SlackBlocks(Uri? publicUrl, IReadOnlySet<string> repeatedVerbs)
{
    /// <summary>What a phone shows in one line of preformatted text.</summary>
    private const int PreformattedWidth = 46;

    private readonly List<JsonObject> _blocks = [];
    private readonly SlackRichText _text = new();
    private readonly HashSet<string> _usedIds = new(StringComparer.Ordinal);
    private int _links;

    public List<JsonObject> Take()
    {
        FlushText();
        var taken = _blocks.ToList();
        _blocks.Clear();
        return taken;
    }

    public static IReadOnlySet<string> RepeatedVerbs(JsonNode card)
    {
        var all = new List<string>();
        void Walk(JsonNode? node)
        {
            if (node is JsonObject o)
            {
                if (o["type"]?.ToString() == "Action.Execute")
                {
                    all.Add(o["verb"]?.ToString() ?? "");
                }

                o.ToList().ForEach(p => Walk(p.Value));
            }
            else if (node is JsonArray a)
            {
                a.ToList().ForEach(Walk);
            }
        }

        Walk(card);
        return all.GroupBy(v => v, StringComparer.Ordinal).Where(g => g.Count() > 1).Select(g => g.Key).ToHashSet(StringComparer.Ordinal);
    }

    public static JsonObject Context(string text) =>
        new() { ["type"] = "context", ["elements"] = new JsonArray(SlackText.Plain(text, 2000)) };

    public void Elements(IReadOnlyList<Part> elements)
    {
        foreach (var element in elements)
        {
            if (element.Flag("separator") && (_blocks.Count > 0 || !IsTextEmpty))
            {
                Add(new JsonObject { ["type"] = "divider" });
            }

            Element(element);
        }
    }

    public void Actions(IReadOnlyList<Part> actions)
    {
        var buttons = actions.Select(Button).OfType<JsonObject>().ToList();
        foreach (var chunk in buttons.Chunk(25))
        {
            Add(new JsonObject { ["type"] = "actions", ["elements"] = new JsonArray([.. chunk]) });
        }
    }

    private bool IsTextEmpty { get; set; } = true;

    private void Element(Part element)
    {
        switch (element.Type)
        {
            case "TextBlock":
                TextBlock(element);
                break;
            case "RichTextBlock":
                Line(element.Shown("inlines").Select(r => (r.Text("text"), (JsonObject?)Style(r), (string?)null)));
                break;
            case "Container":
                Elements(element.Shown("items"));
                break;
            case "ColumnSet":
                Columns(element);
                break;
            case "FactSet":
                foreach (var fact in element.Parts("facts"))
                {
                    Line([(Markdown.Plain(fact.Text("title")) + "  ", Bold(), null), .. Spans(fact.Text("value"))]);
                }

                break;
            case "Table":
                Table(element);
                break;
            case "Image":
                Image(element);
                break;
            case "ActionSet":
                Actions(element.Actions);
                break;
            default:
                Add(SlackInputs.Block(element));
                break;
        }
    }

    private void Add(JsonObject block)
    {
        FlushText();
        _blocks.Add(block);
    }

    private void FlushText()
    {
        _blocks.AddRange(_text.Take());
        IsTextEmpty = true;
    }

    private void Line(IEnumerable<(string, JsonObject?, string?)> spans)
    {
        _text.Line(spans);
        IsTextEmpty = false;
    }

    private void TextBlock(Part text)
    {
        var plain = Markdown.Plain(text.Text("text"));
        if (plain.Trim().Length == 0)
        {
            return;
        }

        if (text.IsHeading && plain.Length <= 150 && !plain.Contains('\n', StringComparison.Ordinal))
        {
            Add(new JsonObject { ["type"] = "header", ["text"] = SlackText.Plain(plain, 150) });
            return;
        }

        var paragraphs = Markdown.Read(text.Text("text"));
        if (
            text.Flag("isSubtle")
            && plain.Length <= 2000
            && paragraphs.All(p => p.Spans.All(s => s is { Bold: false, Italic: false, Url: null }))
        )
        {
            Add(Context(plain));
            return;
        }

        var isBold = text.IsHeading || text.Word("weight") == "bolder";
        foreach (var paragraph in paragraphs)
        {
            Line(Spans(paragraph, isBold));
        }
    }

    private IEnumerable<(string, JsonObject?, string?)> Spans(string markdown) =>
        Markdown.Read(markdown).SelectMany((p, i) => i == 0 ? Spans(p, false) : [("\n", null, null), .. Spans(p, false)]);

    private IEnumerable<(string, JsonObject?, string?)> Spans(Paragraph paragraph, bool isBold)
    {
        if (paragraph.Marker.Length > 0)
        {
            yield return (paragraph.Marker, null, null);
        }

        foreach (var span in paragraph.Spans)
        {
            var style = new JsonObject();
            Set(style, "bold", span.Bold || isBold);
            Set(style, "italic", span.Italic);
            yield return (span.Text, style, Absolute(span.Url));
        }
    }

    private static JsonObject Bold() => new() { ["bold"] = true };

    private static JsonObject Style(Part run)
    {
        var style = new JsonObject();
        Set(style, "bold", run.Word("weight") == "bolder");
        Set(style, "italic", run.Flag("italic"));
        Set(style, "strike", run.Flag("strikethrough"));
        Set(style, "code", run.Word("fontType") == "monospace");
        return style;
    }

    private static void Set(JsonObject style, string name, bool on)
    {
        if (on)
        {
            style[name] = true;
        }
    }

    /// <summary>Columns of one short text each stand in one line; others follow each other.</summary>
    private void Columns(Part set)
    {
        var columns = set.Shown("columns").Select(c => c.Shown("items")).Where(c => c.Count > 0).ToList();
        if (!columns.TrueForAll(c => c is [{ Type: "TextBlock", IsHeading: false }]))
        {
            columns.ForEach(Elements);
            return;
        }

        Line(
            columns.SelectMany(
                (c, i) =>
                {
                    var spans = Markdown.Read(c[0].Text("text")).SelectMany(p => Spans(p, c[0].Word("weight") == "bolder"));
                    return i == 0 ? spans : [("  ·  ", null, null), .. spans];
                }
            )
        );
    }

    private void Table(Part table)
    {
        var hasHeader = table.Flag("firstRowAsHeader", true);
        if (TableText.Cells(table) is { } cells)
        {
            if (TableText.Columns(cells, hasHeader, PreformattedWidth) is { } text)
            {
                FlushText();
                _text.Preformatted(text);
                return;
            }

            foreach (var (head, rest) in TableText.Lines(cells, hasHeader))
            {
                Line([(head, Bold(), null), (rest.Length > 0 ? "  " + rest : "", null, null)]);
            }

            return;
        }

        foreach (var row in table.Parts("rows"))
        {
            Row(row);
        }
    }

    /// <summary>A row with buttons or inputs: its texts in one line, the rest below it.</summary>
    private void Row(Part row)
    {
        var items = row.Parts("cells").SelectMany(c => c.Shown("items")).ToList();
        var texts = items.Where(i => i.Type is "TextBlock" or "RichTextBlock").Select(TableText.Text).Where(t => t.Length > 0);
        Line(
            texts.SelectMany((t, i) => i == 0 ? new[] { (t, (JsonObject?)Bold(), (string?)null) } : [(" · ", null, null), (t, null, null)])
        );
        Elements([.. items.Where(i => i.Type is not ("TextBlock" or "RichTextBlock"))]);
    }

    private void Image(Part image)
    {
        var alt = image.Text("altText");
        if (Absolute(image.Text("url")) is { Length: <= 3000 } url)
        {
            Add(
                new JsonObject
                {
                    ["type"] = "image",
                    ["image_url"] = url,
                    ["alt_text"] = TextSplit.Cut(alt.Length > 0 ? alt : "–", 2000),
                }
            );
        }
        else if (alt.Length > 0)
        {
            Add(Context(alt));
        }
    }

    private JsonObject? Button(Part action)
    {
        var button = new JsonObject { ["type"] = "button", ["text"] = SlackText.Plain(action.Text("title"), 75) };
        if (action.Type == "Action.OpenUrl")
        {
            if (Absolute(action.Text("url")) is not { Length: <= 3000 } url)
            {
                return null;
            }

            button["action_id"] = string.Create(CultureInfo.InvariantCulture, $"open#{++_links}");
            button["url"] = url;
        }
        else
        {
            var act = CardAction.Of(action);
            button["action_id"] = ActionId(act);
            if (act.Value.Length is > 0 and <= 2000)
            {
                button["value"] = act.Value;
            }
        }

        if (action.Word("style") is "positive" or "destructive")
        {
            button["style"] = action.Word("style") == "positive" ? "primary" : "danger";
        }

        return button;
    }

    /// <summary>The verb; with the row where several buttons of the card share it, since ids are unique.</summary>
    private string ActionId(CardAction action)
    {
        var row = action.Data["row"]?.ToString();
        var wanted = repeatedVerbs.Contains(action.Verb) && row is { Length: > 0 } ? $"{action.Verb}#{row}" : action.Verb;
        var id = wanted.Length <= 255 ? wanted : wanted[..255];
        for (var n = 2; !_usedIds.Add(id); n++)
        {
            id = string.Create(CultureInfo.InvariantCulture, $"{wanted[..Math.Min(wanted.Length, 240)]}#{n}");
        }

        return id;
    }

    private string? Absolute(string? url) =>
        SafeUrl.IsAbsolute(url) ? url
        : SafeUrl.IsAllowed(url) && publicUrl is not null ? new Uri(publicUrl, url).ToString()
        : null;
}
