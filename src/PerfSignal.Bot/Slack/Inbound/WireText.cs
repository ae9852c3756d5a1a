using System.Text.RegularExpressions;

namespace PerfSignal.Bot.Slack.Inbound;

/// <summary>Turns Slack's way of writing text into what a person typed.</summary>
/// <remarks>https://docs.slack.dev/messaging/formatting-message-text: links and mentions stand in angle brackets, three characters are entities.</remarks>
internal static partial class WireText
{
    public static string Typed(string wire)
    {
        // One character more than is read tells that it is too long.
        var text = wire.Length > Arrival.MaxText * 2 ? wire[..(Arrival.MaxText * 2)] : wire;
        var typed = Bracketed()
            .Replace(
                text,
                found => found.Groups["shown"] is { Success: true, Value: { Length: > 0 } shown } ? shown : found.Groups["what"].Value
            )
            .Replace("&lt;", "<", StringComparison.Ordinal)
            .Replace("&gt;", ">", StringComparison.Ordinal)
            .Replace("&amp;", "&", StringComparison.Ordinal);
        return typed.Length > Arrival.MaxText + 1 ? typed[..(Arrival.MaxText + 1)] : typed;
    }

    /// <summary>`&lt;mailto:a@b|a@b&gt;` is a@b, `&lt;https://x|x&gt;` is x, `&lt;@U1|ana&gt;` is ana, `&lt;@U1&gt;` is @U1.</summary>
    [GeneratedRegex(@"<(?:mailto:)?(?<what>[^<>|]*)(?:\|(?<shown>[^<>]*))?>", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Bracketed();
}
