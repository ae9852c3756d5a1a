using System.Text.Json.Nodes;
using PerfSignal.Bot.Cards;
using PerfSignal.Bot.Cards.Rendering;
using PerfSignal.Core.Conversing;

namespace PerfSignal.Bot.Slack.Inbound;

/// <summary>Answers as Slack shows them: messages, modals, the home tab.</summary>
internal sealed class SlackCards(CardLibrary cards, BlockKitRenderer renderer, Texts texts, VerbTable verbs)
{
    /// <summary>The verbs that open a form: those that a card with inputs comes back to.</summary>
    private readonly Lazy<HashSet<string>> forms = new(() =>
        cards
            .Cards.Where(card =>
                cards.Expand(card, cards.Sample(card), Texts.Fallback).ToJsonString().Contains("\"Input.", StringComparison.Ordinal)
            )
            .SelectMany(cards.Verbs)
            .Append(OpenForm.Name)
            .ToHashSet(StringComparer.Ordinal)
    );

    /// <summary>Whether the answer may be a form, so that a window is opened before it is there.</summary>
    public bool MayOpenForm(Arrival arrival) =>
        arrival.Trigger is not null
        && (arrival.Verb is { } name ? verbs.ByName(name) : verbs.Typed(arrival.Text ?? "").Verb) is { } verb
        && forms.Value.Contains(verb.Name)
        && arrival.Fields.Count == 0;

    public JsonObject Said(string text)
    {
        var sections = TextSplit
            .Pieces(text, 3000)
            .Select(piece => (JsonNode)new JsonObject { ["type"] = "section", ["text"] = SlackText.Plain(piece, 3000) });
        return new JsonObject
        {
            ["text"] = SlackText.Escape(TextSplit.Cut(text, 1000)),
            ["blocks"] = new JsonArray([.. sections.Take(50)]),
        };
    }

    public JsonObject Message(string card, JsonObject model, string language) =>
        renderer.Message(cards.ExpandForSlack(card, model, language));

    public JsonObject Home(string card, JsonObject model, string language) => renderer.Home(cards.ExpandForSlack(card, model, language));

    /// <param name="errors">Sentences that stand below their input; those of no input stand below the first.</param>
    public JsonObject Modal(string card, JsonObject model, string language, IReadOnlyDictionary<string, string>? errors = null)
    {
        var view = renderer.Modal(
            cards.ExpandForSlack(card, model, language),
            texts.Say(language, "slack_modal"),
            texts.Say(language, "slack_close")
        );
        if (errors is { Count: > 0 })
        {
            var blocks = view["blocks"]!.AsArray();
            var inputs = blocks.OfType<JsonObject>().Where(block => block["type"]!.ToString() == "input").ToList();
            foreach (var (id, sentence) in At(errors, [.. inputs.Select(input => input["block_id"]!.ToString())]))
            {
                blocks.Insert(
                    blocks.IndexOf(inputs.Find(input => input["block_id"]!.ToString() == id)) + 1,
                    SlackBlocks.Context("⚠ " + sentence)
                );
            }
        }

        return view;
    }

    /// <summary>A window with a sentence and nothing to fill in.</summary>
    public JsonObject Window(string text, string language) =>
        new()
        {
            ["type"] = "modal",
            ["title"] = SlackText.Plain(texts.Say(language, "slack_modal"), 24),
            ["close"] = SlackText.Plain(texts.Say(language, "slack_close"), 24),
            ["blocks"] = Said(text)["blocks"]!.DeepClone(),
        };

    /// <summary>The button that opens the form of an answer where no window can be opened.</summary>
    public Reply Button(Reply form, string eventId, string language)
    {
        var (card, model) = form switch
        {
            Reply.Opened opened => (opened.Card, opened.Model),
            Reply.Invalid invalid => (invalid.Card, invalid.Model),
            _ => throw new ArgumentException("Only a form has a button.", nameof(form)),
        };
        var title =
            model["title"] is JsonValue value && value.TryGetValue<string>(out var words) && words.Length > 0
                ? words
                : Heading(cards.Expand(card, model, language)) ?? texts.Say(language, "form_title");
        return Reply.Show("open_form", new OpenFormCard(title, eventId));
    }

    /// <summary>Errors by the ids of input blocks only, as Slack wants them; none is lost.</summary>
    public static Dictionary<string, string> At(IReadOnlyDictionary<string, string> errors, IReadOnlyList<string> inputs)
    {
        var placed = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (field, sentence) in errors)
        {
            var at =
                inputs.Contains(field, StringComparer.Ordinal) ? field
                : inputs.Count > 0 ? inputs[0]
                : field;
            placed[at] = placed.TryGetValue(at, out var other) ? $"{other} {sentence}" : sentence;
        }

        return placed;
    }

    private static string? Heading(JsonObject card) =>
        new Part(card).Shown("body").FirstOrDefault(part => part.Type == "TextBlock") is { Json: not null } first
            ? Markdown.Plain(first.Text("text"))
            : null;
}

/// <summary>Model of the card `open_form`.</summary>
/// <param name="Event">The event whose answer the form is; who presses is asked again.</param>
internal sealed record OpenFormCard([property: Written] string Title, string Event);
