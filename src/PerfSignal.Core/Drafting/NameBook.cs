using System.Text.RegularExpressions;
using PerfSignal.Core.Drafting.Guarding;

namespace PerfSignal.Core.Drafting;

/// <summary>A word, or a part of one, and where it stands.</summary>
internal sealed record NamePart(int Index, string Value)
{
    public int End => Index + Value.Length;
}

/// <summary>Knows whom a word may mean.</summary>
internal sealed partial class NameBook
{
    /// <summary>Letters of two words that are one name: `may a` is not Maya.</summary>
    private const int ShortestOfTwo = 5;

    /// <summary>Letters of an ending, of Russian as a rule.</summary>
    private const int LongestEnding = 3;
    private const int LongestUnspaced = 12;

    private readonly Dictionary<string, HashSet<Guid>> byToken = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<Guid>> byStem = new(StringComparer.Ordinal);
    private readonly NameCaseBook cases = new();

    public void Add(KnownPerson person)
    {
        foreach (var spelling in person.AlsoCalled.Prepend(person.Name).SelectMany(name => NameSpellings.Known(NameText.Clean(name))))
        {
            Add(spelling, person.Id);
        }
    }

    /// <summary>Who may be meant, and the ending of the genitive.</summary>
    /// <param name="text">Whether names have endings in what the word is of.</param>
    public (HashSet<Guid>? Who, string Ending) Who(string word, Declining text, bool withinName = false)
    {
        foreach (var spelling in NameSpellings.Of(word))
        {
            if (Known(spelling, word, withinName) is { } exact)
            {
                return (exact, "");
            }
        }

        if (word.Length > 2 && word[^1] is 's' or 'S')
        {
            foreach (var spelling in NameSpellings.Of(word[..^1]))
            {
                if (Known(spelling, word, withinName) is { } owner)
                {
                    return (owner, "s");
                }
            }
        }

        for (var cut = 0; cut <= LongestEnding && word.Length - cut > 2 && NameSpellings.IsDeclined(word[0]); cut++)
        {
            if (byStem.TryGetValue(Fold.Of(word[..^cut]), out var declined))
            {
                return (declined, "");
            }
        }

        return (cases.Who(word, text, withinName), "");
    }

    /// <summary>What is written small may be a word; scripts without capitals have none that are.</summary>
    private HashSet<Guid>? Known(string spelling, string written, bool withinName) =>
        byToken.TryGetValue(spelling, out var who)
        && (
            withinName
            || !char.IsLower(written[0])
            || (spelling.Length > 2 && !NameSpellings.AlsoWords.Contains(spelling) && !NameSpellings.Particles.Contains(spelling))
        )
            ? who
            : null;

    private void Add(string token, Guid person)
    {
        if (token.Length > 1 || (token.Length == 1 && NameSpellings.IsUnspaced(token[0])))
        {
            Of(byToken, token).Add(person);
        }

        if (NameSpellings.Stem(token) is { Length: > 1 } stem)
        {
            Of(byStem, stem).Add(person);
        }

        cases.Add(token, person);

        static HashSet<Guid> Of(Dictionary<string, HashSet<Guid>> by, string key) => by.TryGetValue(key, out var who) ? who : by[key] = [];
    }

    /// <summary>Two words that are a name together: `Mc Donald`, and `will hope`, which are words apart from each other.</summary>
    public HashSet<Guid>? WithNext(string text, IReadOnlyList<NamePart> words, int index, Declining declining)
    {
        if (index + 1 >= words.Count || !IsNear(text, words[index], words[index + 1]))
        {
            return null;
        }

        var (one, other) = (words[index].Value, words[index + 1].Value);
        if (one.Length + other.Length >= ShortestOfTwo || NameSpellings.IsUnspaced(one[0]))
        {
            foreach (var spelling in NameSpellings.Of(one + other))
            {
                if (byToken.TryGetValue(spelling, out var together))
                {
                    return together;
                }
            }
        }

        return
            Fold.Of(one) != Fold.Of(other)
            && Who(one, declining, withinName: true) is ({ } first, "")
            && Who(other, declining, withinName: true).Who is { } second
            && first.Overlaps(second)
            ? [.. first.Intersect(second)]
            : null;
    }

    /// <summary>The words of a text; one that is nobody's name in the parts that are: `AnaSousaReview`, 佐藤さん.</summary>
    public IReadOnlyList<NamePart> Parts(string text, Declining declining)
    {
        List<NamePart> parts = [];
        foreach (Match word in NameSpellings.Word().Matches(text))
        {
            if (IsStandIn(text, word))
            {
                continue;
            }

            if (Who(word.Value, declining).Who is not null)
            {
                parts.Add(new(word.Index, word.Value));
                continue;
            }

            foreach (Match hump in Humps().Matches(word.Value))
            {
                for (var at = 0; at < hump.Length; )
                {
                    var length = NameSpellings.IsUnspaced(hump.Value[at]) ? Longest(hump.Value[at..]) : hump.Length - at;
                    parts.Add(new(word.Index + hump.Index + at, hump.Value.Substring(at, length)));
                    at += length;
                }
            }
        }

        return parts;
    }

    /// <summary>Letters of the longest name that the text begins with; one where it begins with none.</summary>
    private int Longest(string text) =>
        Enumerable
            .Range(1, Math.Min(text.Length, LongestUnspaced))
            .Reverse()
            .FirstOrDefault(length => Who(text[..length], Declining.No).Who is not null, 1);

    public static bool IsNear(string text, NamePart one, NamePart other) =>
        other.Index - one.End <= 3 && text.AsSpan(one.End, other.Index - one.End).TrimStart(" -._\u00a0").IsEmpty;

    /// <summary>What the mask put there: nobody called Link is meant by `[link]`.</summary>
    private static bool IsStandIn(string text, Match word) =>
        word.Value is "address" or "id" or "link"
        && word.Index > 0
        && text[word.Index - 1] == '['
        && word.Index + word.Length < text.Length
        && text[word.Index + word.Length] == ']';

    [GeneratedRegex(@"\p{Lu}?[^\p{Lu}]+|\p{Lu}+(?![^\p{Lu}])", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Humps();
}
