using System.Text.Json.Nodes;

namespace PerfSignal.Bot.Cards.Rendering;

/// <summary>Turns the elements of one card into blocks, keeping every limit of Block Kit.</summary>
internal sealed class SlackBlocks(SlackButtons buttons)
{
    /// <summary>What a phone shows in one line of preformatted text.</summary>
    private const int PreformattedWidth = 46;

    private readonly List<JsonObject> _blocks = [];
    private readonly SlackRichText _text = new();
    private readonly SlackSpans _spans = new(buttons.Absolute);

    /// <summary>A header block is the title of the whole; headings below it are bold lines.</summary>
    private bool _hasHeader;

    public List<JsonObject> Take()
    {
        FlushText();
        var taken = _blocks.ToList();
        _blocks.Clear();
        return taken;
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
        var all = actions.Select(buttons.Button).OfType<JsonObject>().ToList();
        foreach (var chunk in all.Chunk(25))
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
                Line(SlackSpans.Of(element));
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
                    Line([(Markdown.Plain(fact.Text("title")) + "  ", SlackSpans.Bold(), null), .. _spans.Of(fact.Text("value"))]);
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

        if (text.IsHeading && !_hasHeader && plain.Length <= 150 && !plain.Contains('\n', StringComparison.Ordinal))
        {
            _hasHeader = true;
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
            Line(_spans.Of(paragraph, isBold));
        }
    }

    /// <summary>Columns of lines of text are read line by line across them; others follow each other.</summary>
    private void Columns(Part set)
    {
        var columns = set.Shown("columns").Select(c => c.Shown("items")).Where(c => c.Count > 0).ToList();
        if (columns.Exists(c => c.Any(e => TableText.LineOf(e) is null)))
        {
            columns.ForEach(Elements);
            return;
        }

        for (var row = 0; row < columns.Select(c => c.Count).DefaultIfEmpty().Max(); row++)
        {
            Line(
                columns.Where(c => row < c.Count).SelectMany((c, i) => i == 0 ? Spans(c[row]) : [("  ·  ", null, null), .. Spans(c[row])])
            );
        }
    }

    private IEnumerable<(string, JsonObject?, string?)> Spans(Part text) =>
        text.Type == "RichTextBlock"
            ? SlackSpans.Of(text)
            : Markdown.Read(text.Text("text")).SelectMany(p => _spans.Of(p, text.Word("weight") == "bolder"));

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
                Line([(head, SlackSpans.Bold(), null), (rest.Length > 0 ? "  " + rest : "", null, null)]);
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
            texts.SelectMany(
                (t, i) => i == 0 ? new[] { (t, (JsonObject?)SlackSpans.Bold(), (string?)null) } : [(" · ", null, null), (t, null, null)]
            )
        );
        Elements([.. items.Where(i => i.Type is not ("TextBlock" or "RichTextBlock"))]);
    }

    private void Image(Part image)
    {
        var alt = image.Text("altText");
        if (buttons.Absolute(image.Text("url")) is { Length: <= 3000 } url)
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
}
