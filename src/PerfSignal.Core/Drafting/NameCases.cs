using System.Collections.Frozen;

namespace PerfSignal.Core.Drafting;

/// <summary>How a name changes in Polish, Czech, Slovak and Hungarian: which part of it stays, and which endings may follow that.</summary>
/// <remarks>
/// Everything here is folded, so that `Annę`, `Anně` and `Anne` are one. Endings are taken off a word rather than put on every name: of a company there
/// are too many of these for every draft.
/// </remarks>
internal static class NameCases
{
    private const int LongestEnding = 5;
    private const int ShortestRoot = 2;

    /// <summary>Letters from which on an ending says by itself that it is one: `owi`, `nak`, `iego`.</summary>
    public const int Telling = 3;

    private static readonly string[] Digraphs = ["cs", "sz", "zs", "gy", "ny", "ty", "ly"];

    /// <summary>Before -e a last consonant turns: Robert, w Robercie; Lenka, Lence; Barbara, Barbarze.</summary>
    private static readonly (string Hard, string Soft)[] Turned =
    [
        ("ch", "s"),
        ("k", "c"),
        ("g", "dz"),
        ("g", "z"),
        ("h", "z"),
        ("t", "c"),
        ("d", "dz"),
        ("r", "rz"),
        ("ł", "l"),
    ];

    private const string Hungarian = "nak nek hoz hez tol rol bol nal nel ra re ba be ban ben ert ig kent ek";
    private static readonly FrozenSet<string> AfterConsonant = Set(
        "a owi ovi em iem ie u e i ow owie ami om ach ove ova ovou ovej ovu ovo ovy ovych ovym owa owej owny ym uv t ot et at on en al el ne nenak "
            + Hungarian
    );
    private static readonly FrozenSet<string> AfterA = Set(
        "y i ie e a o u ou ii ach ami om in ina inu ino inou ove ovi owi ova ovou ovu em iej ej ie ich im imi iego iemu ego"
    );
    private static readonly FrozenSet<string> OfAdjectives = Set("a e i y ego iego emu iemu im ym ich ych imi ymi iej ej ie eho em ou a");
    private static readonly FrozenSet<string> AfterVowel = Set("t n e m ho mu val vel " + Hungarian);
    private static readonly FrozenSet<string> AfterTurned = Set("e ie y");

    /// <summary>What stays of a name, each time with the endings that may follow.</summary>
    /// <param name="name">One word, folded.</param>
    public static IEnumerable<(string Root, FrozenSet<string> Endings)> Roots(string name)
    {
        if (name.Length < 3 || !name.All(letter => char.IsLetter(letter) && letter < '\u0250'))
        {
            yield break;
        }

        var (stem, last) = (name[..^1], name[^1]);
        if (!"aeiouy".Contains(last, StringComparison.Ordinal))
        {
            yield return (name, AfterConsonant);
            foreach (var turned in Turns(name))
            {
                yield return (turned, AfterTurned);
            }

            // Marek, Marka; Pavel, Pavla; Němec, Němce.
            if (name.Length > 4 && name[^2] == 'e' && last is 'k' or 'c' or 'l' or 'ł' or 'r' or 'n')
            {
                yield return (name[..^2] + last, AfterConsonant);
            }

            yield break;
        }

        yield return (name, AfterVowel);
        if (last == 'y' && Digraphs.Any(end => name.EndsWith(end, StringComparison.Ordinal)))
        {
            // Nagy ends in a consonant of two letters.
            yield return (name, AfterConsonant);
        }

        if (last is 'i' or 'y')
        {
            yield return (stem, OfAdjectives);
            yield return (stem[..^1] + "c", AfterTurned);
        }
        else if (last is 'a' or 'o')
        {
            yield return (stem, AfterA);
            foreach (var turned in Turns(stem))
            {
                yield return (turned, AfterTurned);
            }

            // Nováková is of the Nováks.
            if (name.Length > 5 && (name.EndsWith("ova", StringComparison.Ordinal) || name.EndsWith("owa", StringComparison.Ordinal)))
            {
                yield return (name[..^3], AfterConsonant);
            }
        }
    }

    /// <summary>In what ways a word may be a name with an ending: the longest endings first, as these say most.</summary>
    public static IEnumerable<(string Root, string Ending)> Splits(string word)
    {
        for (var ending = Math.Min(LongestEnding, word.Length - ShortestRoot); ending > 0; ending--)
        {
            yield return (word[..^ending], word[^ending..]);
        }

        // -val and -vel become like the consonant before: Tamással, Kováccsal.
        if (word.Length > 5 && (word.EndsWith("al", StringComparison.Ordinal) || word.EndsWith("el", StringComparison.Ordinal)))
        {
            var doubled = word[..^2];
            if (doubled[^1] == doubled[^2])
            {
                yield return (doubled[..^1], word[^2..]);
            }
            else if (doubled[^2] == doubled[^3] && Digraphs.Contains(doubled[^2..], StringComparer.Ordinal))
            {
                yield return (doubled[..^3] + doubled[^2..], word[^2..]);
            }
        }
    }

    private static IEnumerable<string> Turns(string stem) =>
        Turned.Where(turn => stem.EndsWith(turn.Hard, StringComparison.Ordinal)).Select(turn => stem[..^turn.Hard.Length] + turn.Soft);

    private static FrozenSet<string> Set(string endings) => endings.Split(' ').ToFrozenSet(StringComparer.Ordinal);
}
