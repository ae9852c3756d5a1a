using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using PerfSignal.Bot.Cards;
using PerfSignal.Bot.Cards.Rendering;

namespace PerfSignal.Tests.Cards;

/// <summary>What a person can read, press and fill in on a card, wherever it is shown.</summary>
/// <param name="Buttons">Verb and what it carries, sorted.</param>
/// <param name="Inputs">Ids, sorted.</param>
internal sealed partial record Rendered(IReadOnlyList<string> Buttons, IReadOnlyList<string> Inputs, IReadOnlySet<string> Words)
{
    private static readonly Uri Site = new("https://perfsignal.example.com/");

    public static Rendered Source(JsonObject card) => Adaptive(card);

    /// <summary>Every rendering of one card, by name.</summary>
    public static IEnumerable<(string Where, Rendered What)> Everywhere(CardLibrary cards, string card, JsonNode model, string language)
    {
        var expanded = cards.Expand(card, model, language);
        var teams = new TeamsRenderer(Site);
        yield return ("a card in Teams", Adaptive(teams.Card(expanded)));
        yield return ("a dialog in Teams", Adaptive(teams.Dialog(expanded)));
        var (slack, forSlack) = (new BlockKitRenderer(Site), cards.ExpandForSlack(card, model, language));
        yield return ("a message in Slack", Blocks(slack.Message(forSlack)));
        yield return ("a modal in Slack", Blocks(slack.Modal(forSlack, "title", "close")));
        yield return ("the home of Slack", Blocks(slack.Home(forSlack)));
        yield return ("the web", Html(HtmlRenderer.Render(expanded, new HtmlForm("/", "token", "", "instance"))));
        var text = Of(PlainTextRenderer.Render(expanded));
        // Text has nothing to press or fill in; the words of buttons and labels stand there all the same.
        var source = Adaptive(expanded);
        yield return ("text", new Rendered(source.Buttons, source.Inputs, text));
    }

    private static Rendered Adaptive(JsonObject card)
    {
        var (buttons, inputs, words) = (new List<string>(), new List<string>(), new HashSet<string>(StringComparer.Ordinal));
        foreach (var part in All(card).Where(part => part["type"] is not null))
        {
            var type = part["type"]!.ToString();
            if (type is "Action.Execute" or "Action.Submit")
            {
                var data = part["data"]?.DeepClone() as JsonObject ?? [];
                var verb = part["verb"]?.ToString() ?? data["verb"]!.ToString();
                data.Remove("verb");
                buttons.Add(new CardAction(verb, data).Written);
            }
            else if (type.StartsWith("Input.", StringComparison.Ordinal))
            {
                inputs.Add(part["id"]!.ToString());
                words.UnionWith(Of(part["label"]?.ToString() ?? ""));
            }

            words.UnionWith(
                type switch
                {
                    "TextBlock" => Of(Markdown.Plain(part["text"]!.ToString())),
                    "TextRun" => Of(part["text"]!.ToString()),
                    "Action.Execute" or "Action.Submit" => Of(part["title"]!.ToString()),
                    _ => [],
                }
            );
        }

        foreach (var fact in All(card).SelectMany(part => (part["facts"] as JsonArray ?? []).OfType<JsonObject>()))
        {
            words.UnionWith(Of(Markdown.Plain($"{fact["title"]} {fact["value"]}")));
        }

        return Sorted(buttons, inputs, words);
    }

    private static Rendered Blocks(JsonObject view)
    {
        var (buttons, inputs, words) = (new List<string>(), new List<string>(), new HashSet<string>(StringComparer.Ordinal));
        if (view["callback_id"]?.ToString() is { } submit)
        {
            buttons.Add(new CardAction(submit, CardAction.ReadValue(view["private_metadata"]!.ToString())).Written);
            words.UnionWith(Of(view["submit"]!["text"]!.ToString()));
        }

        foreach (var part in All(view["blocks"]!))
        {
            if (part["type"]?.ToString() == "button" && part["url"] is null)
            {
                var verb = part["action_id"]!.ToString().Split('#')[0];
                buttons.Add(new CardAction(verb, CardAction.ReadValue(part["value"]?.ToString() ?? "")).Written);
            }
            else if (part["type"]?.ToString() == "input")
            {
                inputs.Add(part["block_id"]!.ToString());
            }

            if (part["text"] is JsonValue text)
            {
                words.UnionWith(Of(text.ToString()));
            }
        }

        return Sorted(buttons, inputs, words);
    }

    private static Rendered Html(string html)
    {
        var buttons = Button().Matches(html).Select(match => WebUtility.HtmlDecode(match.Groups[1].Value));
        var inputs = Field().Matches(html).Select(match => match.Groups[1].Value).Except(["token", "card", "verb"]);
        return Sorted([.. buttons], [.. inputs.Distinct()], Of(WebUtility.HtmlDecode(Tag().Replace(html, " "))));
    }

    private static IEnumerable<JsonObject> All(JsonNode? node) =>
        node switch
        {
            // What a button carries is data, not a part of the card; and where a table becomes lines, its headings are left out.
            JsonObject part => part.Where(property => property.Key != "data")
                .SelectMany(property =>
                    property.Key == "rows" && part["firstRowAsHeader"]?.GetValue<bool>() != false
                        ? ((JsonArray)property.Value!).Skip(1).SelectMany(All)
                        : All(property.Value)
                )
                .Prepend(part),
            JsonArray list => list.SelectMany(All),
            _ => [],
        };

    private static HashSet<string> Of(string text) => [.. Word().Matches(text).Select(match => match.Value)];

    private static Rendered Sorted(List<string> buttons, List<string> inputs, HashSet<string> words) =>
        new([.. buttons.Order(StringComparer.Ordinal)], [.. inputs.Order(StringComparer.Ordinal)], words);

    [GeneratedRegex("name=\"verb\" value=\"([^\"]*)\"")]
    private static partial Regex Button();

    [GeneratedRegex("<(?:input|select|textarea)[^>]* name=\"([^\"]*)\"")]
    private static partial Regex Field();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();

    [GeneratedRegex(@"[\p{L}\p{N}]+")]
    private static partial Regex Word();
}
