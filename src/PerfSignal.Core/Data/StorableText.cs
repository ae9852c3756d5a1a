using System.Text;

namespace PerfSignal.Core.Data;

/// <summary>Text as every database can keep it: what is no character becomes U+FFFD.</summary>
/// <remarks>
/// PostgreSQL refuses the character zero (https://www.postgresql.org/docs/current/datatype-character.html), and half of a surrogate pair has no
/// UTF-8 form. People paste both into chat.
/// </remarks>
internal static class StorableText
{
    public static string Of(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange('\ud800', '\udfff') && !text.Contains('\0', StringComparison.Ordinal))
        {
            return text;
        }

        var kept = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            kept.Append(rune.Value == 0 ? Rune.ReplacementChar : rune);
        }

        return kept.ToString();
    }
}
