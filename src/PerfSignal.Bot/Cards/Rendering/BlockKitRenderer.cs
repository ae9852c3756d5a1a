using System.Text.Json.Nodes;

namespace PerfSignal.Bot.Cards.Rendering;

/// <summary>An expanded card as a Slack message, modal or home view (https://docs.slack.dev/reference/block-kit).</summary>
/// <param name="publicUrl">Where this service is reached, for links that begin with /; without it such links are left out.</param>
public sealed class BlockKitRenderer(Uri? publicUrl = null)
{
    private const int MessageBlocks = 50;
    private const int ViewBlocks = 100;

    /// <summary>The block that stands for what did not fit.</summary>
    internal const string MoreBlock = "more";

    /// <summary>Fields of <c>chat.postMessage</c>: <c>text</c> for notifications and screen readers, and <c>blocks</c>.</summary>
    public JsonObject Message(JsonObject card)
    {
        var text = new Part(card).Text("fallbackText") is { Length: > 0 } fallback ? fallback : Unruled(PlainTextRenderer.Render(card));
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
        card = (JsonObject)card.DeepClone();
        var actions = card.Actions();
        var submit = actions.FirstOrDefault(a => a.Type == "Action.Execute");
        if (submit.Json is null)
        {
            submit = TakeSubmit(card);
        }

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

    /// <summary>A notification has no width, so lines below headings would only push the words out of it.</summary>
    private static string Unruled(string text) =>
        string.Join('\n', text.Split('\n').Where(line => line.Length == 0 || !line.All(c => c == '─')));

    /// <summary>The first button that stands in the body, taken out of it: inputs without a submit button are refused.</summary>
    private static Part TakeSubmit(JsonObject card)
    {
        foreach (var set in new Part(card).Shown("body").Where(part => part.Type == "ActionSet"))
        {
            if (set.Actions.FirstOrDefault(action => action.Type == "Action.Execute") is { Json: not null } found)
            {
                set.Json["actions"]!.AsArray().Remove(found.Json);
                return found;
            }
        }

        return default;
    }

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
            content.Add(More(card));
        }

        return new JsonArray([.. content.Concat(foot).Take(most)]);
    }

    /// <summary>Says that there is more, and leads to all of it where this service has an address.</summary>
    private JsonObject More(JsonObject card)
    {
        var more = new Part(card[CardLibrary.More] as JsonObject ?? []);
        var block = new JsonObject
        {
            ["type"] = "section",
            ["block_id"] = MoreBlock,
            ["text"] = SlackText.Plain(more.Text("text") is { Length: > 0 } text ? text : "…", 2000),
        };
        if (publicUrl is not null && more.Text("title") is { Length: > 0 } title)
        {
            block["accessory"] = new JsonObject
            {
                ["type"] = "button",
                ["action_id"] = "open#more",
                ["text"] = SlackText.Plain(title, 75),
                ["url"] = new Uri(publicUrl, "/me").ToString(),
            };
        }

        return block;
    }
}

internal static class CardParts
{
    public static List<Part> Actions(this JsonObject card) => [.. new Part(card).Actions];
}
