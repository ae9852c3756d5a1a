using System.Globalization;
using System.Text;

namespace PerfSignal.Core.Drafting.Guarding;

/// <summary>Text as it is compared: compatibility forms resolved, small letters, no diacritics.</summary>
public static class Fold
{
    public static string Of(string text)
    {
        var folded = new StringBuilder(text.Length);
        // Characters that show nothing must not split a word; what is no text at all (half a surrogate pair) cannot be normalised.
        var visible = string.Concat(text.EnumerateRunes().Where(rune => Rune.GetUnicodeCategory(rune) != UnicodeCategory.Format));
        foreach (var letter in visible.Replace("ß", "ss", StringComparison.Ordinal).Normalize(NormalizationForm.FormKD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(letter) is not UnicodeCategory.NonSpacingMark)
            {
                folded.Append(
                    letter switch
                    {
                        '’' or '‘' or '`' => '\'',
                        '‐' or '‑' or '–' or '—' => '-',
                        _ => char.ToLowerInvariant(letter),
                    }
                );
            }
        }

        return folded.ToString();
    }
}
