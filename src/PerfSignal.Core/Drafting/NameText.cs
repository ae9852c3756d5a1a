using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace PerfSignal.Core.Drafting;

/// <summary>Text of people as it is read for names, and their names as they are shown.</summary>
internal static partial class NameText
{
    /// <summary>Characters of a name in a draft.</summary>
    private const int MostOfAName = 80;

    /// <summary>Without what shows nothing, which could hide a name; composed, so that a letter is one letter.</summary>
    public static string Clean(string text) =>
        string.Concat(text.EnumerateRunes().Where(rune => !IsInvisible(rune))).Normalize(NormalizationForm.FormC);

    /// <summary>The last four are letters of Korean that are blank.</summary>
    private static bool IsInvisible(Rune rune) =>
        Rune.GetUnicodeCategory(rune) switch
        {
            UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned => true,
            UnicodeCategory.Control => !Rune.IsWhiteSpace(rune),
            _ => rune.Value is 0x115F or 0x1160 or 0x3164 or 0xFFA0,
        };

    /// <summary>A name as it stands in a draft: nothing in it marks text up, leads anywhere or calls somebody.</summary>
    public static string Shown(string name)
    {
        var shown = Joined().Replace(Unnamed().Replace(Clean(name), " "), ". ");
        shown = string.Join(' ', shown.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return shown.Length <= MostOfAName ? shown : shown[..MostOfAName].TrimEnd() + "…";
    }

    [GeneratedRegex(@"[^\p{L}\p{M}\p{Nd}\s.,'’()-]", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Unnamed();

    /// <summary>A point within a word makes an address of it.</summary>
    [GeneratedRegex(@"\.(?=[\p{L}\p{Nd}])", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Joined();
}
