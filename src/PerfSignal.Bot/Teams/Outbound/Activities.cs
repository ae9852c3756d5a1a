using System.Text.Json.Nodes;
using PerfSignal.Bot.Cards;
using PerfSignal.Bot.Cards.Rendering;
using PerfSignal.Bot.Cards.Templating;
using PerfSignal.Core.Delivery;

namespace PerfSignal.Bot.Teams.Outbound;

/// <summary>Writes messages as activities of Teams (https://github.com/microsoft/Agents/blob/main/specs/activity/protocol-activity.md).</summary>
internal sealed class Activities(TeamsSettings settings, CardLibrary cards, TeamsRenderer renderer)
{
    public const string CardType = "application/vnd.microsoft.card.adaptive";

    /// <summary>Longer lines do not fit into a notification.</summary>
    private const int MostOfSummary = 120;

    private JsonObject Bot => new() { ["id"] = "28:" + settings.AppId };

    /// <summary>Creates the bot's personal conversation with somebody (https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/send-proactive-messages).</summary>
    /// <param name="member">The account's id within conversations (`29:…`), or the Entra object id.</param>
    public JsonObject Conversation(string member) =>
        new()
        {
            ["bot"] = Bot,
            ["isGroup"] = false,
            ["members"] = new JsonArray(new JsonObject { ["id"] = member }),
            ["tenantId"] = settings.TenantId,
            ["channelData"] = new JsonObject { ["tenant"] = new JsonObject { ["id"] = settings.TenantId } },
        };

    /// <summary>The activity of a message; null where its card cannot be shown, as one of an older version.</summary>
    public JsonObject? Of(Message message, string conversation)
    {
        var activity = new JsonObject
        {
            ["type"] = "message",
            ["from"] = Bot,
            ["conversation"] = new JsonObject { ["id"] = conversation },
            ["locale"] = message.Language,
        };
        if (message.Card == Answers.Said && message.Model["text"] is JsonValue text && text.TryGetValue<string>(out var said))
        {
            activity["text"] = said;
            activity["textFormat"] = "plain";
        }
        else if (Expanded(message) is { } card)
        {
            activity["summary"] = Summary(card);
            activity["attachments"] = new JsonArray(new JsonObject { ["contentType"] = CardType, ["content"] = renderer.Card(card) });
        }
        else
        {
            return null;
        }

        if (IsAiMade(message.Model))
        {
            activity["entities"] = new JsonArray(AiLabel());
        }

        return activity;
    }

    private JsonObject? Expanded(Message message)
    {
        try
        {
            return cards.Cards.Contains(message.Card, StringComparer.Ordinal)
                ? cards.Expand(message.Card, message.Model, message.Language)
                : null;
        }
        catch (ExpansionException)
        {
            return null;
        }
    }

    /// <summary>The first line of the card, for the notification; the rest is for the chat only, since a notification may show on a locked screen.</summary>
    private static string Summary(JsonObject card)
    {
        var line =
            PlainTextRenderer.Render(card).Split('\n').Select(line => line.Trim()).FirstOrDefault(line => line.Any(char.IsLetterOrDigit))
            ?? "";
        return TextSplit.Cut(line, MostOfSummary);
    }

    /// <summary>A model says `"ai": true` where its text was written by a model of language.</summary>
    private static bool IsAiMade(JsonObject model) => model["ai"] is JsonValue ai && ai.TryGetValue<bool>(out var made) && made;

    /// <summary>Teams shows "AI generated" on the message (https://learn.microsoft.com/microsoftteams/platform/bots/how-to/bot-messages-ai-generated-content).</summary>
    private static JsonObject AiLabel() =>
        new()
        {
            ["type"] = "https://schema.org/Message",
            ["@type"] = "Message",
            ["@context"] = "https://schema.org",
            ["additionalType"] = new JsonArray("AIGeneratedContent"),
        };
}
