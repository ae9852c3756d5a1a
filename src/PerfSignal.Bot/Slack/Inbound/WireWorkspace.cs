namespace PerfSignal.Bot.Slack.Inbound;

/// <summary>Reads for which installation something arrived: the workspace, or the enterprise where the bot was installed for all of it.</summary>
/// <remarks>There `team` is null, and `is_enterprise_install` is a word in some requests (https://docs.slack.dev/enterprise/developing-for-enterprise-orgs).</remarks>
internal static class WireWorkspace
{
    private const int Longest = 64;

    /// <summary>The event's first authorization is the installation it is sent to; `team_id` may be another workspace's in a shared channel.</summary>
    public static string? OfEvent(WireJson body)
    {
        var to = body["authorizations"].Items.FirstOrDefault();
        return Key(
            to["is_enterprise_install"].Flag,
            to["enterprise_id"].Text ?? body["enterprise_id"].Text,
            to["team_id"].Text ?? body["team_id"].Text
        );
    }

    public static string? OfInteraction(WireJson payload) =>
        Key(payload["is_enterprise_install"].Flag, payload["enterprise"]["id"].Text, payload["team"]["id"].Text)
        ?? Known(payload["enterprise"]["id"].Text ?? payload["user"]["team_id"].Text);

    public static string? Key(bool wholeEnterprise, string? enterprise, string? team) => Known(wholeEnterprise ? enterprise : team);

    public static string? Known(string? id) => id is { Length: > 0 and <= Longest } && id.All(char.IsAsciiLetterOrDigit) ? id : null;
}
