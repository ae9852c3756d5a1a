using System.Text.RegularExpressions;
using NodaTime;
using static PerfSignal.Core.Commitments.Due.DueVocabulary;

namespace PerfSignal.Core.Commitments.Due;

/// <summary>Days of a month and of the calendar, in figures.</summary>
internal static partial class DuePhrases
{
    private static IEnumerable<(Regex, Func<Match, LocalDate, Reading>)> DateRules() =>
        [
            Rule(
                $"{AnyWeekday}(?<year>\\d{{4}})[-/.](?<number>\\d{{1,2}})[-/.](?<day>\\d{{1,2}})\\.?",
                (match, today) => Checked(match, today, Number(match, "number")) with { Bare = true }
            ),
            Rule(
                $"{AnyWeekday}(?<day>\\d{{1,2}})(?:\\.|st|nd|rd|th)? (?:of )?{Month}(?: (?<year>\\d{{4}}|\\d{{2}}))?\\.?",
                (match, today) => Checked(match, today, Months[match.Groups["month"].Value]) with { Bare = true }
            ),
            Rule(
                $"{AnyWeekday}{Month} (?:the )?(?<day>\\d{{1,2}})(?:st|nd|rd|th)?\\.?(?: (?<year>\\d{{4}}))?\\.?",
                (match, today) => Checked(match, today, Months[match.Groups["month"].Value]) with { Bare = true }
            ),
            Rule(
                $"{AnyWeekday}(?<day>\\d{{1,2}})[.](?: ?)(?<number>\\d{{1,2}})[.](?: ?)(?<year>\\d{{4}}|\\d{{2}})\\.?",
                (match, today) => Checked(match, today, Number(match, "number")) with { Bare = true }
            ),
            Rule(
                $"{AnyWeekday}(?<day>\\d{{1,2}})[.] ?(?<number>\\d{{1,2}})[.]",
                (match, today) => Checked(match, today, Number(match, "number"))
            ),
            // Day and month or month and day: where both are days, the writer says which.
            Rule(
                $"{AnyWeekday}(?<day>\\d{{1,2}})[/-](?<number>\\d{{1,2}})(?:[/-](?<year>\\d{{4}}|\\d{{2}}))?\\.?",
                (match, today) => EitherOrder(match, today)
            ),
            Rule(
                "(?<day>\\d{1,2})(?:st|nd|rd|th|\\.)(?: of this month| (?:dieses|des) monats)?",
                (match, today) => DayOfMonth(match, today)
            ),
            Rule(
                $"(?<day>\\d{{1,2}})(?:st|nd|rd|th|\\.) (?:of )?(?:des )?{NextOrComing} (?:month|monats)",
                (match, today) => Within(Days.EndOfMonth(today).PlusDays(1), Number(match, "day"))
            ),
        ];

    /// <summary>A full date; a weekday beside it has to be its own.</summary>
    private static Reading Checked(Match match, LocalDate today, int month)
    {
        var reading = Days.WithYear(match.Groups["year"].Value, month, Number(match, "day"), today);
        return match.Groups["weekday"].Success && reading.Days.Any(day => day.DayOfWeek != Day(match)) ? Reading.Unclear : reading;
    }

    private static Reading EitherOrder(Match match, LocalDate today)
    {
        var (one, other, year) = (Number(match, "day"), Number(match, "number"), match.Groups["year"].Value);
        var days = Days.WithYear(year, other, one, today).Days.Concat(Days.WithYear(year, one, other, today).Days);
        return Reading.Of([.. days.Where(day => !match.Groups["weekday"].Success || day.DayOfWeek == Day(match))]);
    }

    /// <summary>The next day of that number; a month that is too short is not made to fit.</summary>
    private static Reading DayOfMonth(Match match, LocalDate today)
    {
        var day = Number(match, "day");
        return day == today.Day ? Reading.Of(today, today.PlusMonths(1))
            : day > today.Day || match.Value.Contains("mon", StringComparison.Ordinal) ? Within(today, day)
            : Within(Days.EndOfMonth(today).PlusDays(1), day);
    }

    private static Reading Within(LocalDate month, int day) =>
        Days.Of(month.Year, month.Month, day) is { } known ? Reading.Of(known) : Reading.Unclear;
}
