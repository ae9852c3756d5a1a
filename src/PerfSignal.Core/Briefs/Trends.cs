using PerfSignal.Core.Signals;

namespace PerfSignal.Core.Briefs;

/// <summary>Where a figure is heading, by the halves of its trend: better, worse or neither.</summary>
internal static class Trends
{
    /// <summary>A difference of halves under this share of their mean is no direction.</summary>
    private const decimal Still = 0.1m;

    /// <summary>1 better, -1 worse, 0 no direction or too little to say; a range has no better side.</summary>
    public static int Of(Figure figure)
    {
        var values = figure.Trend.Where(point => point.Value is not null).Select(point => point.Value!.Value).ToList();
        if (values.Count < 4 || figure.Direction == Direction.InRange || figure.State != FigureState.Known)
        {
            return 0;
        }

        var half = values.Count / 2;
        var (before, after) = (values.Take(half).Average(), values.Skip(values.Count - half).Average());
        var mean = Math.Abs(before + after) / 2;
        var change = mean == 0 ? 0 : (after - before) / mean;
        return Math.Abs(change) < Still ? 0 : Math.Sign(change) * (figure.Direction == Direction.Lower ? -1 : 1);
    }
}
