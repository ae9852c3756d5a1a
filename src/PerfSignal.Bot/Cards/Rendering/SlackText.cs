using System.Buffers;
using System.Text;
using System.Text.Json.Nodes;

namespace PerfSignal.Bot.Cards.Rendering;

/// <summary>Text objects of Slack (https://docs.slack.dev/messaging/formatting-message-text).</summary>
public static class SlackText
{
    /// <summary>Characters that Slack's mrkdwn reads as formatting.</summary>
    private static readonly SearchValues<char> Formatting = SearchValues.Create("*_~`");

    /// <summary>
    /// Text for a mrkdwn field that shows as typed: &amp;, &lt; and &gt; become entities, so no mention, channel or link can be
    /// called, and formatting characters get an invisible word joiner on both sides, since Slack knows no escape for them.
    /// </summary>
    public static string Escape(string text)
    {
        var entities = text.Replace("&", "&amp;", StringComparison.Ordinal)
            .Replace("<", "&lt;", StringComparison.Ordinal)
            .Replace(">", "&gt;", StringComparison.Ordinal);
        if (!entities.AsSpan().ContainsAny(Formatting))
        {
            return entities;
        }

        var joined = new StringBuilder(entities.Length + 16);
        foreach (var letter in entities)
        {
            _ = Formatting.Contains(letter) ? joined.Append('\u2060').Append(letter).Append('\u2060') : joined.Append(letter);
        }

        return joined.ToString();
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
