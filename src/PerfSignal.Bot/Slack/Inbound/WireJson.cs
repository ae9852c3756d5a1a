using System.Text.Json;

namespace PerfSignal.Bot.Slack.Inbound;

/// <summary>JSON from outside, read leniently: what is absent or of another kind counts as not said.</summary>
internal readonly record struct WireJson(JsonElement Element)
{
    /// <summary>Null for what is no JSON object, or holds half a character.</summary>
    public static WireJson? Parse(ReadOnlyMemory<byte> utf8)
    {
        try
        {
            using var document = JsonDocument.Parse(utf8);
            var root = document.RootElement.Clone();
            Walk(root);
            return root.ValueKind == JsonValueKind.Object ? new WireJson(root) : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    public WireJson this[string name] =>
        Element.ValueKind == JsonValueKind.Object && Element.TryGetProperty(name, out var value) ? new WireJson(value) : default;

    public bool IsObject => Element.ValueKind == JsonValueKind.Object;

    /// <summary>Null for what is no text, or an empty one.</summary>
    public string? Text => Element.ValueKind == JsonValueKind.String && Element.GetString() is { Length: > 0 } text ? text : null;

    /// <summary>Slack writes some flags as words.</summary>
    public bool Flag => Element.ValueKind == JsonValueKind.True || Text == "true";

    /// <summary>Said to be not so, which is more than not said.</summary>
    public bool Denied => Element.ValueKind == JsonValueKind.False || Text == "false";

    public IEnumerable<WireJson> Items =>
        Element.ValueKind == JsonValueKind.Array ? Element.EnumerateArray().Select(item => new WireJson(item)) : [];

    public IEnumerable<(string Name, WireJson Value)> Properties =>
        Element.ValueKind == JsonValueKind.Object
            ? Element.EnumerateObject().Select(property => (property.Name, new WireJson(property.Value)))
            : [];

    /// <summary>A text with half a surrogate pair is found only when it is read, so everything is read once.</summary>
    private static void Walk(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.String:
                _ = element.GetString();
                break;
            case JsonValueKind.Array:
                foreach (var item in element.EnumerateArray())
                {
                    Walk(item);
                }

                break;
            case JsonValueKind.Object:
                foreach (var property in element.EnumerateObject())
                {
                    _ = property.Name;
                    Walk(property.Value);
                }

                break;
        }
    }
}
