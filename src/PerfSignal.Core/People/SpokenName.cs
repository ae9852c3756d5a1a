using System.Globalization;
using System.Text.RegularExpressions;
using PerfSignal.Core.Data;

namespace PerfSignal.Core.People;

/// <summary>A name as typed in chat: bare, with an @, or as a platform writes a mention.</summary>
internal sealed partial class SpokenName
{
    private const CompareOptions Loosely = CompareOptions.IgnoreCase | CompareOptions.IgnoreNonSpace;
    private static readonly CompareInfo Compare = CultureInfo.InvariantCulture.CompareInfo;

    public SpokenName(string typed)
    {
        var text = TeamsMention().Replace(StorableText.Of(typed), "${name}").Trim();
        SlackUserId = SlackMention().Match(text) is { Success: true } mention ? mention.Groups["id"].Value : null;
        Words = Spaces().Replace(text.TrimStart('@').TrimEnd(':', ',', '.').Trim(), " ");
    }

    public string Words { get; }

    /// <summary>As <see cref="Person.NameKey"/> has it.</summary>
    public string Key => Person.KeyOf(Words);

    public string? SlackUserId { get; }

    public bool Is(string name) => Compare.Compare(name, Words, Loosely) == 0;

    /// <summary>
    /// Whether it is no word that a name happens to begin with, for somebody whom it was found to name: `goals met` is not about Mette, `goals Met` is.
    /// An address and a mention name nobody by chance.
    /// </summary>
    /// <param name="shortest">Letters of the beginning of a name, which stands with a capital.</param>
    public bool IsClearly(string name, int shortest) =>
        SlackUserId is not null
        || Words.Contains('@', StringComparison.Ordinal)
        || (Words.Length >= shortest && char.IsUpper(Words[0]))
        || Compare.IndexOf($" {name} ", $" {Words} ", Loosely) >= 0;

    public bool Begins(string name)
    {
        for (var at = 0; at >= 0 && at < name.Length; at = name.IndexOf(' ', at) is var space and >= 0 ? space + 1 : -1)
        {
            if (Compare.IsPrefix(name.AsSpan(at), Words, Loosely))
            {
                return true;
            }
        }

        return false;
    }

    // `<@U024BE7LH>` and `<@U024BE7LH|ana>`: https://docs.slack.dev/messaging/formatting-message-text#mentioning-users
    [GeneratedRegex(@"^<@(?<id>[UW][A-Z0-9]+)(\|[^>]*)?>$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex SlackMention();

    // `<at>Ana</at>`: https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/channel-and-group-conversations
    [GeneratedRegex(@"<at[^>]*>(?<name>[^<]*)</at>", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TeamsMention();

    [GeneratedRegex(@"\s+", RegexOptions.None, 1000)]
    private static partial Regex Spaces();
}
