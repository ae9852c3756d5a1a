using System.Text.Json.Nodes;

namespace PerfSignal.Bot.Cards.Rendering;

/// <summary>A Slack message as a page shows what it looks like there; drawn from the blocks that are sent, without anything to press.</summary>
/// <remarks>Block Kit of messages without inputs (https://docs.slack.dev/reference/block-kit/blocks); another block is a mistake and throws.</remarks>
public static class SlackPicture
{
    public static string Of(JsonObject message)
    {
        var html = new HtmlText().Open("div", ("class", "slack-message"), ("dir", "auto"));
        foreach (var block in List(message["blocks"]))
        {
            Block(html, block);
        }

        return html.Close("div").ToString();
    }

    private static void Block(HtmlText html, JsonObject block)
    {
        switch (block["type"]?.ToString())
        {
            case "header":
                html.Element("p", block["text"]!["text"]!.ToString(), ("class", "slack-header"), ("dir", "auto"));
                break;
            case "context":
                html.Open("p", ("class", "slack-context"), ("dir", "auto"));
                Texts(html, List(block["elements"]));
                html.Close("p");
                break;
            case "section":
                html.Element("p", block["text"]!["text"]!.ToString(), ("class", "slack-text"), ("dir", "auto"));
                break;
            case "divider":
                html.Open("hr");
                break;
            case "actions":
                html.Open("p", ("class", "slack-actions"));
                foreach (var button in List(block["elements"]))
                {
                    html.Element("span", button["text"]!["text"]!.ToString(), ("class", "slack-button"));
                }

                html.Close("p");
                break;
            case "rich_text":
                foreach (var part in List(block["elements"]))
                {
                    html.Open(
                        "p",
                        ("class", part["type"]!.ToString() == "rich_text_preformatted" ? "slack-fixed" : "slack-text"),
                        ("dir", "auto")
                    );
                    Texts(html, List(part["elements"]));
                    html.Close("p");
                }

                break;
            default:
                throw new NotSupportedException($"No picture of a block \"{block["type"]}\" is drawn.");
        }
    }

    private static void Texts(HtmlText html, IEnumerable<JsonObject> elements)
    {
        foreach (var element in elements)
        {
            var style = element["style"] as JsonObject ?? [];
            var tags = new[] { ("bold", "strong"), ("italic", "em"), ("strike", "s") }.Where(tag => style.ContainsKey(tag.Item1)).ToList();
            tags.ForEach(tag => html.Open(tag.Item2));
            if (element["type"]?.ToString() == "link")
            {
                html.Open("u").Lines(element["text"]!.ToString()).Close("u");
            }
            else
            {
                html.Lines(element["text"]!.ToString());
            }

            tags.AsEnumerable().Reverse().ToList().ForEach(tag => html.Close(tag.Item2));
        }
    }

    private static IEnumerable<JsonObject> List(JsonNode? list) => (list as JsonArray ?? []).OfType<JsonObject>();
}
