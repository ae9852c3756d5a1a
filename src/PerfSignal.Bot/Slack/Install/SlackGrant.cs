using System.Text.Json.Nodes;
using NodaTime;

namespace PerfSignal.Bot.Slack.Install;

/// <summary>What oauth.v2.access answers (https://docs.slack.dev/reference/methods/oauth.v2.access), as far as it is kept.</summary>
/// <param name="Workspace">The id of the workspace; of the enterprise where the app was installed for all of it, and the team is null.</param>
/// <param name="Lasts">How long the token lasts; null for one that does not end.</param>
internal sealed record SlackGrant(
    string Workspace,
    string? Name,
    bool WholeEnterprise,
    string? BotUser,
    SlackSecret Secret,
    Duration? Lasts,
    string Scopes
)
{
    /// <returns>Null where the answer has no bot token, or names neither workspace nor enterprise.</returns>
    public static SlackGrant? Read(JsonObject answer)
    {
        var whole = Text(answer["is_enterprise_install"]) == "true";
        var of = (whole ? answer["enterprise"] : answer["team"]) as JsonObject;
        return Text(of?["id"]) is { } workspace && Text(answer["access_token"]) is { } token && Text(answer["token_type"]) is null or "bot"
            ? new SlackGrant(
                workspace,
                Text(of?["name"]) is { Length: > 200 } name ? name[..200] : Text(of?["name"]),
                whole,
                Text(answer["bot_user_id"]),
                new SlackSecret(token, Text(answer["refresh_token"])),
                answer["expires_in"] is JsonValue number && number.TryGetValue<long>(out var seconds)
                    ? Duration.FromSeconds(seconds)
                    : null,
                Text(answer["scope"]) ?? ""
            )
            : null;
    }

    private static string? Text(JsonNode? node) => node is JsonValue && node.ToString() is { Length: > 0 } text ? text : null;
}
