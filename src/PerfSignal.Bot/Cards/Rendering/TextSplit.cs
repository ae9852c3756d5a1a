using System.Globalization;

namespace PerfSignal.Bot.Cards.Rendering;

/// <summary>Cuts text to lengths in UTF-16 units without ever cutting inside a word, if it can, or a character, in any case.</summary>
internal static class TextSplit
{
    /// <summary>Pieces of at most <paramref name="most"/> units that together are the text.</summary>
    public static IEnumerable<string> Pieces(string text, int most)
    {
        while (text.Length > most)
        {
            var end = EndOf(text, most);
            yield return text[..end];
            text = text[end..];
        }

        if (text.Length > 0)
        {
            yield return text;
        }
    }

    /// <summary>The text, or its beginning and an ellipsis.</summary>
    public static string Cut(string text, int most) => text.Length <= most ? text : text[..EndOf(text, most - 1)].TrimEnd() + "…";

    /// <summary>What a reader counts as characters; below the combining marks each letter is one.</summary>
    public static int Width(string text) =>
        text.AsSpan().ContainsAnyExceptInRange(' ', '\u02ff') ? new StringInfo(text).LengthInTextElements : text.Length;

    private static int EndOf(string text, int most)
    {
        foreach (var boundary in new[] { "\n\n", "\n", " " })
        {
            var at = text.LastIndexOf(boundary, most - 1, StringComparison.Ordinal);
            if (at > most / 2 && at + boundary.Length <= most)
            {
                return at + boundary.Length;
            }
        }

        return Graphemes(text, most);
    }

    private static int Graphemes(string text, int most)
    {
        var end = 0;
        for (
            var next = StringInfo.GetNextTextElementLength(text);
            end + next <= most;
            next = StringInfo.GetNextTextElementLength(text, end)
        )
        {
            end += next;
            if (end >= text.Length)
            {
                return end;
            }
        }

        if (end > 0)
        {
            return end;
        }

        // One character longer than the limit (letters with thousands of marks) is cut between code points.
        return char.IsHighSurrogate(text[most - 1]) && most > 1 ? most - 1 : most;
    }
}
