using System.Globalization;
using NodaTime;
using NodaTime.Text;

namespace PerfSignal.Core.Commitments;

/// <summary>Reads the due date at the end of a promise: "… by Friday", "… bis morgen", "… by 2026-12-12".</summary>
/// <remarks>Words it does not know stay part of the text and give no date: a date is never guessed.</remarks>
public static class DueWords
{
    private static readonly string[] Openers = [" by ", " until ", " due ", " bis "];
    private static readonly CultureInfo[] Languages = [CultureInfo.GetCultureInfo("en-GB"), CultureInfo.GetCultureInfo("de-DE")];

    /// <summary>Splits a promise into its text and its due date; a weekday is the next one after today.</summary>
    public static (string Text, LocalDate? Due) Split(string promise, LocalDate today)
    {
        var text = promise.Trim();
        foreach (var opener in Openers)
        {
            var at = text.LastIndexOf(opener, StringComparison.OrdinalIgnoreCase);
            if (at > 0 && Read(text[(at + opener.Length)..].Trim().TrimEnd('.', '!'), today) is { } due)
            {
                return (text[..at].TrimEnd(' ', ','), due);
            }
        }

        return (text, null);
    }

    private static LocalDate? Read(string words, LocalDate today)
    {
        if (words.ToUpperInvariant() is "TODAY" or "HEUTE")
        {
            return today;
        }

        if (words.ToUpperInvariant() is "TOMORROW" or "MORGEN")
        {
            return today.PlusDays(1);
        }

        if (LocalDatePattern.Iso.Parse(words) is { Success: true } iso)
        {
            return iso.Value;
        }

        foreach (var language in Languages)
        {
            for (var day = 0; day < 7; day++)
            {
                if (string.Equals(language.DateTimeFormat.DayNames[day], words, StringComparison.OrdinalIgnoreCase))
                {
                    return today.Next(day == 0 ? IsoDayOfWeek.Sunday : (IsoDayOfWeek)day);
                }
            }
        }

        return null;
    }
}
