using System.Text.Json.Serialization;

namespace PerfSignal.Core.Signals;

/// <summary>The four layers of evidence.</summary>
public enum Layer
{
    People,
    Work,
    Outcome,
    Development,
}

/// <summary>How many local calendar days a figure looks at.</summary>
public enum MetricWindow
{
    /// <summary>7 days.</summary>
    Weekly,

    /// <summary>30 days.</summary>
    Monthly,

    /// <summary>90 days.</summary>
    Quarterly,
}

public enum Aggregate
{
    Sum,
    Count,
    Mean,
    Median,

    /// <summary>The newest value in the window.</summary>
    Latest,

    /// <summary>`of` divided by `over`, by number of facts or by amount.</summary>
    Ratio,

    /// <summary>Of the issues committed in the window (`over`, id `KEY@sprint`) the share that is done (`of`, id `KEY`) by the end of it.</summary>
    DoneOfCommitted,
}

/// <summary>The number of a fact that a formula uses.</summary>
public enum FactField
{
    /// <summary>None: facts are counted.</summary>
    None,
    Amount,

    /// <summary>Elapsed time; the metric's unit says whether days, hours or minutes come out.</summary>
    Duration,
}

/// <summary>Facts outside these amounts are left out of a formula; both bounds are included.</summary>
public sealed record AmountFilter(decimal? AtLeast, decimal? AtMost);

/// <summary>A formula over the facts of a window.</summary>
public sealed record Formula
{
    public required Aggregate Aggregate { get; init; }

    /// <summary>The facts that are aggregated.</summary>
    public required IReadOnlyList<FactSelector> Of { get; init; }

    /// <summary>The facts of the denominator; empty where there is none.</summary>
    public IReadOnlyList<FactSelector> Over { get; init; } = [];
    public FactField Field { get; init; }
    public AmountFilter? Filter { get; init; }

    /// <summary>The formula in words.</summary>
    public required string Words { get; init; }
}

/// <summary>The values from which a figure counts as exceptional, strong, meeting expectations and needing improvement; never printed beside a figure.</summary>
public sealed record Thresholds(decimal Exceptional, decimal Strong, decimal Meets, decimal NeedsImprovement)
{
    /// <summary>1.2, 1.0, 0.8 and 0.6 of the target, and 0.8, 1.0, 1.2 and 1.5 where lower is better.</summary>
    public static Thresholds Default(decimal target, Direction direction) =>
        direction == Direction.Lower
            ? new Thresholds(.8m * target, target, 1.2m * target, 1.5m * target)
            : new Thresholds(1.2m * target, target, .8m * target, .6m * target);
}

/// <summary>Where a metric is best inside bounds; both are included.</summary>
public sealed record MetricRange(decimal From, decimal To);

/// <summary>What a metric measures, how, why, and for how long its data is kept.</summary>
public sealed record Metric
{
    public const int MaxKey = 64;
    public const int MaxWords = 400;

    /// <summary>`family.name`, lower case.</summary>
    public required string Key { get; init; }
    public required string Name { get; init; }

    /// <summary>What it measures, in words.</summary>
    public required string Measures { get; init; }
    public required MetricType Type { get; init; }
    public required Layer Layer { get; init; }

    /// <summary>Only facts of these sources count.</summary>
    public required IReadOnlyList<string> Sources { get; init; }
    public required Formula Formula { get; init; }

    /// <summary>As <see cref="Figure.Unit"/>.</summary>
    public required string Unit { get; init; }

    /// <summary>ISO 4217 of the target, for money.</summary>
    public string? Currency { get; init; }
    public required Direction Direction { get; init; }
    public required MetricWindow Window { get; init; }
    public decimal? Target { get; init; }

    /// <summary>Null for the default shares of the target.</summary>
    public Thresholds? Thresholds { get; init; }

    /// <summary>For the direction `inRange` only.</summary>
    public MetricRange? Range { get; init; }

    /// <summary>Proposed weight in a profile, 0 to 1.</summary>
    public decimal Weight { get; init; }
    public required Attribution Attribution { get; init; }

    /// <summary>Fewer records give no figure; 0 is for counts only.</summary>
    public required int MinimumSample { get; init; }

    /// <summary>The business outcome it serves.</summary>
    public required string BusinessOutcome { get; init; }

    /// <summary>How the employee can influence it.</summary>
    public required string Influence { get; init; }

    /// <summary>The legal basis in the organisation's own words, at most <see cref="MaxWords"/>; null where it has not stated one.</summary>
    public string? LegalBasis { get; init; }

    /// <summary>Days after which its facts are due for deletion.</summary>
    public required int RetentionDays { get; init; }
    public required bool VisibleToEmployee { get; init; }

    /// <summary>True where it misleads alone: a profile that weighs it must weigh a quality metric too.</summary>
    public bool BesideQuality { get; init; }

    [JsonIgnore]
    public int Days => DaysOf(Window);

    public static int DaysOf(MetricWindow window) =>
        window switch
        {
            MetricWindow.Weekly => 7,
            MetricWindow.Monthly => 30,
            _ => 90,
        };
}
