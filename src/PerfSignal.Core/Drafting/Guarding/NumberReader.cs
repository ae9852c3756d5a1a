using System.Globalization;
using System.Text.RegularExpressions;

namespace PerfSignal.Core.Drafting.Guarding;

/// <summary>A number in a text.</summary>
/// <param name="Unit">`percent`, `days`, `points`, `USD`, … ; empty where none is said.</param>
/// <param name="Step">The smallest step it is written in: 0.1 for 4.3, 1000 for 512k.</param>
public sealed record NumberMention(decimal Value, string Unit, decimal Step)
{
    /// <summary>How far a rounded number may be from the exact one.</summary>
    private const decimal Off = 0.05m;

    /// <summary>The evidence has this number, or it is the evidence's rounded to the places written.</summary>
    public bool Says(decimal exact, string unit) =>
        (Unit.Length == 0 || Unit == unit)
        && (Value == exact || (exact != 0 && Math.Abs(Value - exact) <= Step / 2 && Math.Abs(Value - exact) <= Math.Abs(exact) * Off));
}

/// <summary>Finds numbers, with digits or in words, and the unit beside each.</summary>
public static partial class NumberReader
{
    /// <summary>A number in words, folded.</summary>
    public static bool IsNumber(string word) => Words.ContainsKey(word);

    private static readonly Dictionary<string, decimal> Words = new(StringComparer.Ordinal)
    {
        ["zero"] = 0,
        ["one"] = 1,
        ["two"] = 2,
        ["three"] = 3,
        ["four"] = 4,
        ["five"] = 5,
        ["six"] = 6,
        ["seven"] = 7,
        ["eight"] = 8,
        ["nine"] = 9,
        ["ten"] = 10,
        ["eleven"] = 11,
        ["twelve"] = 12,
        ["thirteen"] = 13,
        ["fourteen"] = 14,
        ["fifteen"] = 15,
        ["sixteen"] = 16,
        ["seventeen"] = 17,
        ["eighteen"] = 18,
        ["nineteen"] = 19,
        ["twenty"] = 20,
        ["thirty"] = 30,
        ["forty"] = 40,
        ["fifty"] = 50,
        ["sixty"] = 60,
        ["seventy"] = 70,
        ["eighty"] = 80,
        ["ninety"] = 90,
        ["hundred"] = 100,
        ["thousand"] = 1000,
        ["million"] = 1_000_000,
        ["twice"] = 2,
        ["dozen"] = 12,
        ["zwei"] = 2,
        ["drei"] = 3,
        ["vier"] = 4,
        ["funf"] = 5,
        ["sechs"] = 6,
        ["sieben"] = 7,
        ["acht"] = 8,
        ["neun"] = 9,
        ["zehn"] = 10,
        ["elf"] = 11,
        ["zwolf"] = 12,
        ["dreizehn"] = 13,
        ["vierzehn"] = 14,
        ["funfzehn"] = 15,
        ["sechzehn"] = 16,
        ["siebzehn"] = 17,
        ["achtzehn"] = 18,
        ["neunzehn"] = 19,
        ["zwanzig"] = 20,
        ["dreissig"] = 30,
        ["vierzig"] = 40,
        ["funfzig"] = 50,
        ["sechzig"] = 60,
        ["siebzig"] = 70,
        ["achtzig"] = 80,
        ["neunzig"] = 90,
        ["hundert"] = 100,
        ["tausend"] = 1000,
        ["zweimal"] = 2,
        ["dreimal"] = 3,
        ["dutzend"] = 12,
        ["millionen"] = 1_000_000,
        ["half"] = 0.5m,
        ["halved"] = 0.5m,
        ["halb"] = 0.5m,
        ["halbe"] = 0.5m,
        ["halfte"] = 0.5m,
        ["halbiert"] = 0.5m,
        ["double"] = 2,
        ["doubled"] = 2,
        ["triple"] = 3,
        ["tripled"] = 3,
        ["doppelt"] = 2,
        ["doppelte"] = 2,
        ["verdoppelt"] = 2,
        ["verdreifacht"] = 3,
        ["third"] = 3,
        ["fourth"] = 4,
        ["fifth"] = 5,
        ["sixth"] = 6,
        ["dritte"] = 3,
        ["dritten"] = 3,
        ["drittel"] = 3,
        ["vierte"] = 4,
        ["vierten"] = 4,
        ["viertel"] = 4,
        ["funfte"] = 5,
        ["funften"] = 5,
        ["hundreds"] = 100,
        ["thousands"] = 1000,
        ["hunderte"] = 100,
        ["tausende"] = 1000,
        ["millions"] = 1_000_000,
    };

    private static readonly (string Unit, string[] Words)[] Units =
    [
        ("percent", ["%", "percent", "prozent", "per cent", "percentage points", "prozentpunkte", "prozentpunkten", "pp"]),
        ("days", ["day", "days", "tag", "tage", "tagen"]),
        ("hours", ["hour", "hours", "stunde", "stunden", "h", "hrs"]),
        ("minutes", ["minute", "minutes", "min", "mins", "minuten"]),
        ("weeks", ["week", "weeks", "woche", "wochen"]),
        ("months", ["month", "months", "monat", "monate", "monaten"]),
        ("years", ["year", "years", "jahr", "jahre", "jahren"]),
        ("points", ["point", "points", "punkt", "punkte", "punkten", "story points"]),
        ("EUR", ["eur", "euro", "euros", "€"]),
        ("USD", ["usd", "$", "dollar", "dollars"]),
        ("GBP", ["gbp", "£", "pounds", "pfund"]),
        ("CHF", ["chf", "franken", "francs"]),
    ];

    /// <param name="language">Says whether 1,500 is fifteen hundred (`en`) or one and a half (`de`).</param>
    public static IReadOnlyList<NumberMention> Read(string text, string language)
    {
        List<NumberMention> found = [];
        var folded = OneOnOne().Replace(Fold.Of(text), " ");
        folded = Clock()
            .Replace(
                folded,
                match =>
                {
                    found.Add(new NumberMention(Number(match.Groups["hour"].Value) * 60 + Number(match.Groups["minute"].Value), "time", 1));
                    return " ";
                }
            );
        foreach (Match match in Digits().Matches(folded))
        {
            if (Parse(match.Groups["digits"].Value, language) is { } number)
            {
                var scale = Scale(match.Groups["scale"].Value);
                var unit = UnitOf(match.Groups["unit"].Value.Trim(), match.Groups["before"].Value.Trim());
                found.Add(new NumberMention(number.Value * scale, unit, number.Step * scale));
            }
        }

        found.AddRange(InWords(Digits().Replace(folded, " ")));
        return found;
    }

    private static IEnumerable<NumberMention> InWords(string folded)
    {
        foreach (Match match in WordRun().Matches(folded))
        {
            decimal total = 0;
            decimal part = 0;
            foreach (var word in match.Groups["words"].Value.Split([' ', '-'], StringSplitOptions.RemoveEmptyEntries))
            {
                var value = ValueOf(word);
                if (value is 100 && part > 0)
                {
                    part *= 100;
                }
                else if (value >= 1000 && part > 0)
                {
                    (total, part) = (total + part * value, 0);
                }
                else
                {
                    part += value;
                }
            }

            yield return new NumberMention(total + part, UnitOf(match.Groups["unit"].Value.Trim(), ""), 0);
        }
    }

    /// <summary>`einundzwanzig` too.</summary>
    private static decimal ValueOf(string word)
    {
        if (Words.TryGetValue(word, out var value))
        {
            return value;
        }

        var and = word.IndexOf("und", StringComparison.Ordinal);
        return Words.GetValueOrDefault(word[(and + 3)..]) + (word[..and] == "ein" ? 1 : Words.GetValueOrDefault(word[..and]));
    }

    private static (decimal Value, decimal Step)? Parse(string digits, string language)
    {
        var text = Gaps().Replace(digits, "");
        var (group, point) = language == "de" ? ('.', ',') : (',', '.');
        // A separator before three digits groups them; the other one, or one before fewer digits, begins the fraction.
        if (!Grouped(text, group, point))
        {
            (group, point) = (point, group);
            if (!Grouped(text, group, point))
            {
                return null;
            }
        }

        var plain = text.Replace(group.ToString(), "", StringComparison.Ordinal).Replace(point, '.');
        if (
            !decimal.TryParse(
                plain,
                NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign,
                CultureInfo.InvariantCulture,
                out var value
            )
        )
        {
            return null;
        }

        var places = plain.Contains('.', StringComparison.Ordinal) ? plain.Length - plain.IndexOf('.', StringComparison.Ordinal) - 1 : 0;
        decimal step = 1;
        for (var place = 0; place < Math.Min(places, 20); place++)
        {
            step /= 10;
        }

        return (value, step);
    }

    private static bool Grouped(string text, char group, char point)
    {
        var whole = text.Split(point);
        return whole.Length <= 2
            && (whole.Length == 1 || !whole[1].Contains(group, StringComparison.Ordinal))
            && whole[0].TrimStart('-').Split(group) is var groups
            && groups[0].Length > 0
            && (groups.Length == 1 || (groups[0].Length <= 3 && groups.Skip(1).All(part => part.Length == 3)));
    }

    private static decimal Number(string digits) => decimal.Parse(digits, CultureInfo.InvariantCulture);

    private static decimal Scale(string word) =>
        word.Trim().TrimEnd('.') switch
        {
            "k" or "thousand" or "tsd" or "tausend" => 1000,
            "m" or "mn" or "million" or "millions" or "mio" or "millionen" => 1_000_000,
            "bn" or "billion" or "mrd" or "milliarden" => 1_000_000_000,
            _ => 1,
        };

    private static string UnitOf(string after, string before)
    {
        foreach (var word in new[] { after, before })
        {
            if (word.Length > 0 && Array.Find(Units, unit => unit.Words.Contains(word, StringComparer.Ordinal)) is { Unit: { } unit })
            {
                return unit;
            }
        }

        return "";
    }

    private const string UnitWords =
        @"%|€|\$|£|percentage points|per cent|percent|prozentpunkten?|prozent|pp|days?|tagen?|tag|hours?|stunden?|hrs|h|minutes?|minuten?|mins?|weeks?|wochen?|months?|monaten?|monat|years?|jahren?|jahr|story points|points?|punkten?|punkt|eur|euros?|usd|dollars?|gbp|pounds|pfund|chf|franken|francs";

    [GeneratedRegex(
        @"(?<before>(?:[€$£]|\b(?:eur|usd|gbp|chf))\s?)?(?<![\p{L}\d_])(?<![\p{L}\d]-)(?<digits>(?:(?<![\p{L}\d])-)?\d{1,3}(?:[ '\u00a0\u202f]\d{3})+(?:[.,]\d+)?(?!\d)|(?:(?<![\p{L}\d])-)?\d+(?:[.,]\d+)*)(?:st|nd|rd|th)?(?![\d_])(?<scale>\s?(?:k|m|mn|bn|thousand|millions?|billion|tsd|tausend|mio|millionen|mrd|milliarden)\b\.?)?(?:[\s-]?(?<unit>(?:"
            + UnitWords
            + @")(?![\p{L}\d])))?",
        RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Digits();

    [GeneratedRegex(
        @"(?<![\p{L}\d])(?<!\bno\s)(?<!\bthe\s(?=one))(?<words>(?:(?:zero|one(?!\s(?:of|another|by|to)\b)|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundreds?|thousands?|millions?|twice|dozen|zwei|drei|vier|funf|sechs|sieben|acht|neun|zehn|elf|zwolf|dreizehn|vierzehn|funfzehn|sechzehn|siebzehn|achtzehn|neunzehn|(?:(?:ein|zwei|drei|vier|funf|sechs|sieben|acht|neun)und)?(?:zwanzig|dreissig|vierzig|funfzig|sechzig|siebzig|achtzig|neunzig)|hunderte?|tausende?|zweimal|dreimal|dutzend|millionen|half|halved|halbe?|halfte|halbiert|doubled?|tripled?|doppelte?|verdoppelt|verdreifacht|third|fourth|fifth|sixth|dritten?|drittel|vierten?|viertel|funften?)(?:[\s-]+(?=[\p{L}%€$£])|(?![\p{L}\d])))+)(?<unit>(?:"
            + UnitWords
            + @")(?![\p{L}\d]))?",
        RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex WordRun();

    [GeneratedRegex(@"(?<![\p{L}\d])(?:1\s?:\s?1s?|one-on-ones?|1-on-1s?|one-to-ones?)(?![\p{L}\d])", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex OneOnOne();

    [GeneratedRegex(@"(?<!\d)(?<hour>[01]?\d|2[0-3]):(?<minute>[0-5]\d)(?!\d)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Clock();

    [GeneratedRegex(@"[ '\u00a0\u202f]", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Gaps();
}
