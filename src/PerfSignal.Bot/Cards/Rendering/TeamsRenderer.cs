using System.Text.Json.Nodes;

namespace PerfSignal.Bot.Cards.Rendering;

/// <summary>An expanded card for Teams, which shows it itself, charts included.</summary>
/// <param name="publicUrl">Where this service is reached, for links that begin with /; without it such links are left out.</param>
public sealed class TeamsRenderer(Uri? publicUrl = null)
{
    private const string Schema = "http://adaptivecards.io/schemas/adaptive-card.json";

    /// <summary>The card for a message or for the answer to a button.</summary>
    public JsonObject Card(JsonObject card)
    {
        var result = new JsonObject
        {
            ["$schema"] = Schema,
            ["type"] = "AdaptiveCard",
            ["version"] = "1.5",
        };
        foreach (var (name, value) in card)
        {
            if (!result.ContainsKey(name))
            {
                result[name] = value?.DeepClone();
            }
        }

        Complete(result, inDialog: false);
        return result;
    }

    /// <summary>The card inside a dialog, where Teams knows only Action.Submit: the verb travels as <c>verb</c> in its data.</summary>
    public JsonObject Dialog(JsonObject card)
    {
        var result = Card(card);
        Complete(result, inDialog: true);
        return result;
    }

    private void Complete(JsonNode? node, bool inDialog)
    {
        switch (node)
        {
            case JsonArray array:
                foreach (var dead in array.Where(IsDeadLink).ToList())
                {
                    array.Remove(dead);
                }

                foreach (var item in array)
                {
                    Complete(item, inDialog);
                }

                break;
            case JsonObject o:
                if (inDialog && o["type"]?.ToString() == "Action.Execute")
                {
                    Submit(o);
                }

                if (o["url"] is JsonValue url && !SafeUrl.IsAbsolute(url.ToString()) && publicUrl is not null)
                {
                    o["url"] = new Uri(publicUrl, url.ToString()).ToString();
                }

                foreach (var (name, value) in o.ToList())
                {
                    // What an action carries is the bot's own data, whatever it looks like.
                    if (name != "data" || o["type"]?.ToString().StartsWith("Action.", StringComparison.Ordinal) != true)
                    {
                        Complete(value, inDialog);
                    }
                }

                break;
        }
    }

    private bool IsDeadLink(JsonNode? node) =>
        node is JsonObject o
        && (o["type"]?.ToString() is "Action.OpenUrl" or "Image")
        && !(SafeUrl.IsAbsolute(o["url"]?.ToString()) || (publicUrl is not null && SafeUrl.IsAllowed(o["url"]?.ToString())));

    private static void Submit(JsonObject action)
    {
        var data = action["data"]?.DeepClone() as JsonObject ?? [];
        data["verb"] = action["verb"]?.ToString();
        action["type"] = "Action.Submit";
        action["data"] = data;
        action.Remove("verb");
    }
}
