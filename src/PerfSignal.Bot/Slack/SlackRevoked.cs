namespace PerfSignal.Bot.Slack;

/// <summary>How a workspace took the bot away.</summary>
internal enum SlackRevocation
{
    /// <summary>`app_uninstalled` (https://docs.slack.dev/reference/events/app_uninstalled).</summary>
    Uninstalled,

    /// <summary>`tokens_revoked` with a bot's token among them (https://docs.slack.dev/reference/events/tokens_revoked); the two come in any order.</summary>
    TokensRevoked,
}

/// <summary>Told when a workspace took the bot away; told twice it does the same.</summary>
/// <param name="workspace">As in <see cref="PerfSignal.Core.People.ChatAccount.Workspace"/>.</param>
internal delegate Task SlackRevoked(string workspace, SlackRevocation kind, CancellationToken ct);
