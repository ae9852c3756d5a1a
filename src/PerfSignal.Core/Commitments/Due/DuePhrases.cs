using System.Globalization;
using System.Text.RegularExpressions;
using NodaTime;
using static PerfSignal.Core.Commitments.Due.DueVocabulary;

namespace PerfSignal.Core.Commitments.Due;

/// <summary>The phrases that mean a day, each with what it means on the writer's day; English and German side by side, because people mix them.</summary>
internal static class DuePhrases
{
    private const string Next = "(?:next|naechste[nrms]?)";
    private const string Coming = "(?:this coming|coming|upcoming|kommende[nrms]?)";
    private const string This = "(?:this|diese[nrms]?)";
    private const string EndOf = "(?:end of|ende)";
    private const string NextOrComing = "(?:next|naechste[nrms]?|coming|kommende[nrms]?)";
    private static readonly string Weekday = $"(?<weekday>{Alternatives(Weekdays)})";
    private static readonly string AnyWeekday =
        $"(?:(?<weekday>{Alternatives(Weekdays)}|{Alternatives(ShortWeekdays)}) (?:the |den |dem )?)?";
    private static readonly string Month = $"(?<month>{Alternatives(Months)})";
    private static readonly string Amount = $"(?<amount>\\d{{1,3}}|{Alternatives(Numbers)})";
    private const string Unit =
        "(?<unit>days?|tage?n?|weeks?|wochen?|fortnights?|months?|monate?n?s?|quarters?|quartale?n?s?|years?|jahre?n?s?)";

    private static readonly List<(Regex Pattern, Func<Match, LocalDate, Reading> Means)> Rules =
    [
        Rule("today|tonight|heute", (_, today) => Bare(today)),
        Rule("tomorrow|tmrw|morgen", (_, today) => Bare(today.PlusDays(1))),
        Rule("day after tomorrow|uebermorgen", (_, today) => Bare(today.PlusDays(2))),
        Rule("end of (?:the )?day|end of today|eod|feierabend|close of business|cob", (_, today) => Bare(today)),
        Rule("yesterday|gestern", (_, today) => Reading.Of(today.PlusDays(-1))),
        // Whether "next Friday" is the coming one or that of the next week, people do not agree; where both are one day, it is clear.
        Rule($"{Next} {Weekday}", (match, today) => Bare(today.Next(Day(match)), Days.InWeekOf(today.PlusWeeks(1), Day(match)))),
        Rule($"{Coming} {Weekday}", (match, today) => Bare(today.Next(Day(match)))),
        Rule(
            $"{This} {Weekday}|{This} (?:week|woche)(?: on| am)? {Weekday}|{Weekday} (?:of )?{This} (?:week|woche)",
            (match, today) => Bare(Days.InWeekOf(today, Day(match)))
        ),
        Rule(
            $"{Weekday} (?:of |in (?:der )?)?{NextOrComing} (?:week|woche)|{NextOrComing} (?:week|woche)(?: on| am)? {Weekday}",
            (match, today) => Bare(Days.InWeekOf(today.PlusWeeks(1), Day(match)))
        ),
        Rule($"(?:last|letzte[nrm]|vergangene[nrm]) {Weekday}", (match, today) => Reading.Of(today.Previous(Day(match)))),
        // On a Friday, "Friday" may be today or in a week.
        Rule(Weekday, (match, today) => today.DayOfWeek == Day(match) ? Bare(today, today.PlusWeeks(1)) : Bare(today.Next(Day(match)))),
        Rule(
            $"(?:in|within|innerhalb(?: von)?|heute in) {Amount} {Unit}(?: time)?|{Amount} {Unit} from (?:now|today)",
            (match, today) => After(match, today)
        ),
        Rule("in (?:a few|a couple of|some|several|ein paar|einigen|mehreren) [a-z]+", (_, _) => Asked),
        // Which days are worked is not known here.
        Rule("(?:in|within|innerhalb von) \\w+ (?:working|business|work)[ -]?days?", (_, _) => Asked),
        Rule("(?:in|innerhalb von) \\w+ (?:arbeitstag|werktag)(?:e|en|s)?", (_, _) => Asked),
        .. EndRules(),
        .. DateRules(),
        Rule($"(?:{This}|{NextOrComing}) (?:week|woche|months?|monats?|quarter|quartals?|year|jahre?s?)", (_, _) => Reading.Unclear),
        Rule("(?:kw|calendar week|kalenderwoche|week|woche) ?\\d{1,2}|q[1-4](?: \\d{4})?", (_, _) => Reading.Unclear),
        Rule(
            "christmas|xmas|easter|new year(?:'s(?: eve| day)?)?|thanksgiving|weihnachten|ostern|pfingsten|silvester|neujahr",
            (_, _) => Reading.Unclear
        ),
    ];

    private static Reading Asked => Reading.Unclear with { Bare = true };

    /// <summary>What the whole phrase means, or null where it is no date.</summary>
    /// <param name="phrase">Words as <see cref="Plain"/> has them, with single spaces.</param>
    public static Reading? Read(string phrase, LocalDate today)
    {
        foreach (var (pattern, means) in Rules)
        {
            if (pattern.Match(phrase) is { Success: true } match)
            {
                return means(match, today);
            }
        }

        return null;
    }

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
                $"eom|month[ -]end|monatsende|{EndOf} (?:the |this |des |dieses |diesen )?(?:month|monats?)",
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
                $"eoy|year[ -]end|jahresende|{EndOf} (?:the |this |des |dieses )?(?:year|jahres)",
                (_, today) => Bare(new LocalDate(today.Year, 12, 31))
            ),
            Rule($"{EndOf} (?:des )?{NextOrComing} (?:year|jahres)", (_, today) => Bare(new LocalDate(today.Year + 1, 12, 31))),
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

    private static (Regex, Func<Match, LocalDate, Reading>) Rule(string pattern, Func<Match, LocalDate, Reading> means) =>
        (
            new Regex(
                $"^(?:(?:the|den|dem|der) )?(?:{pattern})$",
                RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
                TimeSpan.FromSeconds(1)
            ),
            means
        );

    private static Reading Bare(params ReadOnlySpan<LocalDate> days) => Reading.Of(days) with { Bare = true };

    private static Reading NotPast(LocalDate today, params ReadOnlySpan<LocalDate> days) =>
        Bare([.. days.ToArray().Where(day => day >= today)]);

    private static IsoDayOfWeek Day(Match match) => DueVocabulary.Weekday(match.Groups["weekday"].Value);

    private static int Number(Match match, string group) => int.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);

    private static Reading After(Match match, LocalDate today)
    {
        var word = match.Groups["amount"].Value;
        var amount = Numbers.TryGetValue(word, out var known) ? known : int.Parse(word, CultureInfo.InvariantCulture);
        var unit = match.Groups["unit"].Value;
        // "In acht Tagen" is how German says in a week, too.
        if (word == "acht" && unit == "tagen")
        {
            return Bare(today.PlusDays(7), today.PlusDays(8));
        }

        var day = unit[0] switch
        {
            'd' or 't' => today.PlusDays(amount),
            'w' => today.PlusWeeks(amount),
            'f' => today.PlusWeeks(2 * amount),
            'm' => today.PlusMonths(amount),
            'q' => today.PlusMonths(3 * amount),
            _ => today.PlusYears(Math.Min(amount, Days.MostYears + 1)),
        };
        return day <= today.PlusYears(Days.MostYears) ? Bare(day) : Asked;
    }

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
