using System.Text.Json.Nodes;
using PerfSignal.Core.People;

namespace PerfSignal.Bot.Slack.Inbound;

/// <summary>What `users.info` says of an account (https://docs.slack.dev/reference/objects/user-object).</summary>
internal sealed record SlackProfile
{
    public string? Email { get; private init; }
    public string? Name { get; private init; }
    private bool IsBot { get; init; }
    private bool IsGuest { get; init; }
    private bool IsStranger { get; init; }
    private bool IsGone { get; init; }
    private string? Team { get; init; }
    private string? Enterprise { get; init; }

    public static SlackProfile Read(JsonNode? user) =>
        Read(WireJson.Parse(System.Text.Encoding.UTF8.GetBytes(user?.ToJsonString() ?? "{}")) ?? default);

    public static SlackProfile Read(WireJson said)
    {
        var profile = said["profile"];
        return new SlackProfile
        {
            // An address that its owner has not confirmed may be anybody's.
            Email = profile["email"].Text is { Length: <= 254 } email && !said["is_email_confirmed"].Denied ? email : null,
            Name = Cut(profile["real_name"].Text ?? said["real_name"].Text ?? said["name"].Text),
            IsBot = said["is_bot"].Flag || said["is_workflow_bot"].Flag,
            IsGuest = said["is_restricted"].Flag || said["is_ultra_restricted"].Flag,
            IsStranger = said["is_stranger"].Flag,
            IsGone = said["deleted"].Flag,
            Team = said["team_id"].Text,
            Enterprise = said["enterprise_user"]["enterprise_id"].Text,
        };
    }

    /// <summary>A key of the texts; null for a member of the installation.</summary>
    public string? WhyNot(Arrival arrival) => WhyNot(arrival.Workspace, arrival.Enterprise);

    /// <param name="enterprise">The organisation the workspace is part of, where it is known beside it.</param>
    public string? WhyNot(string workspace, string? enterprise = null)
    {
        if (IsBot)
        {
            return "slack_bot";
        }

        // Somebody of another organisation is met in channels shared with it (https://docs.slack.dev/apis/slack-connect).
        var ours = Team == workspace || (Enterprise is { } one && (one == workspace || one == enterprise));
        return IsStranger || !ours ? "slack_foreign"
            : IsGuest || IsGone ? "slack_guest"
            : null;
    }

    /// <summary>Whether the account is kept as it is described.</summary>
    public bool Says(ChatAccount account, Arrival arrival) =>
        account.RemovedAt is null
        && WhyNot(arrival) is null
        && account.Name == Name
        && string.Equals(account.Email, Email?.Trim(), StringComparison.OrdinalIgnoreCase);

    private static string? Cut(string? name) => name is { Length: > 200 } ? name[..200] : name;
}
