using System.Text.RegularExpressions;

namespace PerfSignal.Core.Goals;

/// <summary>A measure in words.</summary>
/// <param name="Metric">Empty where only the numbers were said.</param>
public sealed record MeasureSaid(string Metric, decimal? Baseline, decimal? Target, string Unit);

/// <summary>Reads "failed payments from 8 to 2 per thousand", "von 8 auf 2", or only what is measured.</summary>
public static partial class MeasureWords
{
    /// <summary>Null where a number cannot be read.</summary>
    public static MeasureSaid? Read(string words, string language)
    {
        var text = words.Trim();
        if (Way().Match(text) is not { Success: true } way)
        {
            return new MeasureSaid(text, null, null, "");
        }

        var (baseline, target) = (SpokenNumber.Read(way.Groups["b"].Value, language), SpokenNumber.Read(way.Groups["t"].Value, language));
        var unit = way.Groups["unit"].Value.Trim(' ', '.') is { Length: > 0 } last ? last : way.Groups["first"].Value.Trim();
        return baseline is null || target is null
            ? null
            : new MeasureSaid(way.Groups["metric"].Value.Trim(' ', ',', ':'), baseline, target, unit);
    }

    [GeneratedRegex(
        @"\A(?<metric>.*?)\s*\b(from|von)\s+(?<b>-?[0-9][0-9.,]*)\s*(?<first>[^\s0-9]{0,30})\s+(to|auf|bis|nach)\s+(?<t>-?[0-9][0-9.,]*(?<![.,]))\s*(?<unit>[^0-9]{0,60})\z",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.Singleline | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Way();
}
