using System.Text.Json.Nodes;

namespace PerfSignal.Bot.Cards.Rendering;

/// <summary>Text objects of Slack (https://docs.slack.dev/messaging/formatting-message-text).</summary>
public static class SlackText
{
    /// <summary>Characters that Slack's mrkdwn reads as formatting.</summary>
    private const string Formatting = "*_~`";

    /// <summary>
    /// Text for a mrkdwn field that shows as typed: &amp;, &lt; and &gt; become entities, so no mention, channel or link can be
    /// called, and formatting characters get an invisible word joiner on both sides, since Slack knows no escape for them.
    /// </summary>
    public static string Escape(string text)
    {
        var entities = text.Replace("&", "&amp;", StringComparison.Ordinal)
            .Replace("<", "&lt;", StringComparison.Ordinal)
            .Replace(">", "&gt;", StringComparison.Ordinal);
        return string.Concat(entities.Select(c => Formatting.Contains(c, StringComparison.Ordinal) ? $"\u2060{c}\u2060" : c.ToString()));
    }

    /// <summary>A plain text object of at most <paramref name="most"/> characters; never empty, which Slack refuses.</summary>
    internal static JsonObject Plain(string text, int most) =>
        new()
        {
            ["type"] = "plain_text",
            ["text"] = TextSplit.Cut(text.Trim().Length == 0 ? "–" : text, most),
            ["emoji"] = false,
        };
}
