using System.Text.Json;
using System.Text.Json.Nodes;

namespace PerfSignal.Bot.Cards;

/// <summary>Example data made as long as a person would ever make it, for cards that bring no data set of their own.</summary>
internal static class WorstCase
{
    /// <summary>Rows in a list: more than a card should show at once.</summary>
    private const int Rows = 8;

    private const string Long = "Donaudampfschifffahrtsgesellschaft *and* <others> & \"more\" ";

    public static JsonNode Of(JsonNode sample) => Grow(sample)!;

    private static JsonNode? Grow(JsonNode? node) =>
        node switch
        {
            JsonObject o => new JsonObject(o.Select(p => KeyValuePair.Create(p.Key, Name(p.Key) ? p.Value?.DeepClone() : Grow(p.Value)))),
            JsonArray a => new JsonArray([
                .. Enumerable.Range(0, a.Count == 0 ? 0 : Math.Max(Rows, a.Count)).Select(i => Grow(a[i % a.Count])),
            ]),
            JsonValue value when value.GetValueKind() == JsonValueKind.String && value.ToString().Contains(' ', StringComparison.Ordinal) =>
                JsonValue.Create(Long + value),
            _ => node?.DeepClone(),
        };

    /// <summary>Ids, addresses and values of choices are ours and do not grow.</summary>
    private static bool Name(string property) => property is "id" or "row" or "url" or "language";
}
