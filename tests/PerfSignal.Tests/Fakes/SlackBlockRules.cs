using System.Text.Json.Nodes;

namespace PerfSignal.Tests.Fakes;

/// <summary>What Slack checks of blocks and views before it takes them (https://docs.slack.dev/reference/block-kit/blocks); each gives the first thing that is wrong.</summary>
internal static class SlackBlockRules
{
    private static readonly string[] Elements =
    [
        "button",
        "static_select",
        "multi_static_select",
        "overflow",
        "datepicker",
        "timepicker",
        "radio_buttons",
        "checkboxes",
        "plain_text_input",
        "number_input",
        "users_select",
        "image",
        "mrkdwn",
        "plain_text",
    ];

    public static string? Message(JsonNode blocks) => Blocks(blocks as JsonArray, 50, inMessage: true).FirstOrDefault();

    public static string? View(JsonObject? view)
    {
        if (view is null)
        {
            return "there is no view";
        }

        var type = view["type"]?.ToString();
        if (type is not ("modal" or "home"))
        {
            return $"the view has the type {type}";
        }

        if (type == "modal")
        {
            if (Longer(view["title"], 24) || view["title"] is null)
            {
                return "the title is missing or longer than 24 characters";
            }

            if (Longer(view["submit"], 24) || Longer(view["close"], 24))
            {
                return "a button of the modal is longer than 24 characters";
            }

            if (view["submit"] is null && view["blocks"] is JsonArray blocks && blocks.Any(block => block!["type"]?.ToString() == "input"))
            {
                return "a modal with inputs needs submit";
            }
        }

        return Length(view["private_metadata"]) > 3000 ? "private_metadata is longer than 3000 characters"
            : Length(view["callback_id"]) > 255 || Length(view["external_id"]) > 255 ? "an id is longer than 255 characters"
            : Blocks(view["blocks"] as JsonArray, 100, inMessage: false).FirstOrDefault();
    }

    private static IEnumerable<string> Blocks(JsonArray? blocks, int most, bool inMessage)
    {
        if (blocks is null)
        {
            yield return "there are no blocks";
            yield break;
        }

        if (blocks.Count > most)
        {
            yield return $"there are more than {most} blocks";
        }

        var ids = blocks.Select(block => block?["block_id"]?.ToString()).OfType<string>().ToList();
        if (ids.Count != ids.Distinct().Count() || ids.Exists(id => id.Length is 0 or > 255))
        {
            yield return "a block_id is there twice, empty or longer than 255 characters";
        }

        foreach (var (block, at) in blocks.OfType<JsonObject>().Select((block, at) => (block, at)))
        {
            foreach (var wrong in Block(block, inMessage))
            {
                yield return $"{wrong} [json-pointer:/blocks/{at}]";
            }
        }
    }

    private static IEnumerable<string> Block(JsonObject block, bool inMessage) =>
        block["type"]?.ToString() switch
        {
            "section" => Section(block),
            "header" => Need(Fits(block["text"], 1, 150, "plain_text"), "the header is empty, no plain_text or longer than 150 characters"),
            "divider" => [],
            "image" => Need(
                Length(block["image_url"]) is > 0 and <= 3000 && Length(block["alt_text"]) is > 0 and <= 2000,
                "the image is wrong"
            ),
            "context" => Some(block["elements"], 1, 10, "context"),
            "actions" => Some(block["elements"], 1, 25, "actions"),
            "input" => Input(block),
            "rich_text" => Need(block["elements"] is JsonArray, "rich_text has no elements"),
            "table" => Need(
                inMessage && block["rows"] is JsonArray { Count: > 0 and <= 100 },
                "the table is too large, or not in a message"
            ),
            "markdown" => Need(inMessage && Length(block["text"]) is > 0 and <= 12_000, "the markdown is too long, or not in a message"),
            var type => [$"there is no block of type {type} here"],
        };

    private static IEnumerable<string> Section(JsonObject block)
    {
        if (block["text"] is null && block["fields"] is null)
        {
            yield return "the section has neither text nor fields";
        }

        if (block["text"] is { } text && !Fits(text, 1, 3000))
        {
            yield return "the text of the section is empty or longer than 3000 characters";
        }

        if (block["fields"] is JsonArray fields && (fields.Count is 0 or > 10 || fields.Any(field => !Fits(field, 1, 2000))))
        {
            yield return "the fields of the section are too many or too long";
        }

        foreach (var wrong in block["accessory"] is JsonObject accessory ? Element(accessory) : [])
        {
            yield return wrong;
        }
    }

    private static IEnumerable<string> Input(JsonObject block) =>
        Need(Fits(block["label"], 1, 2000, "plain_text"), "the label of the input is empty or too long")
            .Concat(block["hint"] is { } hint ? Need(Fits(hint, 1, 2000, "plain_text"), "the hint of the input is too long") : [])
            .Concat(block["element"] is JsonObject element ? Element(element) : ["the input has no element"]);

    private static IEnumerable<string> Some(JsonNode? elements, int fewest, int most, string where) =>
        elements is JsonArray list && list.Count >= fewest && list.Count <= most
            ? list.OfType<JsonObject>().SelectMany(Element)
            : [$"{where} needs {fewest} to {most} elements"];

    private static IEnumerable<string> Element(JsonObject element)
    {
        var type = element["type"]?.ToString() ?? "";
        if (!Elements.Contains(type))
        {
            yield return $"there is no element of type {type} here";
        }

        if (Length(element["action_id"]) > 255)
        {
            yield return "an action_id is longer than 255 characters";
        }

        if (type is "mrkdwn" or "plain_text" && Length(element["text"]) is 0 or > 3000)
        {
            yield return "a text is empty or longer than 3000 characters";
        }

        if (
            type == "button"
            && (!Fits(element["text"], 1, 75, "plain_text") || Length(element["value"]) > 2000 || Length(element["url"]) > 3000)
        )
        {
            yield return "a button is empty, or its text, value or url is too long";
        }

        if (element["placeholder"] is { } placeholder && !Fits(placeholder, 1, 150, "plain_text"))
        {
            yield return "a placeholder is empty or longer than 150 characters";
        }

        if (element["options"] is JsonArray options)
        {
            var most =
                type == "overflow" ? 5
                : type is "radio_buttons" or "checkboxes" ? 10
                : 100;
            if (options.Count == 0 || options.Count > most)
            {
                yield return $"a choice needs 1 to {most} options";
            }

            if (options.Any(option => !Fits(option!["text"], 1, 75) || Length(option["value"]) is 0 or > 150))
            {
                yield return "an option is empty or too long";
            }
        }
    }

    private static IEnumerable<string> Need(bool holds, string otherwise) => holds ? [] : [otherwise];

    private static bool Fits(JsonNode? text, int shortest, int longest, string? type = null) =>
        text is JsonObject
        && (type is null || text["type"]?.ToString() == type)
        && Length(text["text"]) is var length
        && length >= shortest
        && length <= longest;

    private static bool Longer(JsonNode? text, int most) => text is not null && !Fits(text, 1, most, "plain_text");

    private static int Length(JsonNode? node) => node?.ToString().Length ?? 0;
}
