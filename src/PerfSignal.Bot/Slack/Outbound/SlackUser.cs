using System.Text.Json.Nodes;
using PerfSignal.Bot.Slack.Inbound;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.People;

namespace PerfSignal.Bot.Slack.Outbound;

/// <summary>A user as users.info and users.lookupByEmail describe it (https://docs.slack.dev/reference/objects/user-object).</summary>
internal static class SlackUser
{
    /// <summary>Who it is, where it is a member of the workspace; null for guests, bots, closed accounts, and people of other organisations.</summary>
    /// <remarks>Judged by the same description as whoever writes to the bot, so that the two ways in never differ.</remarks>
    public static ChatIdentity? Member(JsonNode? user, string workspace)
    {
        if (user is not JsonObject || user["id"] is not JsonValue said || said.ToString() is not { Length: > 0 } id || id == "USLACKBOT")
        {
            return null;
        }

        var profile = SlackProfile.Read(user);
        return profile.WhyNot(workspace) is null
            ? new ChatIdentity(PlatformName.Slack, workspace, id) { Email = profile.Email, Name = profile.Name }
            : null;
    }
}
