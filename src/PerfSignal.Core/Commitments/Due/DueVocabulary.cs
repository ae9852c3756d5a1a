using System.Collections.Frozen;
using NodaTime;
using PerfSignal.Core.Conversing;

namespace PerfSignal.Core.Commitments.Due;

/// <summary>The words of dates in English and German, lower-case and with ae, oe, ue, ss for the letters that not every keyboard has.</summary>
internal static class DueVocabulary
{
    public static FrozenDictionary<string, int> Weekdays { get; } =
        Numbered(
            "monday mon montag montags",
            "tuesday tue tues dienstag",
            "wednesday wed weds mittwoch",
            "thursday thu thur thurs donnerstag",
            "friday fri freitag",
            "saturday sat samstag sonnabend",
            "sunday sun sonntag"
        );

    /// <summary>Two letters that are also words of other meaning: taken after a German word for "until" or "on", or from a German reader.</summary>
    public static FrozenDictionary<string, int> ShortWeekdays { get; } = Numbered("mo", "di", "mi", "do", "fr", "sa", "so");

    public static FrozenDictionary<string, int> Months { get; } =
        Numbered(
            "january jan januar jaenner",
            "february feb februar febr feber",
            "march mar maerz mrz maer",
            "april apr",
            "may mai",
            "june jun juni",
            "july jul juli",
            "august aug",
            "september sept sep",
            "october oct oktober okt",
            "november nov",
            "december dec dezember dez"
        );

    public static FrozenDictionary<string, int> Numbers { get; } =
        Numbered(
            "one a an ein eine einem einen einer",
            "two zwei",
            "three drei",
            "four vier",
            "five fuenf",
            "six sechs",
            "seven sieben",
            "eight acht",
            "nine neun",
            "ten zehn",
            "eleven elf",
            "twelve zwoelf",
            "thirteen dreizehn",
            "fourteen vierzehn"
        );

    public static string Alternatives(FrozenDictionary<string, int> words) =>
        string.Join('|', words.Keys.OrderByDescending(word => word.Length).ThenBy(word => word, StringComparer.Ordinal));

    public static IsoDayOfWeek Weekday(string word) => (IsoDayOfWeek)(Weekdays.TryGetValue(word, out var day) ? day : ShortWeekdays[word]);

    /// <summary>Lower-case, with the marks around a word taken off; a full stop stays where it belongs to a number.</summary>
    public static string Plain(string word)
    {
        var plain = word.Trim('"', '“', '”', '„', '(', ')', '[', ']', '*', '_')
            .TrimEnd(',', ';', ':', '!', '?')
            .ToLowerInvariant()
            .Replace('’', '\'')
            .Replace("ä", "ae", StringComparison.Ordinal)
            .Replace("ö", "oe", StringComparison.Ordinal)
            .Replace("ü", "ue", StringComparison.Ordinal)
            .Replace("ß", "ss", StringComparison.Ordinal);
        return plain.Any(char.IsAsciiLetter) ? plain.TrimEnd('.') : plain;
    }

    /// <summary>Whether a word is a slip of the pen for the name of a day or a month.</summary>
    public static bool IsNearlyOne(string word) =>
        word.Length is >= 5 and <= 12 && Long.Any(known => Spelling.Distance(word, known) <= (word.Length < 8 ? 1 : 2));

    private static readonly string[] Long =
    [
        .. Weekdays.Keys.Concat(Months.Keys).Append("tomorrow").Append("uebermorgen").Append("morgen").Where(word => word.Length >= 5),
    ];

    private static FrozenDictionary<string, int> Numbered(params ReadOnlySpan<string> lines)
    {
        var words = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var number = 1; number <= lines.Length; number++)
        {
            foreach (var word in lines[number - 1].Split(' '))
            {
                words.Add(word, number);
            }
        }

        return words.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
