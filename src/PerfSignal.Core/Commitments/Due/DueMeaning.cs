using System.Text.RegularExpressions;
using NodaTime;
using static PerfSignal.Core.Commitments.Due.DueVocabulary;

namespace PerfSignal.Core.Commitments.Due;

/// <summary>What a phrase means behind the words that announced it: alternatives, times of day and slips of the pen included.</summary>
internal sealed partial class DueMeaning(LocalDate today, DueOpener opener, string language)
{
    /// <returns>Null where it is no date.</returns>
    public Reading? Of(string phrase)
    {
        var reading = Known(phrase);
        if (reading is null && Time().Match(phrase) is { Success: true } time && Known(time.Groups["day"].Value) is { } timed)
        {
            reading = timed with { HasTime = true };
        }

        if (reading is null && TimeFirst().Match(phrase) is { Success: true } first && Known(first.Groups["day"].Value) is { } early)
        {
            reading = early with { HasTime = true };
        }

        if (reading is null && opener.Strong && TimeAlone().IsMatch(phrase))
        {
            return Reading.Unclear with { HasTime = true };
        }

        if (reading is null)
        {
            return opener.Strong && LooksLikeOne(phrase) ? Reading.Unclear : null;
        }

        return opener.Exclusive && reading.Days.Count == 1
            ? reading with
            {
                Days = [reading.Days[0].PlusDays(-1), reading.Days[0]],
            }
            : reading;
    }

    private Reading? Known(string phrase)
    {
        if (Either().Match(phrase) is { Success: true } either)
        {
            return
                One(either.Groups["one"].Value) is { Days.Count: > 0 } one && One(either.Groups["other"].Value) is { Days.Count: > 0 } other
                ? Reading.Of([.. one.Days, .. other.Days]) with
                {
                    Bare = one.Bare && other.Bare,
                }
                : null;
        }

        return One(phrase);
    }

    private Reading? One(string phrase)
    {
        if (ShortWeekdays.ContainsKey(phrase))
        {
            return opener.German || (language == "de" && opener.Strong) ? DuePhrases.Read(Long[ShortWeekdays[phrase] - 1], today) : null;
        }

        // 12.12 without its last full stop is a number as well; German words before it, or a German reader, make it a date.
        if (Dotted().IsMatch(phrase))
        {
            return opener.German || (opener.Strong && language == "de") ? DuePhrases.Read(phrase + ".", today)
                : opener.Strong ? Reading.Unclear
                : null;
        }

        return DuePhrases.Read(phrase, today);
    }

    private static bool LooksLikeOne(string phrase) =>
        IsNearlyOne(phrase)
        || Numeric().IsMatch(phrase)
        || (NumberAndWord().Match(phrase) is { Success: true } both && IsNearlyOne(both.Groups["word"].Value));

    private static readonly string[] Long = ["montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag"];

    [GeneratedRegex(
        @"^(?<day>.+?)(?:(?: at| um| gegen| by)? \d{1,2}(?:[:.]\d{2})? ?(?:am|pm|uhr|h)|(?: at| um) \d{1,2}(?:[:.]\d{2})?| \d{1,2}:\d{2}| ?(?:morning|afternoon|evening|noon|midday|night|eod|cob|morgen|frueh|vormittags?|mittags?|nachmittags?|abends?)| end of day| close of business)$",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Time();

    [GeneratedRegex(
        @"^(?:eod|cob|eob|end of (?:the )?day|close of business|end of business|\d{1,2}(?:[:.]\d{2})? ?(?:am|pm|uhr)|\d{1,2}:\d{2}|noon|midnight)(?: on| am)? (?<day>.+)$",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex TimeFirst();

    [GeneratedRegex(
        @"^(?:\d{1,2}(?:[:.]\d{2})? ?(?:am|pm|uhr|h)|\d{1,2}:\d{2}|noon|midday|midnight|lunch(?:time)?|mittags?|mitternacht|abends?)$",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex TimeAlone();

    [GeneratedRegex("^(?<one>.+?)(?: or | oder |/)(?<other>[a-z].*)$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Either();

    [GeneratedRegex(@"^\d{1,2}\.\d{1,2}$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Dotted();

    [GeneratedRegex(@"^\d{1,4}[./-]\d{1,2}[./-](?:\d{1,4}\.?)?$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Numeric();

    [GeneratedRegex(
        @"^(?:\d{1,2}(?:\.|st|nd|rd|th)? (?:of )?(?<word>[a-z]+)|(?<word>[a-z]+) \d{1,2}(?:st|nd|rd|th)?)(?: \d{4})?$",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex NumberAndWord();
}
