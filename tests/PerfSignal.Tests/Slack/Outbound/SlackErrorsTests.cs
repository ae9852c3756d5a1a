using PerfSignal.Bot.Slack;
using PerfSignal.Bot.Slack.Outbound;
using PerfSignal.Core.Delivery;

namespace PerfSignal.Tests.Slack.Outbound;

public sealed class SlackErrorsTests
{
    [Theory]
    [InlineData(FailureCategory.Throttled, "ratelimited", "rate_limited")]
    [InlineData(
        FailureCategory.Transient,
        "service_unavailable",
        "request_timeout",
        "message_limit_exceeded",
        "accesslimited",
        "ekm_access_denied",
        "team_added_to_org",
        "org_login_required",
        "http_500",
        "http_503",
        "http_408"
    )]
    [InlineData(FailureCategory.Uncertain, "internal_error", "fatal_error")]
    [InlineData(
        FailureCategory.Unauthorized,
        "invalid_auth",
        "not_authed",
        "account_inactive",
        "token_revoked",
        "token_expired",
        "missing_scope",
        "no_permission",
        "not_allowed_token_type",
        "access_denied",
        "enterprise_is_restricted",
        "team_access_not_granted",
        "two_factor_setup_required",
        "restricted_action",
        "messages_tab_disabled",
        "no_installation",
        "no_workspace"
    )]
    [InlineData(
        FailureCategory.RecipientGone,
        "channel_not_found",
        "user_not_found",
        "users_not_found",
        "user_not_visible",
        "user_disabled",
        "is_archived",
        "not_in_channel",
        "cannot_dm_bot"
    )]
    [InlineData(
        FailureCategory.Invalid,
        "msg_too_long",
        "invalid_blocks",
        "invalid_blocks_format",
        "msg_blocks_too_long",
        "no_text",
        "metadata_too_large",
        "invalid_metadata_format",
        "invalid_metadata_schema",
        "message_not_found",
        "cant_update_message",
        "cant_delete_message",
        "edit_window_closed",
        "invalid_arguments",
        "http_404",
        "a_word_of_tomorrow"
    )]
    public void Each_word_has_its_category(FailureCategory category, params string[] words) =>
        words.ShouldAllBe(word => SlackErrors.Category(word) == category);

    [Fact]
    public void Whatever_fails_before_the_message_leaves_nothing_uncertain_and_holds_nobody_else()
    {
        foreach (var word in SlackErrors.Known)
        {
            SlackErrors.Before(new SlackAnswer.Refused(word)).Category.ShouldNotBe(FailureCategory.Uncertain);
        }

        SlackErrors.Before(new SlackAnswer.Unknown("timeout")).Category.ShouldBe(FailureCategory.Transient);
        SlackErrors.Before(new SlackAnswer.Throttled(NodaTime.Duration.FromSeconds(60))).OnlyThis.ShouldBeTrue();
        SlackErrors.Failed(new SlackAnswer.Throttled(NodaTime.Duration.FromSeconds(60))).OnlyThis.ShouldBeFalse();
    }
}
