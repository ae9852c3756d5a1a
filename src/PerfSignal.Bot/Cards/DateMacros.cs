using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace PerfSignal.Bot.Cards;

/// <summary>
/// Clients compute <c>{{DATE(…)}}</c> in text runs too (https://learn.microsoft.com/adaptive-cards/authoring-cards/text-features),
/// where nothing can be escaped. A run that holds one is cut between the braces, so that it shows as typed.
/// </summary>
internal static partial class DateMacros
{
    public static void Defuse(JsonNode? node)
    {
        switch (node)
        {
            case JsonArray array:
                foreach (var item in array)
                {
                    Defuse(item);
                }

                break;
            case JsonObject o:
                if (o["inlines"] is JsonArray inlines && inlines.Any(HasMacro))
                {
                    o["inlines"] = new JsonArray([.. inlines.SelectMany(Cut)]);
                }

                foreach (var (_, value) in o)
                {
                    Defuse(value);
                }

                break;
        }
    }

    private static bool HasMacro(JsonNode? run) => run is JsonObject && run["text"] is { } text && Macro().IsMatch(text.ToString());

    private static IEnumerable<JsonNode?> Cut(JsonNode? run)
    {
        var text = run?["text"]?.ToString() ?? "";
        var at = Macro().Match(text);
        if (run is not JsonObject || !at.Success)
        {
            return [run?.DeepClone()];
        }

        var (head, tail) = (run.DeepClone(), run.DeepClone());
        head["text"] = text[..(at.Index + 1)];
        tail["text"] = text[(at.Index + 1)..];
        return [head, .. Cut(tail)];
    }

    [GeneratedRegex(@"\{\{(?=DATE|TIME)", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Macro();
}
