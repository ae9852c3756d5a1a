using System.Text.Encodings.Web;
using System.Text.Json;

namespace PerfSignal.Bot.Cards;

/// <summary>How cards are written as JSON: compact, and with letters of every script as themselves, which keeps them under the size limits.</summary>
public static class CardJson
{
    public static JsonSerializerOptions Compact { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>For turning display records into the data of a template: names in camel case, null written as null.</summary>
    public static JsonSerializerOptions Model { get; } =
        new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
