using PerfSignal.Core.Delivery;

namespace PerfSignal.Bot.Teams.Outbound;

/// <summary>What is asked of the connector.</summary>
internal enum Operation
{
    CreateConversation,
    Send,
    Update,
    Delete,
    ReadMember,
}

/// <summary>What a refusal of the connector means (https://learn.microsoft.com/microsoftteams/platform/bots/build-conversational-capability#status-codes-from-bot-conversational-apis).</summary>
internal static class ConnectorErrors
{
    /// <param name="Status">Null for any.</param>
    /// <param name="Word">The code; null for any.</param>
    /// <param name="OfMessage">True for calls that name a message, false for those that do not, null for both.</param>
    private sealed record Rule(int? Status, string? Word, FailureCategory Category, bool? OfMessage = null);

    /// <summary>The first that fits counts. Anything else: 5xx may pass, the rest is a mistake of ours.</summary>
    private static readonly Rule[] Rules =
    [
        new(429, null, FailureCategory.Throttled),
        new(401, null, FailureCategory.Unauthorized),
        new(408, null, FailureCategory.Transient),
        new(412, null, FailureCategory.Transient),
        new(500, null, FailureCategory.Transient),
        new(502, null, FailureCategory.Transient),
        new(503, null, FailureCategory.Transient),
        new(504, null, FailureCategory.Transient),
        new(null, "BotDisabledByAdmin", FailureCategory.RecipientGone),
        new(null, "BotNotInConversationRoster", FailureCategory.RecipientGone),
        new(null, "ConversationBlockedByUser", FailureCategory.RecipientGone),
        new(null, "ForbiddenOperationException", FailureCategory.RecipientGone),
        new(null, "MessageWritesBlocked", FailureCategory.RecipientGone),
        new(null, "ConversationNotFound", FailureCategory.RecipientGone),
        new(null, "ActivityNotFoundInConversation", FailureCategory.Invalid),
        // The conversation is one of another cloud: the settings are wrong, not the person gone.
        new(null, "InvalidBotApiHost", FailureCategory.Invalid),
        new(null, "NotEnoughPermissions", FailureCategory.Invalid),
        new(null, "MessageSizeTooBig", FailureCategory.Invalid),
        // Older answers to a blocked or removed bot carry a text and no word.
        new(403, null, FailureCategory.RecipientGone),
        new(404, null, FailureCategory.RecipientGone, OfMessage: false),
        new(404, null, FailureCategory.Invalid, OfMessage: true),
    ];

    public static FailureCategory Category(Operation operation, int status, string? word)
    {
        var ofMessage = operation is Operation.Update or Operation.Delete;
        var rule = Array.Find(
            Rules,
            rule =>
                (rule.Status is null || rule.Status == status)
                && (rule.Word is null || string.Equals(rule.Word, word, StringComparison.OrdinalIgnoreCase))
                && (rule.OfMessage is null || rule.OfMessage == ofMessage)
        );
        return rule?.Category ?? (status >= 500 ? FailureCategory.Transient : FailureCategory.Invalid);
    }
}
