using System.Globalization;
using System.Text.Json.Nodes;

namespace PerfSignal.Bot.Cards.Rendering;

/// <summary>The buttons of one card, each with an id of its own.</summary>
internal sealed class SlackButtons(Uri? publicUrl, JsonNode card)
{
    private readonly HashSet<string> _repeatedVerbs = RepeatedVerbs(card);
    private readonly HashSet<string> _usedIds = new(StringComparer.Ordinal);
    private int _links;

    public JsonObject? Button(Part action)
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
        var wanted = _repeatedVerbs.Contains(action.Verb) && row is { Length: > 0 } ? $"{action.Verb}#{row}" : action.Verb;
        var id = wanted.Length <= 255 ? wanted : wanted[..255];
        for (var n = 2; !_usedIds.Add(id); n++)
        {
            id = string.Create(CultureInfo.InvariantCulture, $"{wanted[..Math.Min(wanted.Length, 240)]}#{n}");
        }

        return id;
    }

    /// <summary>The address with host, or null when the card may not lead there.</summary>
    public string? Absolute(string? url) =>
        SafeUrl.IsAbsolute(url) ? url
        : SafeUrl.IsAllowed(url) && publicUrl is not null ? new Uri(publicUrl, url).ToString()
        : null;

    private static HashSet<string> RepeatedVerbs(JsonNode card)
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

                foreach (var (_, value) in o)
                {
                    Walk(value);
                }
            }
            else if (node is JsonArray a)
            {
                foreach (var item in a)
                {
                    Walk(item);
                }
            }
        }

        Walk(card);
        return all.GroupBy(v => v, StringComparer.Ordinal).Where(g => g.Count() > 1).Select(g => g.Key).ToHashSet(StringComparer.Ordinal);
    }
}
