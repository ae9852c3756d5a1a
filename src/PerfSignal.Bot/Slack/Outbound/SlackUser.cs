using System.Text.Json.Nodes;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.People;

namespace PerfSignal.Bot.Slack.Outbound;

/// <summary>A user as users.info and users.lookupByEmail describe it (https://docs.slack.dev/reference/objects/user-object).</summary>
internal static class SlackUser
{
    /// <summary>Who it is, where it is a member of the workspace; null for guests, bots, closed accounts, and people of other organisations.</summary>
    public static ChatIdentity? Member(JsonNode? user, string workspace)
    {
        if (
            user is not JsonObject
            || Text(user["id"]) is not { } id
            || IsOf(user, workspace) is false
            || Says(user, "deleted")
            || Says(user, "is_bot")
            || Says(user, "is_workflow_bot")
            || Says(user, "is_restricted")
            || Says(user, "is_ultra_restricted")
            || Says(user, "is_stranger")
            || id == "USLACKBOT"
        )
        {
            return null;
        }

        var profile = user["profile"];
        return new ChatIdentity(PlatformName.Slack, workspace, id)
        {
            // An address that its owner has not confirmed may be anybody's.
            Email = Text(user["is_email_confirmed"]) == "false" ? null : Text(profile?["email"]),
            Name = (Text(profile?["real_name"]) ?? Text(user["real_name"])) is { Length: > 200 } name
                ? name[..200]
                : Text(profile?["real_name"]) ?? Text(user["real_name"]),
        };
    }

    /// <summary>Of the workspace, or of any of the enterprise where the app is installed for all of it.</summary>
    private static bool IsOf(JsonNode user, string workspace) =>
        Text(user["team_id"]) == workspace || Text(user["enterprise_user"]?["enterprise_id"]) == workspace;

    private static bool Says(JsonNode user, string flag) => Text(user[flag]) == "true";

    private static string? Text(JsonNode? node) => node is JsonValue && node.ToString() is { Length: > 0 } text ? text : null;
}
