using System.Text.RegularExpressions;

namespace PerfSignal.Core.Conversing;

/// <summary>Words that somebody typed, as the verb table understands them.</summary>
/// <param name="Text">All of it, trimmed.</param>
/// <param name="Verb">The command that it begins with; null where it begins with none.</param>
/// <param name="Words">What follows the command, or all of it without a slash.</param>
/// <param name="Answer">What it says where it answers a question: `/perf Ana` says `Ana`.</param>
/// <param name="MayAnswer">
/// Whether it may answer a question; a command by itself, with a slash or misspelt after one never does, and neither does one that names
/// somebody or something before a colon: "kudos Ben: thanks" is about Ben, whoever was asked about.
/// </param>
public sealed partial record TypedWords(string Text, Verb? Verb, string Words, string Answer, bool MayAnswer)
{
    private const string Perf = "perf ";

    public static TypedWords Read(string typed, VerbTable verbs)
    {
        var text = typed.Trim();
        var (words, isSlash) = (text.TrimStart('/'), text.StartsWith('/'));
        // `/perf goals` means `goals`: on Slack one command stands for everything.
        var isPerf = words.StartsWith(Perf, StringComparison.OrdinalIgnoreCase);
        var rest = isPerf ? words[Perf.Length..].TrimStart() : words;
        var (verb, after) = verbs.ByWords(rest);
        if (verb is null && verbs.ByWords(rest.TrimEnd('.', '!', '?', '…')) is { Verb: { } alone, Words: "" })
        {
            // `cancel.` is not what anybody says about a colleague.
            (verb, after) = (alone, "");
        }

        var first = after.Split([' ', '\n', '\t', ':'], 2)[0];
        var mayAnswer =
            rest.Length > 0
            && (
                verb is not null
                    ? after.Length > 0 && !isSlash && !Addressed().IsMatch(rest)
                    : !isSlash || isPerf || Spelling.Nearest(first, verbs.All.SelectMany(one => one.Aliases)) is null
            );
        return new TypedWords(text, verb, after, isSlash && isPerf ? rest : text, mayAnswer);
    }

    // A time such as 08:00 and an address such as https://… have no space behind their colon.
    [GeneratedRegex(@"^[^:\n]{1,80}:(?:\s|$)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Addressed();
}
