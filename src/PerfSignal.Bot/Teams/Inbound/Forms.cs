using System.Text.Json.Nodes;

namespace PerfSignal.Bot.Teams.Inbound;

/// <summary>What a card for Teams gets on top of its template: errors beside their fields, what was typed, the way back to the card below.</summary>
internal static class Forms
{
    /// <summary>The verb of the button that brings back the card in whose place a form is shown; the adapter answers it itself.</summary>
    public const string Back = "teams.back";

    /// <summary>Whether the card has anything to fill in.</summary>
    public static bool IsForm(JsonNode? card) => Objects(card).Any(IsInput);

    /// <summary>Puts back what was typed, and says beside each field what is wrong with it; what belongs to no field stands on top.</summary>
    public static JsonObject Correct(JsonObject card, IReadOnlyDictionary<string, string> typed, IReadOnlyDictionary<string, string> errors)
    {
        var open = new Dictionary<string, string>(errors, StringComparer.Ordinal);
        foreach (var input in Objects(card).Where(IsInput).ToList())
        {
            var id = input["id"]?.ToString() ?? "";
            if (typed.TryGetValue(id, out var value))
            {
                input["value"] = value;
            }

            if (open.Remove(id, out var error) && input.Parent is JsonArray list)
            {
                list.Insert(list.IndexOf(input) + 1, Line(error, "attention"));
            }
        }

        foreach (var error in open.Values)
        {
            Top(card, Line(error, "attention"));
        }

        return card;
    }

    /// <summary>Marks the form's buttons, so that the card below comes back after them, and adds one that only goes back.</summary>
    public static JsonObject Over(JsonObject card, string cancel)
    {
        foreach (var action in Objects(card).Where(part => part["type"]?.ToString() == "Action.Execute"))
        {
            if (action["data"] is not JsonObject)
            {
                action["data"] = new JsonObject();
            }

            action["data"]![Press.Over] = true;
        }

        var back = new JsonObject
        {
            ["type"] = "Action.Execute",
            ["title"] = cancel,
            ["verb"] = Back,
            ["associatedInputs"] = "none",
        };
        if (card["actions"] is JsonArray actions)
        {
            actions.Add((JsonNode)back);
        }
        else
        {
            card["actions"] = new JsonArray(back);
        }

        return card;
    }

    /// <summary>A card with a sentence above it that says what was just done.</summary>
    public static JsonObject After(JsonObject card, string sentence)
    {
        Top(card, Line(sentence, "good"));
        return card;
    }

    private static bool IsInput(JsonObject part) => part["type"]?.ToString().StartsWith("Input.", StringComparison.Ordinal) == true;

    private static void Top(JsonObject card, JsonObject line)
    {
        if (card["body"] is JsonArray body)
        {
            body.Insert(0, line);
        }
        else
        {
            card["body"] = new JsonArray(line);
        }
    }

    /// <summary>A text run: sentences hold what people typed, and there no Markdown is read.</summary>
    private static JsonObject Line(string text, string color) =>
        new()
        {
            ["type"] = "RichTextBlock",
            ["inlines"] = new JsonArray(
                new JsonObject
                {
                    ["type"] = "TextRun",
                    ["text"] = text,
                    ["color"] = color,
                }
            ),
        };

    private static IEnumerable<JsonObject> Objects(JsonNode? node) =>
        node switch
        {
            JsonObject part => part.Select(property => property.Value).SelectMany(Objects).Prepend(part),
            JsonArray list => list.SelectMany(Objects),
            _ => [],
        };
}
