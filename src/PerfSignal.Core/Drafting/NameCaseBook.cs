using System.Collections.Frozen;

namespace PerfSignal.Core.Drafting;

/// <summary>Knows whom a word means that may be a name with an ending.</summary>
internal sealed class NameCaseBook
{
    /// <summary>What only looks like a name with an ending: `Very` of Vera, `Linie` of Lina, `market` of Mark.</summary>
    private static readonly HashSet<string> Words = new(
        "very any done time line data date nine tiny market made mine tone care same more note lose late rate role rule sale mile fine wine linie serie studie regie stelle karte kante seite weite rolle runde marke reihe folge".Split(
            ' '
        ),
        StringComparer.Ordinal
    );

    private readonly Dictionary<string, List<Rooted>> byRoot = new(StringComparer.Ordinal);

    /// <param name="name">One word, folded.</param>
    public void Add(string name, Guid person)
    {
        // A name that is a word is that with an ending too: kleinem, langen.
        var isWord = NameSpellings.AlsoWords.Contains(name) || NameSpellings.Particles.Contains(name);
        foreach (var (root, endings) in NameCases.Roots(name))
        {
            if (!byRoot.TryGetValue(root, out var known))
            {
                byRoot[root] = known = [];
            }

            if (known.Find(one => one.Endings == endings && one.IsWord == isWord) is not { } rooted)
            {
                known.Add(rooted = new(endings, isWord, []));
            }

            rooted.Who.Add(person);
        }
    }

    /// <summary>Who may be meant; null for nobody.</summary>
    /// <param name="withinName">Whether the word stands beside another part of the name.</param>
    public HashSet<Guid>? Who(string word, Declining text, bool withinName)
    {
        foreach (var spelling in NameSpellings.Of(word))
        {
            foreach (var (root, ending) in NameCases.Splits(spelling))
            {
                if (
                    byRoot.TryGetValue(root, out var known)
                    && known.FindAll(one =>
                        one.Endings.Contains(ending)
                        && ((withinName && root.Length > 2) || Counts(word, spelling, root, ending, one.IsWord, text))
                    )
                        is { Count: > 0 } fitting
                )
                {
                    return [.. fitting.SelectMany(one => one.Who)];
                }
            }
        }

        return null;
    }

    /// <summary>The less an ending says by itself, the more the rest must say: a capital, a longer name, the language of the text.</summary>
    private static bool Counts(string word, string spelling, string root, string ending, bool isWord, Declining text)
    {
        var isSmall = char.IsLower(word[0]);
        if (Tells(word, spelling, root, ending))
        {
            return !isSmall || (!isWord && (root.Length > 3 || text == Declining.Yes));
        }

        if (isWord || Words.Contains(spelling))
        {
            return text == Declining.Yes && !isSmall;
        }

        return text switch
        {
            Declining.Yes => !isSmall || root.Length > 2,
            Declining.Perhaps => !isSmall && spelling.Length > 3,
            _ => !isSmall && (ending.Length > 1 ? root.Length > 2 : root.Length > 3 && ending is not ("e" or "n" or "m")),
        };
    }

    /// <summary>A long ending, one with a mark of its own, or one before which the consonant was doubled.</summary>
    private static bool Tells(string word, string spelling, string root, string ending) =>
        ending.Length >= NameCases.Telling
        || word.AsSpan(Math.Max(0, word.Length - ending.Length)).ContainsAnyExceptInRange('\0', '\u007f')
        || root.Length + ending.Length < spelling.Length;

    private sealed record Rooted(FrozenSet<string> Endings, bool IsWord, HashSet<Guid> Who);
}
