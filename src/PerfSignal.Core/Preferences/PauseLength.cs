using System.Globalization;
using System.Text.RegularExpressions;
using NodaTime;
using PerfSignal.Core.Commitments.Due;

namespace PerfSignal.Core.Preferences;

/// <summary>How long a pause shall last, as people type it: `3 days`, `for two weeks`, `einen Monat lang`.</summary>
/// <param name="Days">Whole days from the writer's own one, so that `3 days` is the day that `in 3 days` is; null where no pause is as long.</param>
public sealed partial record PauseLength(int? Days)
{
    public const int Longest = 366;

    /// <summary>Digits of a number that is still read; a longer one is too many days in any unit.</summary>
    private const int MostDigits = 4;

    /// <summary>Null for words that are no length of time.</summary>
    public static PauseLength? Read(string words, LocalDate today)
    {
        var plain = string.Join(' ', words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(DueVocabulary.Plain));
        var match = Length().Match(plain);
        if (!match.Success)
        {
            return null;
        }

        var word = match.Groups["amount"].Value;
        if (!DueVocabulary.Numbers.TryGetValue(word, out var amount))
        {
            // Neither less than a day nor a part of one can be waited for: messages come again when a day begins.
            var isWhole = word.Length <= MostDigits && int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out amount);
            if (!isWhole)
            {
                // `two weeks` is in the vocabulary, and `some weeks` is no length.
                return word.Any(char.IsAsciiLetter) ? null : new PauseLength(Days: null);
            }
        }

        var until = match.Groups["unit"].Value switch
        {
            ['d', ..] or ['t', ..] => today.PlusDays(amount),
            ['w', ..] => today.PlusWeeks(amount),
            ['f', ..] => today.PlusWeeks(2 * amount),
            ['m', 'o', ..] => today.PlusMonths(amount),
            ['y', ..] or ['j', ..] => today.PlusYears(Math.Min(amount, 2)),
            _ => today,
        };
        var days = Period.DaysBetween(today, until);
        return new PauseLength(days is > 0 and <= Longest ? days : null);
    }

    [GeneratedRegex(
        @"^(?:for |fuer )?(?:the next |die naechsten |den naechsten )?(?<amount>[-−–+]?\d+(?:[.,]\d+)?|[a-z]+) ?(?<unit>days?|tage?n?|d|weeks?|wochen?|w|fortnights?|months?|monate?n?s?|years?|jahre?n?s?|hours?|h|stunden?|std|minutes?|min|minuten?)(?: long| lang)?$",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Length();
}
