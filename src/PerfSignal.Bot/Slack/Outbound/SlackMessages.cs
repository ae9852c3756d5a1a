using System.Text.Json.Nodes;
using PerfSignal.Bot.Cards;
using PerfSignal.Bot.Cards.Rendering;
using PerfSignal.Core.Delivery;

namespace PerfSignal.Bot.Slack.Outbound;

/// <summary>A message's words and blocks for chat.postMessage and chat.update.</summary>
internal sealed class SlackMessages(CardLibrary cards, BlockKitRenderer renderer)
{
    /// <summary>A longer sentence becomes blocks, which are split where one is full (https://docs.slack.dev/reference/methods/chat.postMessage#truncating).</summary>
    private const int LongestSentence = 3000;

    /// <summary>The same for a post that can be found again by its delivery.</summary>
    public JsonObject Post(Message message)
    {
        var arguments = Render(message);
        arguments["metadata"] = Lookout.Metadata(message.DeliveryId);
        arguments["unfurl_links"] = false;
        arguments["unfurl_media"] = false;
        return arguments;
    }

    public JsonObject Render(Message message)
    {
        // A sentence is plain text: nothing in it is markup, whatever people's names look like.
        if (message.Card == Answers.Said && message.Model["text"]?.ToString() is { Length: > 0 and <= LongestSentence } text)
        {
            return new JsonObject { ["text"] = SlackText.Escape(text), ["blocks"] = new JsonArray() };
        }

        return renderer.Message(cards.ExpandForSlack(message.Card, message.Model, message.Language));
    }
}
