using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace PerfSignal.Core.Conversing;

/// <summary>How card models and frozen evidence are written as JSON: camelCase, enums as words, NodaTime values as ISO text.</summary>
public static class CardJson
{
    public static JsonSerializerOptions Options { get; } =
        new(JsonSerializerDefaults.Web)
        {
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            NumberHandling = JsonNumberHandling.Strict,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            Converters =
            {
                new JsonStringEnumConverter(JsonNamingPolicy.CamelCase),
                new NodaText<NodaTime.Instant>(NodaTime.Text.InstantPattern.ExtendedIso),
                new NodaText<NodaTime.LocalDate>(NodaTime.Text.LocalDatePattern.Iso),
                new NodaText<NodaTime.LocalTime>(NodaTime.Text.LocalTimePattern.ExtendedIso),
            },
        };

    public static JsonObject Model(object model) =>
        model as JsonObject ?? JsonSerializer.SerializeToNode(model, model.GetType(), Options)!.AsObject();

    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Options);

    /// <exception cref="JsonException">The text is not JSON of this shape.</exception>
    public static T Read<T>(string json) =>
        JsonSerializer.Deserialize<T>(json, Options) ?? throw new JsonException($"null is no {typeof(T).Name}");

    private sealed class NodaText<T>(NodaTime.Text.IPattern<T> pattern) : JsonConverter<T>
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            var parsed = pattern.Parse(reader.GetString() ?? "");
            return parsed.Success ? parsed.Value : throw new JsonException(parsed.Exception.Message);
        }

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
            writer.WriteStringValue(pattern.Format(value));
    }
}
