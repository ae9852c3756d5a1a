using System.Text.Json.Nodes;
using PerfSignal.Bot.Cards;

namespace PerfSignal.Bot.Teams.Inbound;

/// <summary>The bodies with which invokes are answered, always with status 200.</summary>
/// <remarks>
/// https://learn.microsoft.com/adaptive-cards/authoring-cards/universal-action-model and
/// https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/task-modules/task-modules-bots.
/// </remarks>
internal static class InvokeAnswers
{
    private const string CardType = "application/vnd.microsoft.card.adaptive";

    public static IResult Card(JsonObject card) => CardAction(200, CardType, card);

    public static IResult Message(string text) => CardAction(200, "application/vnd.microsoft.activity.message", text);

    public static IResult Error(int status, string code, string text) =>
        CardAction(status, "application/vnd.microsoft.error", new JsonObject { ["code"] = code, ["message"] = text });

    /// <summary>A dialog with a card, opened or shown again.</summary>
    public static IResult Dialog(string title, JsonObject card) =>
        Task(
            "continue",
            new JsonObject
            {
                ["title"] = title,
                ["height"] = "medium",
                ["width"] = "medium",
                ["card"] = new JsonObject { ["contentType"] = CardType, ["content"] = card },
            }
        );

    /// <summary>Closes the dialog with a sentence.</summary>
    public static IResult DialogMessage(string text) => Task("message", text);

    /// <summary>Nothing to show; a dialog closes.</summary>
    public static IResult Nothing() => Results.Ok();

    private static IResult Task(string type, JsonNode value) =>
        Json(
            new JsonObject
            {
                ["task"] = new JsonObject { ["type"] = type, ["value"] = value },
            }
        );

    private static IResult CardAction(int status, string type, JsonNode value) =>
        Json(
            new JsonObject
            {
                ["statusCode"] = status,
                ["type"] = type,
                ["value"] = value,
            }
        );

    private static IResult Json(JsonObject body) => Results.Text(body.ToJsonString(CardJson.Compact), "application/json");
}
