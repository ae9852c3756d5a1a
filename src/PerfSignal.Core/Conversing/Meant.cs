namespace PerfSignal.Core.Conversing;

/// <summary>Finds what somebody probably meant to type: a slip in the command, or a command written in several words.</summary>
public static class Meant
{
    /// <summary>Commands of one word that people write in up to so many.</summary>
    private const int MostWords = 3;

    /// <summary>The words with the command put right and the rest as typed: `golas Ana` gives `goals Ana`, `my data` gives `mydata`; null where nothing is near.</summary>
    public static string? Of(VerbTable verbs, string typed)
    {
        var known = verbs.All.SelectMany(verb => verb.Aliases).ToList();
        var words = typed.Trim().TrimStart('/').Split([' ', '\n', '\t', ':'], StringSplitOptions.RemoveEmptyEntries);
        for (var several = Math.Min(MostWords, words.Length); several > 1; several--)
        {
            var joined = string.Concat(words.Take(several));
            if (known.Find(word => string.Equals(word, joined, StringComparison.OrdinalIgnoreCase)) is { } one)
            {
                return string.Join(' ', words.Skip(several).Prepend(one));
            }
        }

        var isLink = words.Length > 1 && words[1].StartsWith("//", StringComparison.Ordinal);
        return words.Length > 0 && !isLink && Spelling.Nearest(words[0], known) is { } near
            ? string.Join(' ', words.Skip(1).Prepend(near))
            : null;
    }
}

/// <summary>Model of the card `meant`.</summary>
/// <param name="Words">What the button does, exactly as it would be typed.</param>
public sealed record MeantCard([property: Written] string Text, [property: Written] string Words);
