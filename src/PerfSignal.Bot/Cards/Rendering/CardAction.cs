using System.Text.Json;
using System.Text.Json.Nodes;

namespace PerfSignal.Bot.Cards.Rendering;

/// <summary>
/// What a button sends: its verb and its data. Written in one string it is <c>verb</c>, <c>verb#row</c> when the data is only an
/// opaque row id, and <c>verb#{…}</c> otherwise, the same on the web (value of the button) and in Slack.
/// </summary>
public sealed record CardAction(string Verb, JsonObject Data)
{
    /// <summary>The row id, or the whole data as JSON; empty when the button carries nothing.</summary>
    public string Value =>
        Data.Count == 0 ? ""
        : Data is { Count: 1 } && Data["row"] is JsonValue row && !row.ToString().StartsWith('{') ? row.ToString()
        : Data.ToJsonString(CardJson.Compact);

    public string Written => Value.Length == 0 ? Verb : Verb + "#" + Value;

    public static CardAction Parse(string written)
    {
        var at = written.IndexOf('#', StringComparison.Ordinal);
        return at < 0 ? new CardAction(written, []) : new CardAction(written[..at], ReadValue(written[(at + 1)..]));
    }

    /// <summary>The data behind <see cref="Value"/>. Text that is no JSON counts as a row id, since anyone may post anything.</summary>
    public static JsonObject ReadValue(string value)
    {
        if (value.Length == 0)
        {
            return [];
        }

        return value[0] == '{' && Sound(value) is { } data ? data : new JsonObject { ["row"] = value };
    }

    /// <summary>Null for what is no JSON, names a property twice, or holds half a character: a node finds these only when it is read.</summary>
    private static JsonObject? Sound(string value)
    {
        try
        {
            var data = JsonNode.Parse(value) as JsonObject;
            foreach (var (_, part) in data ?? [])
            {
                _ = part?.ToString();
            }

            return data;
        }
        catch (Exception e) when (e is JsonException or ArgumentException or InvalidOperationException)
        {
            return null;
        }
    }

    internal static CardAction Of(Part action) =>
        new(action.Text("verb"), action.Json["data"] is JsonObject data ? (JsonObject)data.DeepClone() : []);
}
