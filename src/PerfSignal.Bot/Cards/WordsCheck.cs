using System.Text.Json.Nodes;
using PerfSignal.Bot.Cards.Templating;

namespace PerfSignal.Bot.Cards;

/// <summary>Finds words written into a card instead of its texts: they would stay in one language.</summary>
internal static class WordsCheck
{
    public static IEnumerable<CardProblem> Check(CardFile file) => Words(file, file.Template, "AdaptiveCard", null);

    private static IEnumerable<CardProblem> Words(CardFile file, Template template, string? type, string? property) =>
        template switch
        {
            ObjectTemplate o => o.Properties.SelectMany(p =>
                Words(file, p.Value, TypeOf(o) ?? Subset.ImpliedType(type, property) ?? type + "." + property, p.Key)
            ),
            ArrayTemplate a => a.Items.SelectMany(i => Words(file, i, type, property)),
            _ when !IsShown(type, property) => [],
            LiteralTemplate { Value: JsonValue value } => Letters(file, template.Line, value.ToString()),
            ValueTemplate value => Shown(value.Expression).SelectMany(s => Letters(file, template.Line, s)),
            TextTemplate text => text.Parts.SelectMany(Shown).SelectMany(s => Letters(file, template.Line, s)),
            _ => [],
        };

    private static string? TypeOf(ObjectTemplate o) =>
        o.Properties.FirstOrDefault(p => p.Key == "type").Value is LiteralTemplate { Value: JsonValue type } ? type.ToString() : null;

    private static bool IsShown(string? type, string? property) =>
        Subset.LandingOf(type, property) is not Landing.Raw
        || (Subset.IsChart(type) && property is "title" or "xAxisTitle" or "yAxisTitle");

    /// <summary>Strings that can end up in the result; what is only compared, or names a format or culture, cannot.</summary>
    private static IEnumerable<string> Shown(Expression expression) =>
        expression switch
        {
            Constant { Value: Text text } => [text.Plain],
            Call { Function.Name: "if" } call => call.Arguments.Skip(1).SelectMany(Shown),
            Call { Function.Name: "toUpper" or "toLower" or "string" } call => Shown(call.Arguments[0]),
            Call { Function.Name: "concat" or "coalesce" or "+" or "join" } call => call.Arguments.SelectMany(Shown),
            _ => [],
        };

    private static IEnumerable<CardProblem> Letters(CardFile file, int line, string text) =>
        text.Any(char.IsLetter)
            ?
            [
                new CardProblem(
                    file.File,
                    line,
                    $"\"{text.Trim()}\" has letters outside ${{}}; put them into the texts and write ${{t.key}}."
                ),
            ]
            : [];
}
