using System.Text.RegularExpressions;
using NodaTime;

namespace PerfSignal.Core.Drafting.Guarding;

/// <summary>A placeholder that the cited evidence is not of, or a name that stands nowhere in it.</summary>
public sealed partial class UnknownName : IGuardRule
{
    public string Name => "name";

    public bool Refuses(Statement statement)
    {
        var people = statement
            .Cited.SelectMany(item => item.People.Concat(Placeholder().Matches(item.Quote).Select(match => match.Groups["who"].Value)))
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        var text = statement.Text;
        return Placeholder().Matches(text).Any(match => !people.Contains(match.Groups["who"].Value))
            || Titled().IsMatch(text)
            || Named(text, statement.Request.Language)
                .Any(word => !statement.FoldedSource.Contains(Fold.Of(word), StringComparison.Ordinal));
    }

    /// <summary>In English a capital within a sentence is a name; in German only what is known as a first name.</summary>
    private static IEnumerable<string> Named(string text, string language) =>
        Capital()
            .Matches(text)
            .Where(word =>
                FirstNames.Known(word.Value) || (language == "en" && IsInside(text, word.Index) && !Ordinary.Contains(word.Value))
            )
            .Select(word => word.Value);

    private static bool IsInside(string text, int at)
    {
        var before = text[..at].TrimEnd(' ', '“', '"', '‘', '\'', '(', '„');
        return before.Length > 0 && before[^1] is not ('.' or '!' or '?' or ':');
    }

    /// <summary>Days and months are the date rule's.</summary>
    private static readonly HashSet<string> Ordinary = new(
        "I English German Monday Tuesday Wednesday Thursday Friday Saturday Sunday Mon Tue Wed Thu Fri Sat Sun January February March April May June July August September October November December Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Q EUR USD GBP CHF HR".Split(
            ' '
        ),
        StringComparer.Ordinal
    );

    [GeneratedRegex(@"(?<![\p{L}\d])(?<who>P\d+)(?:'s|’s|s)?(?![\p{L}\d])", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"\b(?:Mr|Mrs|Ms|Miss|Dr|Herr|Herrn|Frau)\b\.?\s(?!P\d)\p{Lu}", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Titled();

    [GeneratedRegex(@"(?<![\p{L}\d])\p{Lu}\p{L}+(?!\d)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Capital();
}

/// <summary>Words in quotation marks that no single piece of the cited evidence has, one after the other.</summary>
public sealed class InventedQuotation : IGuardRule
{
    private static readonly char[] Ends = ['…', '.', ',', '!', '?', ';', ':', ' '];

    public string Name => "quotation";

    public bool Refuses(Statement statement)
    {
        var said = statement
            .Cited.SelectMany(item => new[] { item.Name, item.Words, item.Quote, item.Value, item.Target })
            .Select(Fold.Of)
            .ToList();
        return statement
            .Quotations.Select(quotation => Fold.Of(quotation.Trim(Ends)))
            .Any(quotation => quotation.Length > 0 && !said.Exists(text => text.Contains(quotation, StringComparison.Ordinal)));
    }
}

public sealed class WrongDate : IGuardRule
{
    public string Name => "date";

    public bool Refuses(Statement statement)
    {
        if (statement.Dates.Count == 0)
        {
            return false;
        }

        var dates = statement.Cited.SelectMany(item => item.Dates).ToList();
        var said = DateReader.Read(statement.Source, statement.Request.Today).Dates;
        return statement.Dates.Any(date =>
            !dates.Exists(date.Fits) && !said.Any(other => date.Repeats(other, statement.Request.Today) || date.Written == other.Written)
        );
    }
}

/// <summary>A figure that the cited evidence does not have, after rounding, or that has another unit there.</summary>
public sealed partial class WrongNumber : IGuardRule
{
    public string Name => "number";

    public bool Refuses(Statement statement)
    {
        if (statement.Numbers.Count == 0)
        {
            return false;
        }

        var exact = statement
            .Cited.SelectMany(item => item.Amounts)
            .Select(amount => (amount.Value, amount.Unit))
            .Concat(
                statement
                    .Cited.SelectMany(item =>
                        Numbers(item.Words, statement)
                            .Concat(Numbers(item.Value, statement))
                            .Concat(Numbers(item.Target, statement))
                            .Concat(Numbers(item.Name, statement))
                            // People may write numbers the way of either language.
                            .Concat(Numbers(item.Quote, statement))
                            .Concat(NumberReader.Read(item.Quote, statement.Request.Language == "de" ? "en" : "de"))
                    )
                    .Select(number => (number.Value, number.Unit))
            )
            .ToList();
        return statement.Numbers.Any(number =>
                !exact.Exists(other => number.Says(other.Value, other.Unit))
                && !Counts(number, statement)
                && !IsDistance(number, statement)
                && !IsGap(number, statement)
                && !IsRest(number, statement)
            ) || IsReversed(statement);
    }

    /// <summary>A goal said to have moved from where it is to where it was.</summary>
    private static bool IsReversed(Statement statement) =>
        statement.Cited is [{ Kind: EvidenceKind.Goal, Before: { } before, Now: { } now }]
        && before != now
        && statement.Numbers.Where(number => number.Unit == "percent").Select(number => number.Value).ToList() is [var first, var second]
        && first == now
        && second == before
        && Move().IsMatch(statement.Folded);

    [GeneratedRegex(@"\b(?:from|von)\b[^.]{0,20}\b(?:to|auf)\b", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Move();

    private static IReadOnlyList<NumberMention> Numbers(string text, Statement statement) =>
        NumberReader.Read(DateReader.Read(text, statement.Request.Today).Left, statement.Request.Language);

    /// <summary>How many items it cites, all of them, of one kind, or of one kind of one person.</summary>
    private static bool Counts(NumberMention number, Statement statement) =>
        number.Unit.Length == 0
        && (
            number.Value == statement.Cited.Count
            || statement.Cited.GroupBy(item => item.Kind).Any(kind => kind.Count() == number.Value)
            || statement
                .Cited.Where(item => item.Kind == EvidenceKind.Commitment)
                .GroupBy(item => (item.People[0], item.Done))
                .Any(owned => owned.Count() == number.Value)
        );

    /// <summary>What lies between two amounts of one piece of evidence, where the sentence speaks of a distance.</summary>
    private static bool IsGap(NumberMention number, Statement statement) =>
        number.Unit.Length > 0
        && Gap().IsMatch(statement.Folded)
        && statement.Cited.Any(item =>
            item.Amounts.SelectMany(one =>
                    item.Amounts.Where(other => other.Unit == one.Unit).Select(other => (By: one.Value - other.Value, one.Unit))
                )
                // Between two percentages lie points.
                .Any(gap => gap.By > 0 && number.Says(gap.By, gap.Unit == "percent" && number.Unit == "points" ? "points" : gap.Unit))
        );

    /// <summary>What a goal still needs to be whole.</summary>
    private static bool IsRest(NumberMention number, Statement statement) =>
        number.Unit is "percent" or "points"
        && statement.Cited.Any(item => item is { Kind: EvidenceKind.Goal, Now: { } now } && number.Value == 100 - now)
        && Rest().IsMatch(statement.Folded);

    [GeneratedRegex(@"\b(?:remain\p{L}*|left|missing|to go|fehl\p{L}*|ubrig|bleib\p{L}*)\b", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Rest();

    [GeneratedRegex(
        @"\b(?:in|for|since|by|vor|seit|noch|um) (?:the |den |etwa |about |almost |fast )?\S+ (?:days?|weeks?|tage?n?|wochen?)\b|\b(?:days?|weeks?|tage?n?|wochen?) (?:ago|overdue|late|left|away|past|before|after|uberfallig|zu spat|verspatet|verspatung|nach|vor)\b",
        RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Distance();

    [GeneratedRegex(
        @"\b(?:by|short of|more than|less than|above|below|over|under|ahead of|behind|um|fehl\p{L}*|mehr als|weniger als|uber|unter)\b",
        RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Gap();

    /// <summary>Days or weeks between today and a date of the evidence.</summary>
    private static bool IsDistance(NumberMention number, Statement statement)
    {
        var step = number.Unit switch
        {
            "days" => 1,
            "weeks" => 7,
            _ => 0,
        };
        return step > 0
            && Distance().IsMatch(statement.Folded)
            && statement
                .Cited.SelectMany(item => item.Dates)
                .Any(date => Math.Abs(Math.Abs(Period.DaysBetween(date, statement.Request.Today)) - number.Value * step) * 2 < step);
    }
}

/// <summary>A ticket, version or other code that is not in the evidence.</summary>
public sealed partial class UnknownCode : IGuardRule
{
    public string Name => "code";

    public bool Refuses(Statement statement) =>
        Codes().Matches(statement.Text).Any(code => !statement.FoldedSource.Contains(Fold.Of(code.Value), StringComparison.Ordinal));

    [GeneratedRegex(
        @"(?<![\p{L}\d-])(?!P\d+s?(?![\p{L}\d-]))(?!Q[1-4])(?!\d+(?:st|nd|rd|th|k|m|h|s)\b)(?=[\p{L}\d_-]*\p{L})(?=[\p{L}\d_-]*\d)(?:\p{L}[\p{L}_]*-?\d[\p{L}\d_-]*|\d+\p{L}[\p{L}\d_-]*)",
        RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Codes();
}

/// <summary>Two people and a word that sets them against each other.</summary>
public sealed partial class Comparison : IGuardRule
{
    public string Name => "comparison_of_people";

    public bool Refuses(Statement statement) =>
        People().Matches(statement.Text).Select(match => match.Value).Distinct(StringComparer.Ordinal).Count() > 1
        && Against().IsMatch(statement.Own);

    [GeneratedRegex(@"(?<![\p{L}\d])P\d+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex People();

    [GeneratedRegex(
        @"\b(?:than|more|less|fewer|better|worse|faster|slower|most|least|whereas|while|versus|vs|best|worst|mehr|weniger|besser|schlechter|schneller|langsamer|wahrend|hingegen|dagegen|am meisten|am wenigsten)\b",
        RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Against();
}

/// <summary>Shares no name, number, date and no longer word with what it cites.</summary>
public sealed partial class Unrelated : IGuardRule
{
    private const int Stem = 5;
    public string Name => "unrelated";

    public bool Refuses(Statement statement)
    {
        var stems = Stems(statement.FoldedSource).ToHashSet(StringComparer.Ordinal);
        return statement.Cited.Count > 0
            && statement.Numbers.Count == 0
            && statement.Dates.Count == 0
            && !Stems(statement.Folded).Any(stems.Contains);
    }

    private static IEnumerable<string> Stems(string folded) =>
        LongWord().Matches(folded).Select(word => word.Value[..Math.Min(word.Length, Stem)]);

    [GeneratedRegex(@"\p{L}{4,}", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex LongWord();
}
