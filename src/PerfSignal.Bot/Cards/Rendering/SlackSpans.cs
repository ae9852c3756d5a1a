using System.Text.Json.Nodes;

namespace PerfSignal.Bot.Cards.Rendering;

/// <summary>Stretches of text with their style and link for <see cref="SlackRichText"/>.</summary>
internal sealed class SlackSpans(Func<string?, string?> absolute)
{
    public IEnumerable<(string, JsonObject?, string?)> Of(string markdown) =>
        Markdown.Read(markdown).SelectMany((p, i) => i == 0 ? Of(p, false) : [("\n", null, null), .. Of(p, false)]);

    public IEnumerable<(string, JsonObject?, string?)> Of(Paragraph paragraph, bool isBold)
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
            yield return (span.Text, style, absolute(span.Url));
        }
    }

    public static IEnumerable<(string, JsonObject?, string?)> Of(Part richText) =>
        richText.Shown("inlines").Select(run => (run.Text("text"), (JsonObject?)Style(run), (string?)null));

    public static JsonObject Bold() => new() { ["bold"] = true };

    /// <summary>Monospace stays plain: Slack draws it as code, boxed and red, and a trend is neither code nor an alarm.</summary>
    public static JsonObject Style(Part run)
    {
        var style = new JsonObject();
        Set(style, "bold", run.Word("weight") == "bolder");
        Set(style, "italic", run.Flag("italic"));
        Set(style, "strike", run.Flag("strikethrough"));
        return style;
    }

    private static void Set(JsonObject style, string name, bool on)
    {
        if (on)
        {
            style[name] = true;
        }
    }
}
