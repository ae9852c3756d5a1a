using System.Text.Json;
using System.Text.Json.Nodes;

namespace PerfSignal.Bot.Cards.Rendering;

/// <summary>One object of an expanded card, read leniently: a property that is absent, null or of another kind counts as not set.</summary>
internal readonly record struct Part(JsonObject Json)
{
    public string Type => Text("type");

    public bool IsVisible => Flag("isVisible", true);

    public string Text(string name) =>
        Json[name] switch
        {
            null => "",
            JsonValue value when value.GetValueKind() == JsonValueKind.String => value.GetValue<string>(),
            var other => other.ToJsonString(),
        };

    public string Word(string name) => Text(name).ToLowerInvariant();

    public bool Flag(string name, bool otherwise = false) =>
        Json[name] is JsonValue value
            ? value.GetValueKind() switch
            {
                JsonValueKind.True => true,
                JsonValueKind.False => false,
                _ => otherwise,
            }
            : otherwise;

    /// <summary>The visible parts of a list; a chart is replaced by its fallback.</summary>
    public IReadOnlyList<Part> Shown(string name) => [.. Parts(name).Select(p => p.Shown()).Where(p => p.IsVisible)];

    public IEnumerable<Part> Parts(string name) => (Json[name] as JsonArray)?.OfType<JsonObject>().Select(o => new Part(o)) ?? [];

    public IReadOnlyList<Part> Actions => [.. Parts("actions")];

    public bool IsHeading => Type == "TextBlock" && Word("style") == "heading";

    private Part Shown() => Subset.IsChart(Type) && Json["fallback"] is JsonObject fallback ? new Part(fallback) : this;
}
