using PerfSignal.Core.Delivery;

namespace PerfSignal.Bot.Slack.Outbound;

/// <summary>
/// What Slack's error words mean for a message; words as on the pages of chat.postMessage, chat.update, chat.delete and conversations.open at
/// https://docs.slack.dev/reference/methods. A word that is not here is taken for a mistake of ours, so that it is seen and not repeated.
/// </summary>
internal static class SlackErrors
{
    private static readonly Dictionary<string, FailureCategory> Words = new(StringComparer.Ordinal)
    {
        ["ratelimited"] = FailureCategory.Throttled,
        ["rate_limited"] = FailureCategory.Throttled,

        // Nothing was done, and it may go well later.
        ["service_unavailable"] = FailureCategory.Transient,
        ["request_timeout"] = FailureCategory.Transient,
        ["message_limit_exceeded"] = FailureCategory.Transient,
        ["accesslimited"] = FailureCategory.Transient,
        ["ekm_access_denied"] = FailureCategory.Transient,
        // The workspace is moving into an enterprise organisation; it answers again when it has.
        ["team_added_to_org"] = FailureCategory.Transient,
        ["org_login_required"] = FailureCategory.Transient,

        // "It's possible some aspect of the operation succeeded before the error was raised."
        ["internal_error"] = FailureCategory.Uncertain,
        ["fatal_error"] = FailureCategory.Uncertain,

        // Somebody who administers the workspace or the app has to mend it.
        ["invalid_auth"] = FailureCategory.Unauthorized,
        ["not_authed"] = FailureCategory.Unauthorized,
        ["account_inactive"] = FailureCategory.Unauthorized,
        ["token_revoked"] = FailureCategory.Unauthorized,
        ["token_expired"] = FailureCategory.Unauthorized,
        ["missing_scope"] = FailureCategory.Unauthorized,
        ["no_permission"] = FailureCategory.Unauthorized,
        ["not_allowed_token_type"] = FailureCategory.Unauthorized,
        ["access_denied"] = FailureCategory.Unauthorized,
        ["enterprise_is_restricted"] = FailureCategory.Unauthorized,
        ["team_access_not_granted"] = FailureCategory.Unauthorized,
        ["two_factor_setup_required"] = FailureCategory.Unauthorized,
        ["restricted_action"] = FailureCategory.Unauthorized,
        // The app's Messages tab is off: true for everybody there, so nobody is marked.
        ["messages_tab_disabled"] = FailureCategory.Unauthorized,
        ["no_installation"] = FailureCategory.Unauthorized,
        ["no_workspace"] = FailureCategory.Unauthorized,

        ["channel_not_found"] = FailureCategory.RecipientGone,
        ["user_not_found"] = FailureCategory.RecipientGone,
        ["users_not_found"] = FailureCategory.RecipientGone,
        ["user_not_visible"] = FailureCategory.RecipientGone,
        ["user_disabled"] = FailureCategory.RecipientGone,
        ["is_archived"] = FailureCategory.RecipientGone,
        ["not_in_channel"] = FailureCategory.RecipientGone,
        ["cannot_dm_bot"] = FailureCategory.RecipientGone,

        ["msg_too_long"] = FailureCategory.Invalid,
        ["invalid_blocks"] = FailureCategory.Invalid,
        ["invalid_blocks_format"] = FailureCategory.Invalid,
        ["msg_blocks_too_long"] = FailureCategory.Invalid,
        ["no_text"] = FailureCategory.Invalid,
        ["metadata_too_large"] = FailureCategory.Invalid,
        ["invalid_metadata_format"] = FailureCategory.Invalid,
        ["invalid_metadata_schema"] = FailureCategory.Invalid,
        ["message_not_found"] = FailureCategory.Invalid,
        ["cant_update_message"] = FailureCategory.Invalid,
        ["cant_delete_message"] = FailureCategory.Invalid,
        ["edit_window_closed"] = FailureCategory.Invalid,
        ["invalid_arguments"] = FailureCategory.Invalid,
    };

    public static IEnumerable<string> Known => Words.Keys;

    public static FailureCategory Category(string word) =>
        Words.TryGetValue(word, out var category) ? category
        : word.StartsWith("http_5", StringComparison.Ordinal) || word is "http_408" or "no_answer" ? FailureCategory.Transient
        : FailureCategory.Invalid;

    /// <summary>A call that did not end well, as the outbox understands it.</summary>
    public static DeliveryResult.Failed Failed(SlackAnswer answer) =>
        answer switch
        {
            SlackAnswer.Refused refused => new(Category(refused.Error), refused.Error),
            SlackAnswer.Throttled throttled => new(FailureCategory.Throttled, "ratelimited", throttled.RetryAfter),
            SlackAnswer.NotReached missed => new(FailureCategory.Transient, missed.Word),
            SlackAnswer.Unknown unknown => new(FailureCategory.Uncertain, unknown.Word),
            _ => throw new ArgumentOutOfRangeException(nameof(answer)),
        };

    /// <summary>The same for a call before the message itself: whatever became of it, the message did not leave, and only this one waits for it.</summary>
    public static DeliveryResult.Failed Before(SlackAnswer answer)
    {
        var failed = Failed(answer);
        return failed.Category switch
        {
            FailureCategory.Uncertain => failed with { Category = FailureCategory.Transient },
            FailureCategory.Throttled => failed with { OnlyThis = true },
            _ => failed,
        };
    }
}
