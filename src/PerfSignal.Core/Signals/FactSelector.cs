using System.Text.Json;
using System.Text.Json.Serialization;

namespace PerfSignal.Core.Signals;

/// <summary>A kind of fact with its outcome, written `kind/outcome`.</summary>
[JsonConverter(typeof(AsText))]
public readonly record struct FactSelector(string Kind, string Outcome)
{
    /// <summary>Null where the text is not `kind/outcome`.</summary>
    public static FactSelector? Parse(string text) =>
        text.Split('/') is [{ Length: > 0 } kind, { Length: > 0 } outcome] ? new FactSelector(kind, outcome) : null;

    public override string ToString() => $"{Kind}/{Outcome}";

    private sealed class AsText : JsonConverter<FactSelector>
    {
        public override FactSelector Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            Parse(reader.GetString() ?? "") ?? throw new JsonException("A fact is named as kind/outcome.");

        public override void Write(Utf8JsonWriter writer, FactSelector value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.ToString());
    }
}
