using NodaTime;
using PerfSignal.Core.Conversing;

namespace PerfSignal.Core.Signals;

/// <summary>A figure in the words, numbers and dates of its reader.</summary>
public sealed record FigureText
{
    public required string MetricKey { get; init; }
    public required string Name { get; init; }
    public required string Measures { get; init; }

    /// <summary>The formula in words with its version.</summary>
    public required string Formula { get; init; }

    /// <summary>`41 points`, or the sentence that says why there is no number.</summary>
    public required string Value { get; init; }
    public required bool HasValue { get; init; }

    /// <summary>Empty without a target.</summary>
    public required string Target { get; init; }

    /// <summary>Empty where it is unknown.</summary>
    public required string Position { get; init; }

    /// <summary>A sparkline, oldest first; empty where no window says anything.</summary>
    public required string Trend { get; init; }

    /// <summary>First and last day.</summary>
    public required string Window { get; init; }
    public required string Records { get; init; }

    /// <summary>One sentence for each reason; empty where nothing was left out.</summary>
    public required IReadOnlyList<string> Excluded { get; init; }
    public required string Freshness { get; init; }

    /// <summary>The sources by name.</summary>
    public required string Sources { get; init; }
    public required bool Stale { get; init; }

    /// <summary>What mean and median say where they differ much; otherwise empty.</summary>
    public required string Skew { get; init; }

    /// <summary>Marks to be seen beside the value: contested, set aside, stale; may be empty.</summary>
    public required IReadOnlyList<string> Flags { get; init; }

    /// <summary>The flags that tell to be careful with the value: contested, stale.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }
    public required string ContextNote { get; init; }
    public required IReadOnlyList<string> Links { get; init; }

    public static FigureText Of(Figure figure, Reader reader)
    {
        var amounts = new AmountText(reader);
        var stale = figure.Sources.Any(source => !source.Fresh);
        return new FigureText
        {
            MetricKey = figure.MetricKey,
            Name = Words(reader, figure, "name", figure.Name),
            Measures = Words(reader, figure, "measures", figure.Measures),
            Formula = FormulaOf(figure, reader),
            Value = figure.Value is { } value ? amounts.Say(value, figure.Unit, figure.Currency) : StateOf(figure, reader),
            HasValue = figure.Value is not null,
            Target = TargetOf(figure, reader, amounts),
            Position = PositionOf(figure, reader),
            Trend = Sparkline.Of(figure.Trend.Select(point => point.Value)),
            Window = reader.Say("figure_window", ("from", reader.Date(figure.WindowStart)), ("to", reader.Date(figure.WindowEnd))),
            Records = amounts.Counted("figure_records", figure.Records),
            Excluded = [.. figure.Excluded.Select(exclusion => amounts.Counted($"figure_excluded_{exclusion.Reason}", exclusion.Records))],
            Freshness = FreshnessOf(figure, reader),
            Sources = string.Join(", ", figure.Sources.Select(source => reader.Say($"source_{source.Source}"))),
            Stale = stale,
            Skew = figure.MedianWhereSkewed is { } median
                ? reader.Say("figure_skew", ("median", amounts.Say(median, figure.Unit, figure.Currency)))
                : "",
            Flags =
            [
                .. Warned(figure, reader, stale),
                .. figure.Attribution == Attribution.Team ? [reader.Say("figure_flag_team")] : Array.Empty<string>(),
            ],
            Warnings = Warned(figure, reader, stale),
            ContextNote = figure.ContextNote ?? "",
            Links = figure.Links,
        };
    }

    /// <summary>A metric's text in the reader's language; a metric that was not shipped, or was changed, has its definition's own words.</summary>
    private static string Words(Reader reader, Figure figure, string what, string own)
    {
        var shipped = ShippedProfiles.Catalog.Metric(figure.MetricKey, Instant.MaxValue)?.Metric;
        var words = what switch
        {
            "name" => shipped?.Name,
            "measures" => shipped?.Measures,
            _ => shipped?.Formula.Words,
        };
        var key = $"metric_{figure.MetricKey.Replace('.', '_')}_{what}";
        return own == words && reader.Knows(key) ? reader.Say(key) : own;
    }

    private static string FormulaOf(Figure figure, Reader reader)
    {
        var words = Words(reader, figure, "formula", figure.Formula);
        var version = reader.Number(figure.MetricVersion, 0);
        return reader.Say(figure.UsesMedian ? "figure_formula_median" : "figure_formula", ("formula", words), ("version", version));
    }

    private static string StateOf(Figure figure, Reader reader) =>
        figure.State switch
        {
            FigureState.TooFew => reader.Say(
                "figure_too_few",
                ("records", reader.Number(figure.Records, 0)),
                ("needed", reader.Number(Math.Max(figure.MinimumSample, 1), 0))
            ),
            FigureState.Quarantined => reader.Say("figure_quarantined", ("reason", reader.Say($"quarantine_{figure.QuarantineReason}"))),
            _ => LastRead(figure) is { } since
                ? reader.Say("figure_no_data_since", ("date", reader.Date(since.InZone(reader.Zone).Date)))
                : reader.Say("figure_no_data"),
        };

    private static string TargetOf(Figure figure, Reader reader, AmountText amounts) =>
        figure is { Direction: Direction.InRange, Range: { } range }
            ? reader.Say(
                "figure_target_range",
                ("from", amounts.Say(range.From, figure.Unit, figure.Currency)),
                ("to", amounts.Say(range.To, figure.Unit, figure.Currency))
            )
        : figure.Target is { } target
            ? reader.Say(
                figure.Direction == Direction.Lower ? "figure_target_lower" : "figure_target",
                ("target", amounts.Say(target, figure.Unit, figure.Currency))
            )
        : "";

    private static string PositionOf(Figure figure, Reader reader)
    {
        var side = figure.Direction switch
        {
            Direction.Lower => "lower",
            Direction.InRange => "range",
            _ => "higher",
        };
        return figure.Position switch
        {
            Signals.Position.WellAbove => reader.Say($"position_well_above_{side}"),
            Signals.Position.Above => reader.Say($"position_above_{side}"),
            Signals.Position.Near => reader.Say($"position_near_{side}"),
            Signals.Position.Below => reader.Say($"position_below_{side}"),
            _ => "",
        };
    }

    private static string FreshnessOf(Figure figure, Reader reader) =>
        LastRead(figure) is not { } read ? reader.Say("figure_never_read")
        : figure.Sources.All(source => source.Fresh) ? reader.Say("figure_fresh", ("at", reader.DateAndTime(read)))
        : reader.Say("figure_stale", ("at", reader.DateAndTime(read)));

    /// <summary>Of the source that was read longest ago.</summary>
    private static Instant? LastRead(Figure figure) => figure.Sources.Min(source => source.FetchedAt);

    private static List<string> Warned(Figure figure, Reader reader, bool stale)
    {
        List<string> flags = [];
        if (figure.Contested)
        {
            flags.Add(reader.Say("figure_contested"));
        }

        if (stale && figure.State != FigureState.NoData)
        {
            flags.Add(reader.Say("figure_flag_stale"));
        }

        return flags;
    }
}
