using System.Text.RegularExpressions;
using PerfSignal.Core.Signals;

namespace PerfSignal.Core.Drafting.Guarding;

/// <summary>Says that something rose, fell or stood still: a goal must have moved that way, and a figure, of which one value is known, says nothing of it.</summary>
public sealed partial class WrongDirection : IGuardRule
{
    public string Name => "direction";

    public bool Refuses(Statement statement)
    {
        var measured = statement.Cited.Where(item => item.Kind is EvidenceKind.Figure or EvidenceKind.Goal).ToList();
        if (measured.Count == 0)
        {
            return false;
        }

        var said = Fold.Of(statement.Unquoted);
        return (Says(Up()) && !measured.Exists(item => item.Now > item.Before))
            || (Says(Down()) && !measured.Exists(item => item.Now < item.Before))
            || (Says(Still()) && !measured.Exists(item => item.Now == item.Before && item.Now is not null));

        bool Says(Regex words) =>
            words
                .Matches(said)
                .Any(word => !statement.FoldedSource.Contains(word.Value[..Math.Min(word.Length, 5)], StringComparison.Ordinal));
    }

    [GeneratedRegex(
        @"\b(?:rose|ris(?:es?|en|ing)|grew|grows?|growing|grown|increas\p{L}*|climb\p{L}*|improv\p{L}*|gained|stieg\p{L}*|gestiegen|steig\p{L}*|wuchs\p{L}*|wachs\p{L}*|gewachsen|verbesser\p{L}*|zugenommen|erhoh\p{L}*|zugelegt)\b",
        RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Up();

    [GeneratedRegex(
        @"\b(?:(?:fell|falls?|fallen)(?! short)|drop\p{L}*|declin\p{L}*|decreas\p{L}*|slip\p{L}*|lost|backwards?|ruckwarts|verloren|sank|sunk|shrank|shrunk|worsen\p{L}*|got worse|deteriorat\p{L}*|fiel\p{L}*|fallt|gefallen|sank\p{L}*|sinkt|sinken|gesunken|zuruckgegangen|zuruckgefallen|abgenommen|abgesackt|verschlechter\p{L}*|verringer\p{L}*|nachgelassen|eingebrochen)\b",
        RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Down();

    [GeneratedRegex(
        @"\b(?:stall\p{L}*|stagnat\p{L}*|stood still|unchanged|no progress|stagnier\p{L}*|auf der stelle|stillstand|unverandert\p{L}*|kein\p{L}* fortschritt\p{L}*)\b",
        RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Still();
}

/// <summary>Puts a figure above or below a number of its evidence that it is on the other side of.</summary>
public sealed partial class WrongLimit : IGuardRule
{
    public string Name => "limit";

    public bool Refuses(Statement statement) =>
        Limits()
            .Matches(DateReader.Read(statement.Folded, statement.Request.Today).Left)
            .Any(limit =>
                NumberReader.Read(limit.Groups["number"].Value, statement.Request.Language) is [var number, ..]
                && statement.Cited.Where(item => item.Amounts.Any(amount => number.Says(amount.Value, amount.Unit))).ToList()
                    is { Count: > 0 } of
                && of.TrueForAll(item =>
                    !item.Amounts.Any(amount => limit.Groups["below"].Success ? amount.Value < number.Value : amount.Value > number.Value)
                )
            );

    [GeneratedRegex(
        @"\b(?:(?<below>below|under|beneath|less than|fewer than|short of|unter|unterhalb|weniger als)|above|over|more than|beyond|exceed\p{L}*|uber|oberhalb|mehr als)\b (?:(?:the|its|a|der|die|das|dem|den|ihr\p{L}*|sein\p{L}*|von) )?(?:(?:target|limit|goal|ziel\p{L}*|grenze)\b (?:(?:of|von) )?)?(?<number>[\d$€£]\S*(?: \S+)?|\p{L}+ (?:days?|points?|percent|tage?n?|punkte?n?|prozent)\b)",
        RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Limits();
}

/// <summary>Gives a figure of the evidence another value by citing only what somebody wrote: what people write does not overrule what was measured.</summary>
public sealed partial class Overruled : IGuardRule
{
    private const int Stem = 5;
    public string Name => "overruled";

    public bool Refuses(Statement statement)
    {
        if (statement.Numbers.Count == 0 || statement.Cited.Any(item => item.Kind is not (EvidenceKind.Feedback or EvidenceKind.Note)))
        {
            return false;
        }

        var said = Stems(statement.Folded).ToHashSet(StringComparer.Ordinal);
        return statement
            .Request.Items.Where(item => item is { Kind: EvidenceKind.Figure, Amounts.Count: > 0 })
            .Where(item =>
                Stems(Fold.Of(item.Name)).ToList() is { Count: > 0 } name && name.Count(said.Contains) >= Math.Min(2, name.Count)
            )
            .Any(item =>
                statement.Numbers.Any(number =>
                    (number.Unit.Length == 0 || item.Amounts.Any(amount => Kind(amount.Unit) == Kind(number.Unit)))
                    && !item.Amounts.Any(amount => number.Says(amount.Value, amount.Unit))
                )
            );
    }

    private static string Kind(string unit) => unit is "minutes" or "hours" or "days" or "weeks" or "months" ? "time" : unit;

    private static IEnumerable<string> Stems(string folded) =>
        Word().Matches(folded).Select(word => word.Value[..Math.Min(word.Length, Stem)]);

    [GeneratedRegex(@"\p{L}{4,}", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Word();
}

/// <summary>Says a figure reached its target where it did not, or the other way round.</summary>
public sealed partial class WrongSide : IGuardRule
{
    public string Name => "side_of_target";

    public bool Refuses(Statement statement)
    {
        var sides = statement
            .Cited.Where(item => item.Kind == EvidenceKind.Figure && item.Position != Position.Unknown)
            .Select(item => item.Position)
            .ToList();
        var own = statement.Own;
        if (sides.Count == 0)
        {
            // Who reached a target is a matter of figures, whoever says it.
            return Met()
                .Matches(own)
                .Concat(Missed().Matches(own))
                .Any(said => !statement.FoldedSource.Contains(said.Value, StringComparison.Ordinal));
        }

        // Below a target that is a most is where one wants to be.
        if (
            statement.Cited.Any(item =>
                item.Kind == EvidenceKind.Figure && item.Amounts is [var value, var target, ..] && value.Value < target.Value
            )
        )
        {
            own = Under().Replace(own, " ");
        }

        return (Missed().IsMatch(own) && !sides.Contains(Position.Below) && !sides.Contains(Position.Near))
            || (Met().IsMatch(Missed().Replace(own, " ")) && sides.TrueForAll(side => side == Position.Below));
    }

    [GeneratedRegex(@"\b(?:below|under) (?:its |the )target|\bunter (?:dem|seinem|ihrem) ziel\b", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Under();

    [GeneratedRegex(
        @"\b(?:miss(?:es|ed)?|below (?:its |the )?target|short of|under (?:its |the )?target|behind (?:its |the )?target|not (?:on|above|within|reach\p{L}*|met?)(?: its| the)? target|did not (?:reach|meet)|does not (?:reach|meet)|outside (?:its |the )?(?:target|range)|beyond (?:its |the )?target|verfehl\p{L}*|erreich\p{L}* (?:das |sein |ihr )?ziel nicht|unter (?:dem )?ziel\p{L}*|too (?:long|slow|high|low|few|little|much)|zu (?:lang\p{L}*|hoch|niedrig|wenig|gering\p{L}*)|nicht (?:erreicht|getroffen|im ziel)|ausserhalb|uber (?:dem )?ziel hinaus)\b",
        RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Missed();

    [GeneratedRegex(
        @"\b(?:(?:on|above|within|inside|over|ahead of|better than)(?: or above)? (?:its |the )?(?:target|range)|met (?:its |the )?target|meets (?:its |the )?target|reach(?:es|ed) (?:its |the )?target|beat\p{L}* (?:its |the )?target|(?:exceed|surpass)\p{L}* (?:its |the )?target|ziel\p{L}* (?:\S+ ){0,5}(?:ubertroffen|erreicht|geschafft)|im ziel\p{L}*|uber (?:dem )?ziel(?! hinaus)|besser als (?:das |sein |ihr )?ziel|ziel (?:wurde |ist )?erreicht|erreicht (?:das |sein |ihr )?ziel|ubertrifft (?:das |sein |ihr )?ziel|(?:which is|equals|hit|hits|exactly(?: at| on)?|right (?:at|on)) (?:its |the )target|(?:genau|exakt) (?:das|im|am) ziel|entspricht dem ziel|trifft (?:das |sein |ihr )?ziel)\b",
        RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Met();
}
