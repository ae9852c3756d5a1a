using System.Net;
using System.Text;

namespace PerfSignal.Bot.Teams.Inbound;

/// <summary>Makes plain words of what Teams sends with marks in it.</summary>
internal static class PlainText
{
    private static readonly string[] Breaks = ["br", "/p", "/div", "/li", "/tr", "/h1", "/h2", "/h3", "/blockquote"];

    /// <summary>Longer than anything that is read; such text is handed on as it is, to be refused for its length.</summary>
    private const int Most = 32_000;

    /// <summary>The words of a message, without the mention of the bot that Teams puts before them in groups.</summary>
    public static string Of(Activity activity)
    {
        var text = activity.All["text"].Text ?? "";
        if (text.Length > Most)
        {
            return text;
        }

        foreach (var entity in activity.All["entities"].Items.Take(100))
        {
            if (entity["type"].Text == "mention" && entity["mentioned"]["id"].Text is { } id && id == activity.BotId)
            {
                text = entity["text"].Text is { Length: > 0 } mention
                    ? text.Replace(mention, " ", StringComparison.OrdinalIgnoreCase)
                    : text;
            }
        }

        text = activity.All["textFormat"].Text is "xml" or "html" ? OfHtml(text) : WithoutTags(text, "at");
        return text.Replace("&nbsp;", " ", StringComparison.Ordinal).Replace('\u00a0', ' ').Trim();
    }

    /// <summary>HTML as text: line breaks kept, pictures and emojis by the words they carry, everything else of the marks dropped.</summary>
    public static string OfHtml(string html)
    {
        html = html.Length > Most ? html[..Most] : html;
        var text = new StringBuilder(html.Length);
        var at = 0;
        while (at < html.Length)
        {
            var open = html.IndexOf('<', at);
            var close = open < 0 ? -1 : html.IndexOf('>', open);
            if (close < 0)
            {
                break;
            }

            text.Append(WebUtility.HtmlDecode(html[at..open]));
            text.Append(InPlaceOf(html[(open + 1)..close]));
            at = close + 1;
        }

        text.Append(WebUtility.HtmlDecode(html[at..]));
        var lines = text.ToString().Replace('\u00a0', ' ').Split('\n').Select(line => line.Trim());
        return string.Join('\n', lines.Where(line => line.Length > 0));
    }

    private static string InPlaceOf(string tag)
    {
        var end = tag.IndexOfAny([' ', '\n', '\t', '/'], 1 < tag.Length ? 1 : 0);
        var name = (end < 0 ? tag : tag[..end]).ToLowerInvariant();
        if (name is "img" or "emoji")
        {
            return WebUtility.HtmlDecode(Attribute(tag, "alt"));
        }

        return Breaks.Contains(name) ? "\n" : "";
    }

    private static string Attribute(string tag, string name)
    {
        var start = tag.IndexOf($" {name}=\"", StringComparison.OrdinalIgnoreCase);
        if (start < 0)
        {
            return "";
        }

        start += name.Length + 3;
        var end = tag.IndexOf('"', start);
        return end < 0 ? "" : tag[start..end];
    }

    /// <summary>`&lt;at&gt;Ana&lt;/at&gt;` is Ana; a sign that is no such mark stays.</summary>
    private static string WithoutTags(string text, string name)
    {
        var result = new StringBuilder(text.Length);
        var at = 0;
        while (at < text.Length)
        {
            var open = text.IndexOf('<', at);
            if (open < 0)
            {
                break;
            }

            result.Append(text, at, open - at);
            var close = IsTag(text.AsSpan(open), name) ? text.IndexOf('>', open) : -1;
            if (close < 0)
            {
                result.Append('<');
            }

            at = (close < 0 ? open : close) + 1;
        }

        return result.Append(text, at, text.Length - at).ToString();
    }

    private static bool IsTag(ReadOnlySpan<char> text, string name) =>
        text.StartsWith($"</{name}>", StringComparison.OrdinalIgnoreCase)
        || text.StartsWith($"<{name}>", StringComparison.OrdinalIgnoreCase)
        || text.StartsWith($"<{name} ", StringComparison.OrdinalIgnoreCase);
}
