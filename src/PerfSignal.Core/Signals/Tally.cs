namespace PerfSignal.Core.Signals;

/// <summary>What a formula found in one window.</summary>
/// <param name="Value">In the metric's unit; null where the formula has nothing to work on.</param>
/// <param name="Records">Facts behind the value; for a ratio those of the denominator.</param>
/// <param name="Median">The median beside a mean, else null.</param>
/// <param name="Excluded">Facts left out, by reason.</param>
/// <param name="Links">Of the newest facts behind the value, newest first.</param>
internal sealed record Tally(decimal? Value, int Records, decimal? Median, IReadOnlyList<Exclusion> Excluded, IReadOnlyList<string> Links)
{
    /// <summary>Share of facts that lack the number that the formula needs, 0 to 1.</summary>
    public decimal EmptyShare
    {
        get
        {
            var empty = Excluded
                .Where(exclusion => exclusion.Reason is ExclusionReasons.Amount or ExclusionReasons.Duration)
                .Sum(exclusion => exclusion.Records);
            return Records + empty == 0 ? 0 : (decimal)empty / (Records + empty);
        }
    }
}

/// <summary>The words of <see cref="Exclusion.Reason"/>.</summary>
public static class ExclusionReasons
{
    public const string Amount = "without_amount";
    public const string Duration = "without_duration";
    public const string Currency = "without_currency";
    public const string OtherCurrency = "other_currency";
    public const string Filter = "outside_filter";
}
