using System.Text.Json.Nodes;

namespace PerfSignal.Bot.Cards.Rendering;

/// <summary>An expanded card as a Slack message, modal or home view (https://docs.slack.dev/reference/block-kit).</summary>
/// <param name="publicUrl">Where this service is reached, for links that begin with /; without it such links are left out.</param>
public sealed class BlockKitRenderer(Uri? publicUrl = null)
{
    private const int MessageBlocks = 50;
    private const int ViewBlocks = 100;

    /// <summary>Fields of <c>chat.postMessage</c>: <c>text</c> for notifications and screen readers, and <c>blocks</c>.</summary>
    public JsonObject Message(JsonObject card)
    {
        var text = new Part(card).Text("fallbackText") is { Length: > 0 } fallback ? fallback : PlainTextRenderer.Render(card);
        return new JsonObject
        {
            ["text"] = TextSplit.Cut(SlackText.Escape(TextSplit.Cut(text, 1000)), 3900),
            ["blocks"] = Blocks(card, card.Actions(), MessageBlocks),
        };
    }

    /// <summary>
    /// A modal view. Its first button becomes the submit button: the verb is the <c>callback_id</c>, and the data of the button is
    /// the <c>private_metadata</c>, to be read with <see cref="CardAction.ReadValue"/>.
    /// </summary>
    public JsonObject Modal(JsonObject card, string title, string close)
    {
        var actions = card.Actions();
        var submit = actions.FirstOrDefault(a => a.Type == "Action.Execute");
        var view = new JsonObject
        {
            ["type"] = "modal",
            ["title"] = SlackText.Plain(title, 24),
            ["close"] = SlackText.Plain(close, 24),
        };
        if (submit.Json is not null)
        {
            var action = CardAction.Of(submit);
            view["callback_id"] = action.Verb;
            view["private_metadata"] = action.Value;
            view["submit"] = SlackText.Plain(submit.Text("title"), 24);
            actions.Remove(submit);
        }

        view["blocks"] = Blocks(card, actions, ViewBlocks);
        return view;
    }

    public JsonObject Home(JsonObject card) => new() { ["type"] = "home", ["blocks"] = Blocks(card, card.Actions(), ViewBlocks) };

    private JsonArray Blocks(JsonObject card, List<Part> actions, int most)
    {
        var body = new SlackBlocks(new SlackButtons(publicUrl, card));
        body.Elements(new Part(card).Shown("body"));
        var content = body.Take();
        body.Actions(actions);
        var foot = body.Take();
        if (content.Count + foot.Count > most)
        {
            content.RemoveRange(most - foot.Count - 1, content.Count - (most - foot.Count - 1));
            content.Add(SlackBlocks.Context("…"));
        }

        return new JsonArray([.. content.Concat(foot).Take(most)]);
    }
}

internal static class CardParts
{
    public static List<Part> Actions(this JsonObject card) => [.. new Part(card).Actions];
}
