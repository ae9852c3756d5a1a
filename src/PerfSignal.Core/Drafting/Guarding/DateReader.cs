using System.Globalization;
using System.Text.RegularExpressions;
using NodaTime;

namespace PerfSignal.Core.Drafting.Guarding;

/// <summary>A date as far as a text gives it: a day, a month, a weekday, a span of days.</summary>
/// <param name="Written">The words, folded.</param>
public sealed record DateMention(string Written)
{
    public int? Year { get; init; }
    public int? Month { get; init; }
    public int? Day { get; init; }
    public IsoDayOfWeek Weekday { get; init; }
    public LocalDate? From { get; init; }
    public LocalDate? Until { get; init; }

    /// <summary>The first and the last day of `early`, `mid` or `late` in a month; a day before or after does not count.</summary>
    public (int First, int Last)? Part { get; init; }

    /// <summary>Day and month may stand the other way round, as in 3/4.</summary>
    public bool EitherWay { get; init; }

    public bool Fits(LocalDate date) =>
        (Year is null || Year == date.Year)
        && (FitsDay(date.Month, date.Day) || (EitherWay && FitsDay(date.Day, date.Month)))
        && (Weekday == IsoDayOfWeek.None || Weekday == date.DayOfWeek)
        && (Part is not { } part || (date.Day >= part.First && date.Day <= part.Last))
        && (From is null || date >= From)
        && (Until is null || date <= Until);

    /// <summary>The evidence says the same in other words, and at least as exactly.</summary>
    public bool Repeats(DateMention said, LocalDate today) =>
        From is null
        && Part is null
        && (
            Year is null
            || Year == said.Year
            || (said is { Year: null, Day: not null } && Math.Abs(Year.Value * 12 + said.Month!.Value - today.Year * 12 - today.Month) <= 6)
        )
        && (Month is null || Month == said.Month)
        && (Day is null || Day == said.Day)
        && (Weekday == IsoDayOfWeek.None || Weekday == said.Weekday);

    private bool FitsDay(int month, int day) => (Month is null || Month == month) && (Day is null || Day == day);
}

/// <summary>Finds dates in a sentence, in English or German, as numbers, in words or relative to today.</summary>
public static partial class DateReader
{
    private const string MonthNames =
        @"jan(?:uary|uar)?|feb(?:ruary|ruar)?|mar(?:ch)?|mrz|marz|maerz|apr(?:il)?|may|mai|jun[ei]?|jul[yi]?|aug(?:ust)?|sept?(?:ember)?|okt(?:ober)?|oct(?:ober)?|nov(?:ember)?|dez(?:ember)?|dec(?:ember)?";

    private static readonly string[] Days =
    [
        "monday montag mon",
        "tuesday dienstag tue tues",
        "wednesday mittwoch wed",
        "thursday donnerstag thu thur thurs",
        "friday freitag fri",
        "saturday samstag sonnabend sat",
        "sunday sonntag sun",
    ];

    /// <summary>The dates, and the text with blanks in their place.</summary>
    public static (IReadOnlyList<DateMention> Dates, string Left) Read(string text, LocalDate today)
    {
        List<DateMention> found = [];
        var rest = text;
        foreach (var (pattern, make) in Patterns)
        {
            rest = pattern.Replace(
                rest,
                match =>
                {
                    if (make(match, today) is not { } date)
                    {
                        return match.Value;
                    }

                    found.Add(date);
                    return " ";
                }
            );
        }

        return (found, rest);
    }

    private static readonly IReadOnlyList<(Regex Pattern, Func<Match, LocalDate, DateMention?> Make)> Patterns =
    [
        (Iso(), (match, _) => Mention(match)),
        (Dotted(), (match, _) => Mention(match)),
        (Slashed(), (match, _) => Mention(match) is { } date ? date with { EitherWay = true } : null),
        (DayMonth(), (match, _) => Mention(match)),
        (MonthDay(), (match, _) => Mention(match)),
        (PartOfMonth(), (match, _) => Mention(match) is { } date ? date with { Part = PartOf(match.Groups["part"].Value) } : null),
        (MonthAlone(), (match, _) => Mention(match)),
        (Quarter(), OfQuarter),
        (WeekdayName(), OfWeekday),
        (Relative(), OfRelative),
        (YearAlone(), (match, _) => Mention(match)),
    ];

    private static DateMention? Mention(Match match)
    {
        int? Group(string name) =>
            match.Groups[name] is { Success: true } group ? int.Parse(group.ValueSpan, CultureInfo.InvariantCulture) : null;
        var year = Group("year") is { } said ? (said < 100 ? 2000 + said : said) : (int?)null;
        var month = match.Groups["name"].Success ? MonthOf(match.Groups["name"].Value) : Group("month");
        var day = Group("day");
        return month is > 12 && day is > 12 || day is > 31
            ? null
            : new DateMention(Fold.Of(match.Value))
            {
                Year = year,
                Month = month,
                Day = day,
            };
    }

    private static int MonthOf(string name) =>
        Fold.Of(name)[..3] switch
        {
            "jan" => 1,
            "feb" => 2,
            "mar" or "mrz" or "mae" => 3,
            "apr" => 4,
            "may" or "mai" => 5,
            "jun" => 6,
            "jul" => 7,
            "aug" => 8,
            "sep" => 9,
            "oct" or "okt" => 10,
            "nov" => 11,
            _ => 12,
        };

    /// <summary>A third of the month, with some days more, since nobody counts them.</summary>
    private static (int First, int Last) PartOf(string word) =>
        Fold.Of(word) switch
        {
            "early" or "beginning" or "start" or "anfang" => (1, 12),
            "mid" or "middle" or "mitte" => (8, 22),
            _ => (18, 31),
        };

    private static DateMention OfWeekday(Match match, LocalDate today)
    {
        var name = Fold.Of(match.Groups["day"].Value);
        return new DateMention(Fold.Of(match.Value))
        {
            Weekday = (IsoDayOfWeek)(1 + Array.FindIndex(Days, day => day.Split(' ').Contains(name, StringComparer.Ordinal))),
        };
    }

    private static DateMention OfQuarter(Match match, LocalDate today)
    {
        var year = match.Groups["year"].Success ? int.Parse(match.Groups["year"].ValueSpan, CultureInfo.InvariantCulture) : today.Year;
        var start = new LocalDate(year, (match.Groups["number"].Value[0] - '0') * 3 - 2, 1);
        return new DateMention(Fold.Of(match.Value)) { From = start, Until = start.PlusMonths(3).PlusDays(-1) };
    }

    private static DateMention? OfRelative(Match match, LocalDate today)
    {
        var words = Fold.Of(match.Value);
        var monday = today.PlusDays(1 - (int)today.DayOfWeek);
        var first = new LocalDate(today.Year, today.Month, 1);
        var which =
            Last().IsMatch(words) ? -1
            : Next().IsMatch(words) ? 1
            : 0;
        var (from, until) = words switch
        {
            "today" or "heute" => (today, today),
            "tomorrow" or "morgen" => (today.PlusDays(1), today.PlusDays(1)),
            "yesterday" or "gestern" => (today.PlusDays(-1), today.PlusDays(-1)),
            "ubermorgen" => (today.PlusDays(2), today.PlusDays(2)),
            "vorgestern" => (today.PlusDays(-2), today.PlusDays(-2)),
            _ when words.EndsWith("week", StringComparison.Ordinal) || words.EndsWith("woche", StringComparison.Ordinal) => (
                monday.PlusWeeks(which),
                monday.PlusWeeks(which).PlusDays(6)
            ),
            _ when words.EndsWith("month", StringComparison.Ordinal) || words.EndsWith("monat", StringComparison.Ordinal) => (
                first.PlusMonths(which),
                first.PlusMonths(which + 1).PlusDays(-1)
            ),
            _ => (new LocalDate(today.Year + which, 1, 1), new LocalDate(today.Year + which, 12, 31)),
        };
        return new DateMention(words) { From = from, Until = until };
    }

    [GeneratedRegex(@"(?<![\d.,])(?<year>\d{4})-(?<month>\d{1,2})-(?<day>\d{1,2})(?!\d)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Iso();

    [GeneratedRegex(
        @"(?<![\d.,])(?<day>\d{1,2})\.\s?(?<month>0?[1-9]|1[0-2])\.(?:\s?(?<year>\d{4}|\d{2}))?(?!\d)",
        RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Dotted();

    [GeneratedRegex(
        @"(?<![\d.,/])(?<day>\d{1,2})/(?<month>\d{1,2})(?:/(?<year>\d{4}|\d{2}))?(?![\d/])",
        RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Slashed();

    [GeneratedRegex(
        @"(?<![\d.,])(?<day>\d{1,2})(?:st|nd|rd|th|\.)?\s?(?:of\s)?(?<name>(?:"
            + MonthNames
            + @"|März|Mär))\b\.?(?:,?\s(?<year>\d{4}))?(?!\d)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex DayMonth();

    [GeneratedRegex(
        @"\b(?<name>(?:" + MonthNames + @"|März|Mär))\b\.?\s(?<day>\d{1,2})(?:st|nd|rd|th)?\b(?:,?\s(?<year>\d{4}))?(?![\d.,]*\d)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex MonthDay();

    // "may" and "march" are verbs too: alone they are months only with a capital, and after a word or before a year.
    [GeneratedRegex(
        @"(?:(?<=\b(?:in|since|until|till|by|of|for|during|early|late|from|to|through|and|mid-|seit|bis|im|Anfang|Mitte|Ende|ab|und|von|für)\s?)(?<name>May|March|Mai|März|Mar)\b(?:\s(?<year>\d{4}))?)|\b(?<name>May|March|Mai|März)\s(?<year>\d{4})|\b(?<name>January|Januar|Jan|February|Februar|Feb|April|Apr|June|Juni|July|Juli|August|September|Sept?|October|Oktober|Oct|Okt|November|Nov|December|Dezember|Dec|Dez)\b\.?(?:\s(?<year>\d{4}))?",
        RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex MonthAlone();

    [GeneratedRegex(
        @"\b(?<part>early|beginning|start|mid|middle|late|end|Anfang|Mitte|Ende)(?:\s|-)(?:of\s|in\s|des\s)?(?<name>(?:"
            + MonthNames
            + @"|März))\b(?:\s(?<year>\d{4}))?(?!\s?\d)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex PartOfMonth();

    [GeneratedRegex(@"\bQ(?<number>[1-4])(?:[\s/-]?(?<year>20\d{2}))?\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Quarter();

    [GeneratedRegex(
        @"\b(?<day>(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag)(?=s?\b)|(?-i:Mon|Tues?|Wed|Thu|Thurs?|Fri|Sat|Sun)\b)s?\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex WeekdayName();

    [GeneratedRegex(
        @"\b(?:today|tomorrow|yesterday|heute|morgen|gestern|übermorgen|vorgestern|(?:last|this|next|past|previous|coming)\s(?:week|month|year)|(?:letzte|vergangene|vorige|diese|nächste|kommende)[nrsm]?\s(?:woche|monat|jahr))\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Relative();

    [GeneratedRegex("^(?:last|past|previous|letzt|vergangen|vorig)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Last();

    [GeneratedRegex("^(?:next|coming|nachst|kommend)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Next();

    [GeneratedRegex(
        @"(?<![\d.,\p{L}-])(?<year>(?:19|20)\d{2})(?![\d.,]*\d)(?![\p{L}%€$-])(?!\s(?:%|EUR|USD|GBP|CHF|points|Punkte|tickets|Tickets))",
        RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex YearAlone();
}
