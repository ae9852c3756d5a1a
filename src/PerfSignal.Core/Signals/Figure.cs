using NodaTime;

namespace PerfSignal.Core.Signals;

public enum FigureState
{
    /// <summary>There is a value.</summary>
    Known,

    /// <summary>The source was never read, or not recently enough to say zero.</summary>
    NoData,

    /// <summary>Fewer records than the metric's minimum sample: never a number.</summary>
    TooFew,

    /// <summary>Set aside by the anomaly guard until an operator has looked.</summary>
    Quarantined,
}

/// <summary>Where a value stands against its target; the names of thresholds are never shown.</summary>
public enum Position
{
    Unknown,
    WellAbove,
    Above,
    Near,
    Below,
}

/// <summary>One point of a trend: the same window, ending on an earlier day. Value is null where the window says nothing.</summary>
public sealed record TrendPoint(LocalDate WindowEnd, decimal? Value, int Records);

/// <summary>Records left out of a figure and why, by a word of the texts such as `without_amount`.</summary>
public sealed record Exclusion(string Reason, int Records);

/// <summary>A source of a figure and when it was last read; null means never.</summary>
public sealed record SourceRead(string Source, Instant? FetchedAt, bool Fresh);

/// <summary>A metric's value over one window with everything needed to check it; frozen into evidence as it is.</summary>
/// <remarks>One figure per currency: amounts in different currencies are never added.</remarks>
public sealed record Figure
{
    public required string MetricKey { get; init; }
    public required int MetricVersion { get; init; }
    public required string Name { get; init; }

    /// <summary>What it measures, in words.</summary>
    public required string Measures { get; init; }

    /// <summary>The formula in words.</summary>
    public required string Formula { get; init; }

    /// <summary>output, quality, efficiency or impact.</summary>
    public required MetricType Type { get; init; }
    public required Attribution Attribution { get; init; }

    /// <summary>`count`, `percent` (a fraction of 1), `points`, `days`, `hours`, `minutes`, `score`, `money`.</summary>
    public required string Unit { get; init; }

    /// <summary>ISO 4217, for money and for shares of money.</summary>
    public string? Currency { get; init; }
    public required Direction Direction { get; init; }
    public required decimal Weight { get; init; }
    public required string BusinessOutcome { get; init; }
    public required string Influence { get; init; }
    public required FigureState State { get; init; }

    /// <summary>Null unless <see cref="State"/> is Known.</summary>
    public decimal? Value { get; init; }

    /// <summary>In the figure's own unit and currency; null where there is none in its currency.</summary>
    public decimal? Target { get; init; }

    /// <summary>The bounds, where <see cref="Direction"/> is InRange.</summary>
    public MetricRange? Range { get; init; }
    public Position Position { get; init; }
    public required LocalDate WindowStart { get; init; }

    /// <summary>The last day of the window, included.</summary>
    public required LocalDate WindowEnd { get; init; }

    /// <summary>IANA id of the zone whose days the window counts.</summary>
    public required string TimeZone { get; init; }

    /// <summary>Records behind the value; for a ratio those of the denominator.</summary>
    public required int Records { get; init; }
    public required int MinimumSample { get; init; }
    public IReadOnlyList<Exclusion> Excluded { get; init; } = [];
    public IReadOnlyList<SourceRead> Sources { get; init; } = [];

    /// <summary>Links to some of the records behind the value, newest first, at most five.</summary>
    public IReadOnlyList<string> Links { get; init; } = [];

    /// <summary>Oldest first, the last point is this window; at least six.</summary>
    public IReadOnlyList<TrendPoint> Trend { get; init; } = [];

    /// <summary>The median, where mean and median differ by half or more; the card says so.</summary>
    public decimal? MedianWhereSkewed { get; init; }

    /// <summary>True where the profile chose the median in place of the formula's mean.</summary>
    public bool UsesMedian { get; init; }

    /// <summary>Why it was set aside, a word of the texts such as `volume`, where <see cref="State"/> is Quarantined.</summary>
    public string? QuarantineReason { get; init; }
    public bool Contested { get; init; }

    /// <summary>The person's own note beside the figure.</summary>
    public string? ContextNote { get; init; }
}

public enum MetricType
{
    Output,
    Quality,
    Efficiency,
    Impact,
}

public enum Direction
{
    Higher,
    Lower,
    InRange,
}

public enum Attribution
{
    Person,
    Team,
    Project,
}
