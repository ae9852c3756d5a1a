using System.Text.RegularExpressions;

namespace PerfSignal.Core.Goals;

/// <summary>Tells a metric of the catalogue (`sales.win_rate`) from a measure in somebody's own words.</summary>
public static partial class MetricKeys
{
    /// <summary>By its form alone, so that a metric which was retired since still counts as one.</summary>
    public static bool IsOne(string? metric) => metric is not null && Key().IsMatch(metric.Trim());

    [GeneratedRegex(@"\A[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*\z", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Key();
}
