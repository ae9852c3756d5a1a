using System.Text.Json.Nodes;
using PerfSignal.Bot.Cards;
using PerfSignal.Bot.Cards.Rendering;
using PerfSignal.Bot.Slack.Inbound;
using PerfSignal.Core;
using PerfSignal.Core.Conversing;
using CardJson = PerfSignal.Bot.Cards.CardJson;

namespace PerfSignal.Tests.Cards;

/// <summary>Writes what the bot gives Slack, for the checks in tests/interop, when PERFSIGNAL_EXPORT names a folder.</summary>
internal static class SlackExport
{
    private static readonly string? Folder = Environment.GetEnvironmentVariable("PERFSIGNAL_EXPORT");
    private static readonly Texts Texts = Texts.Load(RepositoryFiles.Cards);
    private static readonly string Endless = string.Concat(Enumerable.Repeat("<!channel> *everything* & more ", 400));

    /// <summary>Every card with these models as a message, a window, the same window with what is wrong at each input, and a home tab.</summary>
    public static void Write(string file, CardLibrary library, IEnumerable<KeyValuePair<string, JsonNode>> models)
    {
        if (Folder is null)
        {
            return;
        }

        Directory.CreateDirectory(Folder);
        var shown =
            from address in new[] { new Uri("https://perfsignal.example/"), null }
            from language in library.Languages
            let cards = new SlackCards(library, new BlockKitRenderer(address), Texts, new VerbTable(Verbs.All))
            let without = address is null ? ", no address" : ""
            from one in Sentences(cards, language)
                .Concat(models.SelectMany(model => Forms(cards, model.Key, model.Value.AsObject(), language)))
            select (JsonNode)
                new JsonObject
                {
                    ["name"] = $"{one.Name}.{language}{without}",
                    ["kind"] = one.Kind,
                    ["shown"] = one.Shown,
                };
        File.WriteAllText(Path.Combine(Folder, file), new JsonArray([.. shown]).ToJsonString(CardJson.Compact));
    }

    private static IEnumerable<(string Name, string Kind, JsonObject Shown)> Sentences(SlackCards cards, string language) =>
        [
            ("sentence", "message", cards.Said("Noted.")),
            ("long sentence", "message", cards.Said(Endless)),
            ("loading", "modal", cards.Window(Texts.Say(language, "slack_loading"), language)),
            ("working", "modal", cards.Window(Texts.Say(language, "slack_working"), language)),
            ("failure", "modal", cards.Window(Texts.Say(language, "slack_failed", ("reference", "0123abcd")), language)),
        ];

    private static IEnumerable<(string Name, string Kind, JsonObject Shown)> Forms(
        SlackCards cards,
        string card,
        JsonObject model,
        string language
    )
    {
        yield return (card, "message", cards.Message(card, model, language));
        yield return (card, "home", cards.Home(card, model, language));
        var modal = cards.Modal(card, model, language);
        yield return (card, "modal", modal);
        var inputs = modal["blocks"]!.AsArray().Where(block => block!["type"]!.ToString() == "input");
        var errors = inputs.Select(input => input!["block_id"]!.ToString()).Append("row").ToDictionary(id => id, _ => Endless[..900]);
        if (errors.Count > 1)
        {
            yield return ($"{card} with errors", "modal", cards.Modal(card, model, language, errors));
        }
    }
}
