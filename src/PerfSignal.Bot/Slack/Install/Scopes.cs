namespace PerfSignal.Bot.Slack.Install;

/// <summary>What the bot asks a workspace for, and nothing else (https://docs.slack.dev/reference/scopes).</summary>
internal static class Scopes
{
    /// <summary>Each scope, with the text that says what it is for.</summary>
    public static IReadOnlyList<(string Scope, string Why)> All { get; } =
    [
        // Send, change and take back the bot's own messages.
        ("chat:write", "slack_install_scope_chat_write"),
        // The slash commands and shortcuts.
        ("commands", "slack_install_scope_commands"),
        // Begin the direct conversation with a person.
        ("im:write", "slack_install_scope_im_write"),
        // Hear what people write to the bot, and look there whether a message arrived; no other conversation can be read by it.
        ("im:history", "slack_install_scope_im_history"),
        // Tell members from guests and bots.
        ("users:read", "slack_install_scope_users_read"),
        // Find the account of a person of the directory.
        ("users:read.email", "slack_install_scope_users_read_email"),
    ];

    public static IEnumerable<string> Missing(string granted)
    {
        var has = granted.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return All.Select(one => one.Scope).Where(scope => !has.Contains(scope, StringComparer.Ordinal));
    }
}
