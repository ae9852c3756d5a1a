namespace PerfSignal.Core.Signals;

/// <summary>A trend in text: four heights between its lowest and highest value, a dot for a gap.</summary>
public static class Sparkline
{
    private const string Heights = "▂▃▅▇";
    private const char Gap = '·';

    /// <summary>Empty where there is no value at all; one height in the middle where all are equal.</summary>
    public static string Of(IEnumerable<decimal?> values)
    {
        var points = values.ToList();
        if (points.Min() is not { } low || points.Max() is not { } high)
        {
            return "";
        }

        return string.Concat(points.Select(point => point is { } value ? Height(value, low, high) : Gap));
    }

    private static char Height(decimal value, decimal low, decimal high) =>
        low == high ? Heights[1] : Heights[Math.Min((int)((value - low) / (high - low) * Heights.Length), Heights.Length - 1)];
}
