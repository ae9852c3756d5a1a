namespace PerfSignal.Core.Signals;

/// <summary>Says whether a window looks as if its source, not the person's work, had changed.</summary>
/// <remarks>
/// Modified z-scores after Iglewicz and Hoaglin, see https://www.itl.nist.gov/div898/handbook/eda/section3/eda35h.htm.
/// Where the median absolute deviation is 0 (more than half of the windows are equal), any change would be infinitely far away. Then a
/// deviation of a tenth of the median stands in, and for counts the one that chance alone gives (0.6745 · √median, as of a Poisson count).
/// Where the median is 0 too, nothing is said about the distance.
/// </remarks>
internal static class AnomalyGuard
{
    public const string Deviation = "deviation";
    public const string Volume = "volume";
    public const string Zero = "zero";
    public const string Shape = "shape";

    /// <summary>Makes the median absolute deviation comparable to a standard deviation.</summary>
    private const decimal Consistency = 1.4826m;
    private const decimal Limit = 5;

    /// <param name="now">The window that would be shown.</param>
    /// <param name="earlier">Windows before it, newest first, since the first record; fewer than eight say nothing.</param>
    /// <returns>A reason, or null where nothing is odd.</returns>
    public static string? Check(Tally now, IReadOnlyList<Tally> earlier, bool counts)
    {
        if (earlier.Count < Span.Earlier)
        {
            return null;
        }

        if (now.EmptyShare - Median(earlier.Select(tally => tally.EmptyShare)) >= .3m)
        {
            return Shape;
        }

        if (now.Value is not { } value)
        {
            return null;
        }

        if (value == 0 && earlier.Take(4).All(tally => tally.Value is not (null or 0)))
        {
            return Zero;
        }

        var volume = Median(earlier.Select(tally => (decimal)tally.Records));
        if (now.Records > 4 * volume && volume > 0 || now.Records < volume / 4)
        {
            return Volume;
        }

        var values = earlier.Select(tally => tally.Value).OfType<decimal>().ToArray();
        return values.Length >= Span.Earlier && IsFar(value, values, counts) ? Deviation : null;
    }

    private static bool IsFar(decimal value, decimal[] values, bool counts)
    {
        var median = Median(values);
        var spread = Median(values.Select(other => Math.Abs(other - median)));
        if (spread == 0)
        {
            spread = counts ? .6745m * (decimal)Math.Sqrt((double)Math.Abs(median)) : Math.Abs(median) / 10;
        }

        return spread > 0 && Math.Abs(value - median) > Limit * Consistency * spread;
    }

    private static decimal Median(IEnumerable<decimal> values)
    {
        var sorted = values.ToArray();
        Array.Sort(sorted);
        return Formulas.Middle(sorted);
    }
}
