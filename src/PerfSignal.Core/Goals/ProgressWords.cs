using System.Text.RegularExpressions;

namespace PerfSignal.Core.Goals;

/// <summary>Reads progress in one message: "kr2 60%", "kr2: 12 of 20", "kr2 12 invoices", "kr2 at risk: waiting for legal".</summary>
public static partial class ProgressWords
{
    /// <summary>
    /// Reads words that came without a verb; null unless they begin like a short name and all the rest is understood, so that other
    /// sentences go their own way.
    /// </summary>
    public static ProgressSaid? TryRead(string text, string language)
    {
        var (key, rest) = Split(text);
        return !ShortName().IsMatch(key) ? null
            : rest.Length == 0 ? (GivenName().IsMatch(key) ? new ProgressSaid(key) : null)
            : Rest(key, rest, language) is { } said && said.Unit.Count(letter => letter == ' ') < 3 ? said
            : null;
    }

    /// <summary>The short name and the words after it; a colon may stand between.</summary>
    public static (string Key, string Words) Split(string text)
    {
        var words = text.Trim();
        var end = words.IndexOfAny([' ', '\t', '\n', '\r', ':']);
        return end < 0 ? (words, "") : (words[..end], words[end..].TrimStart(' ', '\t', '\n', '\r', ':'));
    }

    /// <summary>Reads what stands after the short name; null where it is neither a number nor a status.</summary>
    public static ProgressSaid? Rest(string key, string rest, string language)
    {
        var (head, comment) = SplitComment(rest);
        var figure = Figure().Match(head);
        var said = new ProgressSaid(key) { Comment = comment };
        var words = head;
        if (figure.Success)
        {
            if (SpokenNumber.Read(figure.Groups["n"].Value, language) is not { } number)
            {
                return null;
            }

            decimal? of = null;
            if (figure.Groups["of"].Success && (of = SpokenNumber.Read(figure.Groups["of"].Value, language)) is null)
            {
                return null;
            }

            said = figure.Groups["percent"].Success ? said with { Percent = number } : said with { Value = number, Of = of };
            words = head[figure.Length..];
        }

        return WithWords(said, words.Trim(' ', ',', '\t', '(', ')', '.'));
    }

    private static ProgressSaid? WithWords(ProgressSaid said, string words)
    {
        var isFigure = said.Percent is not null || said.Value is not null;
        if (words.Length == 0)
        {
            return isFigure ? said : null;
        }

        if (StatusWords.Read(words) is { } only)
        {
            return said with { Status = only };
        }

        if (!isFigure)
        {
            return null;
        }

        // "12 invoices, at risk": the status is the end, the unit what stands before it.
        for (var space = words.IndexOfAny([' ', ',']); space > 0; space = words.IndexOfAny([' ', ','], space + 1))
        {
            if (StatusWords.Read(words[space..].Trim(' ', ',')) is { } status)
            {
                return IsUnit(words[..space], said) ? said with { Unit = words[..space].Trim(' ', ','), Status = status } : null;
            }
        }

        return IsUnit(words, said) ? said with { Unit = words } : null;
    }

    /// <summary>A share of the way has no unit, and a unit has letters but no digits.</summary>
    private static bool IsUnit(string words, ProgressSaid said) =>
        said.Percent is null
        && words.Length <= 60
        && char.IsLetter(words[0])
        && !words.Any(char.IsDigit)
        && !words.StartsWith("of ", StringComparison.OrdinalIgnoreCase)
        && !words.StartsWith("von ", StringComparison.OrdinalIgnoreCase);

    private static (string Head, string Comment) SplitComment(string rest)
    {
        var mark = CommentMark().Match(rest);
        return mark.Success ? (rest[..mark.Index].Trim(), rest[(mark.Index + mark.Length)..].Trim()) : (rest.Trim(), "");
    }

    /// <summary>Letters and then a number, such as `kr2`, `ana1` or `team-3`.</summary>
    [GeneratedRegex(@"\A\p{L}{1,20}[-_]?[0-9]{1,7}\z", RegexOptions.None, 1000)]
    private static partial Regex ShortName();

    /// <summary>The short names that are given here.</summary>
    [GeneratedRegex(@"\A(o|kr)[0-9]{1,7}\z", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex GivenName();

    [GeneratedRegex(
        @"\A(?<n>-?[0-9][0-9.,]*(?<![.,]))(\s*(?<percent>%|(percent|per\ cent|prozent)\b)|\s*(\b(of|von)\b|/)\s*(?<of>-?[0-9][0-9.,]*(?<![.,])))?(?![\p{L}0-9])",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Figure();

    [GeneratedRegex(@"\s*(:|;|\n|\s[-–—]\s)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex CommentMark();
}
