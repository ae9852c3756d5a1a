namespace PerfSignal.Core.Goals;

/// <summary>The way from where a measure stood to where it should get; downward where the target is below the baseline.</summary>
public readonly record struct Measure(decimal Baseline, decimal Target)
{
    /// <summary>The measure of a goal; null where it has none, or one that leads nowhere.</summary>
    public static Measure? Of(Goal goal) =>
        goal is { Baseline: { } baseline, Target: { } target } && baseline != target ? new Measure(baseline, target) : null;

    /// <summary>The share of the way, 0 to 100, rounded to four decimals; values before the baseline count as 0, beyond the target as 100.</summary>
    public decimal ShareAt(decimal value) =>
        Math.Clamp(Math.Round(100m * (value - Baseline) / (Target - Baseline), 4, MidpointRounding.AwayFromZero), 0, 100);

    /// <summary>The value at a share of the way, rounded to four decimals.</summary>
    public decimal ValueAt(decimal share) => Math.Round(Baseline + ((Target - Baseline) * share / 100m), 4, MidpointRounding.AwayFromZero);
}
