using System.Text.RegularExpressions;
using PerfSignal.Core.Drafting.Guarding;

namespace PerfSignal.Core.Drafting;

/// <summary>In how many ways a name is written: with its marks and without, as one word or two, as an account, in a case of its language.</summary>
internal static partial class NameSpellings
{
    /// <summary>Written small, these are words: as names they are known by their capital only.</summary>
    public static readonly HashSet<string> AlsoWords = new(
        "will mark may rose grace bill art jack drew dean hope faith joy sue pat rob chase grant miles lane page ray rich guy max kai ernst klein lang gross weiss schwarz braun jung kurz koch bauer stein berg wolf fuchs sommer winter sonntag freitag montag mai april june august stark reich sauer frank fast long short young king cook baker brown black white green gray stone wood hill field marsh rain sun day bell star".Split(
            ' '
        ),
        StringComparer.Ordinal
    );

    /// <summary>Before the @ these are addresses of many, and words of every text.</summary>
    public static readonly HashSet<string> OfMany = new(
        "it hr me us pr qa ok am an in is do go so no on we he be by my or to up im zu da du er es ja ob wo info post mail office team sales support service admin help hello contact test".Split(
            ' '
        ),
        StringComparer.OrdinalIgnoreCase
    );

    /// <summary>Between a first and a last name.</summary>
    public static readonly HashSet<string> Particles = new(
        "van von der den de da do dos del della di la le el al bin ibn af zu zum und y e ter ten".Split(' '),
        StringComparer.Ordinal
    );

    /// <summary>Letters that are not made of another one and a mark: on many keyboards there is only the other one.</summary>
    private static readonly Dictionary<char, string> Simple = new()
    {
        ['ł'] = "l",
        ['ø'] = "o",
        ['đ'] = "d",
        ['ð'] = "d",
        ['þ'] = "th",
        ['æ'] = "ae",
        ['œ'] = "oe",
        ['ı'] = "i",
    };

    /// <summary>Cyrillic and Greek letters that look like Latin ones.</summary>
    private const string Alike = "аеорсухіјѕһԁвнкмтαορνικ";
    private const string Latin = "aeopcyxijshdbhkmtaopvik";

    /// <summary>All by which somebody is known: each word of the name, several as one word, and accounts such as `asousa` and `sousaa`.</summary>
    public static IEnumerable<string> Known(string name)
    {
        var words = Word().Matches(name).Select(match => match.Value).ToList();
        // A particle stands in the middle: Al Green and Ben Le are called so.
        var tokens = words.Where((word, place) => place == 0 || place == words.Count - 1 || !Particles.Contains(Fold.Of(word))).ToList();
        var joined =
            from first in Enumerable.Range(0, words.Count)
            from count in Enumerable.Range(2, Math.Max(0, words.Count - first - 1))
            select string.Concat(words.Skip(first).Take(count));
        var known = tokens.Append(string.Concat(tokens)).Concat(joined);
        if (tokens.Count < 2)
        {
            return known.SelectMany(Of);
        }

        var accounts =
            from first in Of(tokens[0])
            from last in Of(tokens[^1])
            from account in last.Length > 3 ? new[] { first[..1] + last, last + first[..1] } : [first[..1] + last]
            select account;
        return known.Append(tokens[^1] + tokens[0]).SelectMany(Of).Concat(accounts).Distinct(StringComparer.Ordinal);
    }

    /// <summary>`müller` is muller and mueller.</summary>
    public static IEnumerable<string> Of(string word)
    {
        var plain = Fold.Of(word);
        yield return plain;
        var wide = Fold.Of(
            word.Replace("ä", "ae", StringComparison.OrdinalIgnoreCase)
                .Replace("ö", "oe", StringComparison.OrdinalIgnoreCase)
                .Replace("ü", "ue", StringComparison.OrdinalIgnoreCase)
                .Replace("ø", "oe", StringComparison.OrdinalIgnoreCase)
                .Replace("å", "aa", StringComparison.OrdinalIgnoreCase)
        );
        if (wide != plain)
        {
            yield return wide;
        }

        var simple = string.Concat(plain.Select(letter => Simple.GetValueOrDefault(letter, letter.ToString())));
        if (simple != plain)
        {
            yield return simple;
        }

        if (plain.Any(char.IsAsciiLetter) && plain.Any(IsDeclined))
        {
            yield return string.Concat(plain.Select(letter => Alike.IndexOf(letter) is >= 0 and var at ? Latin[at] : letter));
        }
    }

    /// <summary>The part of a Russian or Greek name that stays in every case; empty for other names, and for short ones.</summary>
    public static string Stem(string folded) =>
        folded.Length > 3 && folded.All(IsDeclined)
            ? folded[^1] is 'σ' or 'ς'
                ? folded[..^2]
                : "аяеиоьыуαηο".Contains(folded[^1], StringComparison.Ordinal)
                    ? folded[..^1]
                    : folded
            : "";

    /// <summary>A letter of a script whose names have endings.</summary>
    public static bool IsDeclined(char letter) => letter is >= '\u0370' and <= '\u052f';

    /// <summary>A letter of a script that puts no spaces between words, or adds endings to them: Thai to Khmer, Han, Kana and Hangul.</summary>
    public static bool IsUnspaced(char letter) =>
        letter
            is (>= '\u0e00' and <= '\u109f')
                or (>= '\u1100' and <= '\u11ff')
                or (>= '\u1780' and <= '\u17ff')
                or (>= '\u3040' and <= '\u9fff')
                or (>= '\uac00' and <= '\ud7af');

    /// <summary>Signs such as ʼ are letters in name only: `Anaʼs` is the possessive of Ana.</summary>
    [GeneratedRegex(@"[\p{L}\p{M}-[\u02b0-\u02ff]]+", RegexOptions.CultureInvariant, 1000)]
    public static partial Regex Word();
}
