using System.Globalization;
using System.Text.Json.Nodes;
using NodaTime;
using PerfSignal.Core.Delivery;

namespace PerfSignal.Bot.Slack.Outbound;

/// <summary>What a look into a conversation found.</summary>
internal abstract record Look
{
    private Look() { }

    public sealed record Found(string Conversation, string Ts) : Look;

    public sealed record Absent : Look;

    /// <summary>Slack does not let us look, or not far enough.</summary>
    public sealed record Barred(string Word) : Look;

    /// <summary>It may let us later.</summary>
    public sealed record Later(DeliveryResult.Failed Failed) : Look;
}

/// <summary>Looks whether a message whose end is not known stands in the conversation, by its delivery id in the metadata (https://docs.slack.dev/messaging/message-metadata).</summary>
internal sealed class Lookout(CallSlack call)
{
    public const string EventType = "perfsignal_delivery";

    private const int PageSize = 100;
    private const int MostPages = 5;

    /// <summary>Slack's clock stamps messages; requests it signs are refused when ours is five minutes away from it, so more is not to be expected.</summary>
    private static readonly Duration ClocksApart = Duration.FromMinutes(10);

    public static JsonObject Metadata(Guid delivery) =>
        new()
        {
            ["event_type"] = EventType,
            ["event_payload"] = new JsonObject { ["delivery_id"] = delivery.ToString("N") },
        };

    /// <summary>How a post, a change or a removal ended.</summary>
    public static DeliveryResult Posted(SlackAnswer answer, string conversation) =>
        answer switch
        {
            SlackAnswer.Good { Body: var body } => body["ts"]?.ToString() is { Length: > 0 } ts
                ? new DeliveryResult.Delivered(body["channel"]?.ToString() ?? conversation, ts)
                : new DeliveryResult.Failed(FailureCategory.Uncertain, "no_ts"),
            _ => SlackErrors.Failed(answer),
        };

    public async Task<Look> For(Message message, string workspace, string conversation, CancellationToken ct)
    {
        var oldest = (message.Since - ClocksApart).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        string? cursor = null;
        for (var page = 0; page < MostPages; page++)
        {
            var arguments = new JsonObject
            {
                ["channel"] = conversation,
                ["include_all_metadata"] = "true",
                ["oldest"] = oldest,
                ["limit"] = PageSize.ToString(CultureInfo.InvariantCulture),
            };
            if (cursor is not null)
            {
                arguments["cursor"] = cursor;
            }

            var answer = await call(workspace, "conversations.history", arguments, ct);
            if (answer is not SlackAnswer.Good good)
            {
                return Without(answer);
            }

            if (Find(good.Body, message.DeliveryId) is { } ts)
            {
                return new Look.Found(conversation, ts);
            }

            cursor = good.Body["response_metadata"]?["next_cursor"]?.ToString();
            if (good.Body["has_more"]?.ToString() != "true" || string.IsNullOrEmpty(cursor))
            {
                return new Look.Absent();
            }
        }

        return new Look.Barred("too_many_messages");
    }

    private static string? Find(JsonObject history, Guid delivery)
    {
        var id = delivery.ToString("N");
        return (history["messages"] as JsonArray ?? [])
            .OfType<JsonObject>()
            .Where(message =>
                message["metadata"]?["event_type"]?.ToString() == EventType
                && message["metadata"]?["event_payload"]?["delivery_id"]?.ToString() == id
            )
            .Select(message => message["ts"]?.ToString())
            .FirstOrDefault(ts => ts is not null);
    }

    private static Look Without(SlackAnswer answer)
    {
        var failed = SlackErrors.Before(answer);
        return failed.Category is FailureCategory.Transient or FailureCategory.Throttled || IsToken(failed.Word)
            ? new Look.Later(failed)
            : new Look.Barred(failed.Word);
    }

    /// <summary>A token that is refused here is refused for the message too: the look is not what is barred.</summary>
    private static bool IsToken(string word) =>
        word is "invalid_auth" or "not_authed" or "account_inactive" or "token_revoked" or "token_expired" or "no_installation";
}
