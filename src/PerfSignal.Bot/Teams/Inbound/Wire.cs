using System.Text.Json;

namespace PerfSignal.Bot.Teams.Inbound;

/// <summary>One value of JSON that somebody sent, read leniently: what is absent or of another kind counts as not there.</summary>
internal readonly record struct Wire(JsonElement Json)
{
    private static readonly JsonDocumentOptions Limits = new() { MaxDepth = 64 };

    /// <summary>Null for what is no JSON object, is nested deeper than 64, or holds text that is no Unicode.</summary>
    /// <remarks>The element keeps its own copy of the bytes.</remarks>
    public static Wire? Read(ReadOnlyMemory<byte> utf8)
    {
        try
        {
            using var document = JsonDocument.Parse(utf8, Limits);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                return null;
            }

            // Broken text is found only when it is read; read once here, so that nothing later can fail on it.
            Walk(document.RootElement);
            return new Wire(document.RootElement.Clone());
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    public bool IsObject => Json.ValueKind == JsonValueKind.Object;

    public Wire this[string name] => IsObject && Json.TryGetProperty(name, out var value) ? new Wire(value) : default;

    public IEnumerable<Wire> Items => Json.ValueKind == JsonValueKind.Array ? Json.EnumerateArray().Select(item => new Wire(item)) : [];

    public IEnumerable<(string Name, Wire Value)> Properties =>
        IsObject ? Json.EnumerateObject().Select(property => (property.Name, new Wire(property.Value))) : [];

    /// <summary>The text of a string; null for anything else.</summary>
    public string? Text => Json.ValueKind == JsonValueKind.String ? Json.GetString() : null;

    /// <summary>What an input of a card holds, as text; null where it is no simple value.</summary>
    public string? Input =>
        Json.ValueKind switch
        {
            JsonValueKind.String => Json.GetString(),
            JsonValueKind.Number => Json.GetRawText(),
            JsonValueKind.True => "true",
            JsonValueKind.False => "false",
            _ => null,
        };

    /// <summary>A string that can be an id: not empty, at most this long, without control characters.</summary>
    public string? Id(int most = 400) => Text is { Length: > 0 } text && text.Length <= most && !text.Any(char.IsControl) ? text : null;

    private static void Walk(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var property in element.EnumerateObject())
                {
                    _ = property.Name;
                    Walk(property.Value);
                }

                break;
            case JsonValueKind.Array:
                foreach (var item in element.EnumerateArray())
                {
                    Walk(item);
                }

                break;
            case JsonValueKind.String:
                _ = element.GetString();
                break;
        }
    }
}
