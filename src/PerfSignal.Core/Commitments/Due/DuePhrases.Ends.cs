using System.Text.RegularExpressions;
using NodaTime;
using static PerfSignal.Core.Commitments.Due.DueVocabulary;

namespace PerfSignal.Core.Commitments.Due;

/// <summary>Ends, middles and beginnings of weeks, months, quarters and years.</summary>
internal static partial class DuePhrases
{
    private static IEnumerable<(Regex, Func<Match, LocalDate, Reading>)> EndRules() =>
        [
            // The working week ends on Friday, the calendar's on Sunday.
            Rule(
                $"eow|{EndOf} (?:the |this |der |dieser )?(?:week|woche)",
                (_, today) => NotPast(today, Days.InWeekOf(today, IsoDayOfWeek.Friday), Days.InWeekOf(today, IsoDayOfWeek.Sunday))
            ),
            Rule(
                $"{EndOf} (?:der )?{NextOrComing} (?:week|woche)",
                (_, today) =>
                    Bare(Days.InWeekOf(today.PlusWeeks(1), IsoDayOfWeek.Friday), Days.InWeekOf(today.PlusWeeks(1), IsoDayOfWeek.Sunday))
            ),
            Rule(
                $"(?:this |dieses )?(?:weekend|wochenende)",
                (_, today) =>
                    NotPast(today, Days.InWeekOf(today, IsoDayOfWeek.Saturday), Days.InWeekOf(today, IsoDayOfWeek.Sunday)) with
                    {
                        Bare = false,
                    }
            ),
            Rule(
                "(?:over|on|during) (?:the|this) weekend|uebers wochenende|am wochenende",
                (_, today) => NotPast(today, Days.InWeekOf(today, IsoDayOfWeek.Saturday), Days.InWeekOf(today, IsoDayOfWeek.Sunday))
            ),
            Rule(
                $"{EndOf} (?:der )?{WeekAfterNext}",
                (_, today) =>
                    Bare(Days.InWeekOf(today.PlusWeeks(2), IsoDayOfWeek.Friday), Days.InWeekOf(today.PlusWeeks(2), IsoDayOfWeek.Sunday))
            ),
            Rule(
                $"eom|month[ -]end|monatsende|monatsletzten?|ultimo|{EndOf} (?:the |this |des |dieses |diesen )?(?:month|monats?)",
                (_, today) => Bare(Days.EndOfMonth(today))
            ),
            Rule($"{EndOf} (?:des )?{NextOrComing} (?:month|monats?)", (_, today) => Bare(Days.EndOfMonth(today.PlusMonths(1)))),
            Rule(
                $"eoq|quarter[ -]end|quartalsende|{EndOf} (?:the |this |des |dieses )?(?:quarter|quartals?)",
                (_, today) => Bare(Days.EndOfQuarter(today))
            ),
            Rule($"{EndOf} (?:des )?{NextOrComing} (?:quarter|quartals?)", (_, today) => Bare(Days.EndOfQuarter(today.PlusMonths(3)))),
            Rule(
                $"{EndOf} (?:of )?q(?<quarter>[1-4])(?: (?<year>\\d{{4}}))?",
                (match, today) => EndOfNamed(match, today, Number(match, "quarter") * 3)
            ),
            Rule(
                $"eoy|year[ -]end|jahresende|{EndOf} (?:the |this |des |dieses )?(?:year|jahr(?:es)?)",
                (_, today) => Bare(new LocalDate(today.Year, 12, 31))
            ),
            Rule($"{EndOf} (?:des )?{NextOrComing} (?:year|jahr(?:es)?)", (_, today) => Bare(new LocalDate(today.Year + 1, 12, 31))),
            Rule($"{EndOf} (?<year>\\d{{4}})", (match, today) => Days.WithYear(match.Groups["year"].Value, 12, 31, today)),
            Rule(
                $"{EndOf} {Month}(?: (?<year>\\d{{4}}))?",
                (match, today) => EndOfNamed(match, today, Months[match.Groups["month"].Value])
            ),
            // § 192 of the German Civil Code: the first, the 15th and the last day of the month.
            Rule(
                $"anfang {Month}(?: (?<year>\\d{{4}}))?|(?:beginning|start) of {Month}(?: (?<year>\\d{{4}}))?",
                (match, today) => Named(match, today, 1)
            ),
            Rule($"mitte {Month}(?: (?<year>\\d{{4}}))?", (match, today) => Named(match, today, 15)),
            Rule(
                $"anfang (?:des )?{NextOrComing} monats|(?:beginning|start) of next month",
                (_, today) => Bare(Days.EndOfMonth(today).PlusDays(1))
            ),
            Rule($"mitte (?:des )?{NextOrComing} monats", (_, today) => Bare(Days.EndOfMonth(today).PlusDays(15))),
            Rule("mitte (?:des |dieses )?monats", (_, today) => Bare(new LocalDate(today.Year, today.Month, 15))),
            Rule($"(?:mid|middle of|early|late)[ -](?:the )?(?:{Month}|week|month|{Next} (?:week|month))", (_, _) => Reading.Unclear),
            Rule($"(?:anfang|mitte) (?:der |dieser |naechster |kommender |naechste |kommende )?woche", (_, _) => Reading.Unclear),
            Rule($"{Month}(?: (?<year>\\d{{4}}))?", (match, today) => SomeDayOf(match, today)),
        ];

    private static Reading EndOfNamed(Match match, LocalDate today, int month)
    {
        var named = match.Groups["year"].Success
            ? new LocalDate(Number(match, "year"), month, 1)
            : new LocalDate(today.Year + (month < today.Month ? 1 : 0), month, 1);
        return Math.Abs(named.Year - today.Year) <= Days.MostYears ? Bare(Days.EndOfMonth(named)) : Asked;
    }

    private static Reading Named(Match match, LocalDate today, int day) =>
        Days.WithYear(match.Groups["year"].Value, Months[match.Groups["month"].Value], day, today) with
        {
            Bare = true,
        };

    /// <summary>A month by itself: its first day or its last.</summary>
    private static Reading SomeDayOf(Match match, LocalDate today)
    {
        var end = EndOfNamed(match, today, Months[match.Groups["month"].Value]);
        return end.Days.Count == 0 || end.Days[0].With(DateAdjusters.StartOfMonth) <= today
            ? Reading.Unclear
            : Reading.Of(end.Days[0].With(DateAdjusters.StartOfMonth), end.Days[0]);
    }
}
