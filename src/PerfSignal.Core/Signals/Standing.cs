namespace PerfSignal.Core.Signals;

/// <summary>Where a value stands against its target.</summary>
internal static class Standing
{
    /// <summary>A target of its own in a profile brings the default thresholds; the metric's thresholds belong to the metric's target.</summary>
    public static Position Of(decimal? value, decimal? target, Metric metric)
    {
        if (value is not { } number)
        {
            return Position.Unknown;
        }

        if (metric.Direction == Direction.InRange)
        {
            return metric.Range is { } range ? InRange(number, range) : Position.Unknown;
        }

        if (target is not { } aim)
        {
            return Position.Unknown;
        }

        var thresholds = target == metric.Target ? metric.Thresholds : null;
        var (exceptional, _, meets, _) = thresholds ?? Thresholds.Default(aim, metric.Direction);
        // Turned over, lower is better reads as higher is better.
        var sign = metric.Direction == Direction.Lower ? -1 : 1;
        var reached = sign * number >= sign * aim;
        return reached && sign * number >= sign * exceptional ? Position.WellAbove
            : reached ? Position.Above
            : sign * number >= sign * meets ? Position.Near
            : Position.Below;
    }

    /// <summary>Inside the bounds counts as above, up to a fifth of a bound outside of it as near.</summary>
    private static Position InRange(decimal value, MetricRange range)
    {
        if (value >= range.From && value <= range.To)
        {
            return Position.Above;
        }

        var miss = value < range.From ? range.From - value : value - range.To;
        var bound = value < range.From ? range.From : range.To;
        return miss <= .2m * Math.Abs(bound) ? Position.Near : Position.Below;
    }
}
