using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Drafting;

namespace PerfSignal.Bot.OpenAi;

/// <summary>What a model is sent and what it may answer, as JSON.</summary>
internal static class DraftWire
{
    /// <summary>Characters of an answer that are looked at; a longer one is not of the shape.</summary>
    public const int MostCharacters = 40_000;
    private const int MostSentences = 60;

    /// <summary>Strict structured output: every field is required and none may be added (https://platform.openai.com/docs/guides/structured-outputs).</summary>
    public const string Schema = """
        {
          "type": "object",
          "additionalProperties": false,
          "required": ["sentences"],
          "properties": {
            "sentences": {
              "type": "array",
              "items": {
                "type": "object",
                "additionalProperties": false,
                "required": ["text", "evidence"],
                "properties": {
                  "text": { "type": "string" },
                  "evidence": { "type": "array", "items": { "type": "string" } }
                }
              }
            }
          }
        }
        """;

    public const string Repair =
        "That was not the JSON document of the schema. Answer once more, with the document alone and nothing around it.";

    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web)
    {
        // A field that nobody asked for, such as a rating, makes the answer another shape.
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
        NumberHandling = JsonNumberHandling.Strict,
        PropertyNameCaseInsensitive = false,
        MaxDepth = 8,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    private static readonly JsonSerializerOptions Plain = new(CardJson.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The evidence as one JSON document; what people typed stands between fences that they cannot type.</summary>
    public static string Evidence(DraftRequest request) =>
        JsonSerializer.Serialize(
            new
            {
                request.Kind,
                request.Language,
                request.Today,
                request.Manager,
                request.Report,
                Evidence = request.Items.Select(item => new
                {
                    item.Id,
                    item.Kind,
                    Name = Some(item.Name),
                    item.Words,
                    Quote = item.Quote.Length == 0 ? null : Fenced(item.Quote),
                    People = item.People.Count == 0 ? null : item.People,
                    Value = Some(item.Value),
                    Target = Some(item.Target),
                    item.On,
                    Dates = item.Dates.Count == 0 ? null : item.Dates,
                    Months = Some(item.Months),
                    Done = item.Done ? true : (bool?)null,
                    Overdue = item.Overdue ? true : (bool?)null,
                }),
            },
            Plain
        );

    /// <returns>Null where the answer is not the document alone.</returns>
    public static IReadOnlyList<DraftSentence>? Read(string answer)
    {
        if (answer.Length > MostCharacters)
        {
            return null;
        }

        try
        {
            var draft = JsonSerializer.Deserialize<Answer>(answer, Strict);
            return draft is not { Sentences.Count: > 0 and <= MostSentences } ? null
                : draft.Sentences.All(sentence => sentence is not null && sentence.Evidence.All(id => id is not null))
                    ? [.. draft.Sentences.Select(sentence => new DraftSentence(sentence.Text.Trim(), sentence.Evidence))]
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string Fenced(string quote) =>
        "⟦" + quote.Replace("⟦", "[", StringComparison.Ordinal).Replace("⟧", "]", StringComparison.Ordinal) + "⟧";

    private static string? Some(string text) => text.Length == 0 ? null : text;

    private sealed record Answer(IReadOnlyList<Sentence> Sentences);

    private sealed record Sentence(string Text, IReadOnlyList<string> Evidence);
}
