using System.Text.Json.Nodes;

namespace PerfSignal.Bot.Cards.Rendering;

/// <summary>
/// Collects lines into rich text blocks, whose text Slack shows as it is, so that nothing people wrote needs escaping
/// (https://docs.slack.dev/reference/block-kit/blocks/rich-text-block).
/// </summary>
internal sealed class SlackRichText
{
    /// <summary>Kept under the 3000 characters of a section, so that a block stays quick to read and send.</summary>
    private const int Most = 3000;

    private readonly List<JsonObject> _blocks = [];
    private JsonArray _line = [];
    private int _length;

    public void Line(IEnumerable<(string Text, JsonObject? Style, string? Url)> spans)
    {
        if (_length > 0)
        {
            Add("\n", null, null);
        }

        foreach (var (text, style, url) in spans)
        {
            Add(text, style, url);
        }
    }

    /// <summary>Lines in a font where columns stand under each other.</summary>
    public void Preformatted(string text)
    {
        End();
        foreach (var piece in TextSplit.Pieces(text, Most))
        {
            _blocks.Add(Block("rich_text_preformatted", new JsonArray(new JsonObject { ["type"] = "text", ["text"] = piece })));
        }
    }

    public List<JsonObject> Take()
    {
        End();
        var blocks = _blocks.ToList();
        _blocks.Clear();
        return blocks;
    }

    private void Add(string text, JsonObject? style, string? url)
    {
        while (text.Length > 0)
        {
            var room = Most - _length;
            if (room < 200 && text.Length > room)
            {
                End();
                continue;
            }

            var piece = TextSplit.Pieces(text, room).First();
            var element = new JsonObject { ["type"] = url is null ? "text" : "link" };
            if (url is not null)
            {
                element["url"] = url;
            }

            element["text"] = piece;
            if (style is { Count: > 0 })
            {
                element["style"] = style.DeepClone();
            }

            _line.Add(element);
            _length += piece.Length;
            text = text[piece.Length..];
        }
    }

    private void End()
    {
        if (_length > 0)
        {
            _blocks.Add(Block("rich_text_section", _line));
            _line = [];
            _length = 0;
        }
    }

    private static JsonObject Block(string kind, JsonArray elements) =>
        new() { ["type"] = "rich_text", ["elements"] = new JsonArray(new JsonObject { ["type"] = kind, ["elements"] = elements }) };
}
