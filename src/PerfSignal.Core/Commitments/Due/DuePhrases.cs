using System.Globalization;
using System.Text.RegularExpressions;
using NodaTime;
using static PerfSignal.Core.Commitments.Due.DueVocabulary;

namespace PerfSignal.Core.Commitments.Due;

/// <summary>The phrases that mean a day, each with what it means on the writer's day; English and German side by side, because people mix them.</summary>
internal static partial class DuePhrases
{
    private const string Next = "(?:next|naechste[nrms]?)";
    private const string Coming = "(?:this coming|coming|upcoming|kommende[nrms]?)";
    private const string This = "(?:this|diese[nrms]?)";
    private const string EndOf = "(?:end of|ende)";
    private const string WeekAfterNext = "(?:(?:the )?week after next|uebernaechste[nrms]? woche)";
    private const string NextOrComing = "(?:next|naechste[nrms]?|coming|kommende[nrms]?)";
    private static readonly string Weekday = $"(?<weekday>{Alternatives(Weekdays)})";
    private static readonly string AnyWeekday =
        $"(?:(?<weekday>{Alternatives(Weekdays)}|{Alternatives(ShortWeekdays)}) (?:the |den |dem )?)?";
    private static readonly string Month = $"(?<month>{Alternatives(Months)})";
    private static readonly string Amount = $"(?<amount>\\d{{1,3}}|{Alternatives(Numbers)})";
    private const string CalendarWeek = "(?:kw|calendar week|kalenderwoche|week|woche) ?(?<week>\\d{1,2})";
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
        Rule(
            $"uebernaechste[nrms]? {Weekday}|{Weekday} after next",
            (match, today) => Bare(today.Next(Day(match)).PlusWeeks(1), Days.InWeekOf(today.PlusWeeks(2), Day(match)))
        ),
        Rule(
            $"{Weekday} (?:in (?:der )?)?{WeekAfterNext}|{WeekAfterNext}(?: on| am)? {Weekday}",
            (match, today) => Bare(Days.InWeekOf(today.PlusWeeks(2), Day(match)))
        ),
        Rule(
            $"{Weekday} week|{Amount} weeks? from {Weekday}|{Weekday} in {Amount} (?<unit>wochen?|tagen)",
            (match, today) => WeeksBeyond(match, today)
        ),
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
            $"(?:in|within|innerhalb(?: von)?|innert|binnen|heute in) {Amount} {Unit}(?: time)?|{Amount} {Unit} from (?:now|today)",
            (match, today) => After(match, today)
        ),
        Rule("in (?:a few|a couple of|some|several|ein paar|einigen|mehreren) [a-z]+", (_, _) => Asked),
        Rule(
            "in (?:(?:one|two|three) and a half|half an?|einem halben|einer halben|eineinhalb|anderthalb|zweieinhalb) [a-z]+",
            (_, _) => Asked
        ),
        Rule(
            $"(?:in|within|innerhalb(?: von)?|innert|binnen) {Amount} (?:hours?|minutes?|stunden?|minuten?)",
            (_, _) => Asked with { HasTime = true }
        ),
        Rule("asap|as soon as possible|so bald wie moeglich|schnellstmoeglich|baldmoeglichst", (_, _) => Asked),
        // Which days are worked is not known here.
        Rule("(?:in|within|innerhalb von) \\w+ (?:working|business|work)[ -]?days?", (_, _) => Asked),
        Rule("(?:in|innerhalb von) \\w+ (?:arbeitstag|werktag)(?:e|en|s)?", (_, _) => Asked),
        .. EndRules(),
        .. DateRules(),
        Rule(
            $"(?:{This}|{NextOrComing}) (?:week|woche|months?|monats?|quarter|quartals?|year|jahre?s?)|{WeekAfterNext}",
            (match, _) => match.Value.StartsWith("the ", StringComparison.Ordinal) ? Reading.Unclear : Asked
        ),
        Rule($"in {CalendarWeek}", (_, _) => Asked),
        Rule($"{CalendarWeek}|q[1-4](?: \\d{{4}})?", (_, _) => Reading.Unclear),
        Rule(
            $"{Weekday} (?:of |in (?:der )?)?{CalendarWeek}|{CalendarWeek}(?: on| am)? {Weekday}",
            (match, today) => OfWeek(match, today, Day(match))
        ),
        Rule(
            $"{EndOf} (?:of )?(?:der )?{CalendarWeek}",
            (match, today) => Bare([.. OfWeek(match, today, IsoDayOfWeek.Friday).Days, .. OfWeek(match, today, IsoDayOfWeek.Sunday).Days])
        ),
        // A number in words is not worth guessing at: "the second" is rarely a day.
        Rule(
            "(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|fifteenth|twentieth|thirtieth|last)(?: day)?(?: of (?:the|this|next) month)?"
                + "|(?:ersten|zweiten|dritten|vierten|fuenften|sechsten|siebten|achten|neunten|zehnten|fuenfzehnten|zwanzigsten|dreissigsten)",
            (_, _) => Reading.Unclear
        ),
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

    /// <summary>"Friday in a week" is a week after the coming one; where the week after today's would be another day, both are meant.</summary>
    private static Reading WeeksBeyond(Match match, LocalDate today)
    {
        var word = match.Groups["amount"].Value;
        var amount =
            word.Length == 0 ? 1
            : Numbers.TryGetValue(word, out var known) ? known
            : Number(match, "amount");
        var weeks =
            match.Groups["unit"].Value != "tagen" ? amount
            : amount is 7 or 8 ? 1
            : amount is 14 or 15 ? 2
            : 0;
        return weeks is < 1 or > 52 ? Asked
            : match.Groups["unit"].Success
                ? Bare(today.Next(Day(match)).PlusWeeks(weeks), Days.InWeekOf(today.PlusWeeks(weeks), Day(match)))
            : today.DayOfWeek == Day(match) ? Bare(today.PlusWeeks(weeks), today.PlusWeeks(weeks + 1))
            : Bare(today.Next(Day(match)).PlusWeeks(weeks));
    }

    /// <summary>Calendar weeks are those of ISO 8601; one that has passed is next year's.</summary>
    private static Reading OfWeek(Match match, LocalDate today, IsoDayOfWeek weekday)
    {
        var (rules, week) = (NodaTime.Calendars.WeekYearRules.Iso, Number(match, "week"));
        var year = rules.GetWeekYear(today) + (week < rules.GetWeekOfWeekYear(today) ? 1 : 0);
        return week >= 1 && week <= rules.GetWeeksInWeekYear(year, CalendarSystem.Iso)
            ? Bare(rules.GetLocalDate(year, week, weekday, CalendarSystem.Iso))
            : Asked;
    }
}
