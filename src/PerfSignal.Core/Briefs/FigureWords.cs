using PerfSignal.Core.Conversing;
using PerfSignal.Core.Signals;

namespace PerfSignal.Core.Briefs;

/// <summary>How a figure reads on a card, in the reader's language.</summary>
internal static class FigureWords
{
    private const string Bars = "▁▂▃▄▅▆▇█";

    /// <summary>The value with its unit, or why there is none; never a zero that nobody measured.</summary>
    public static string Value(Figure figure, Reader reader) =>
        figure.State switch
        {
            FigureState.Known when figure.Value is { } value => Amount(value, figure, reader),
            FigureState.TooFew => reader.Say("brief_figure_too_few", ("records", reader.Number(figure.Records, 0)), ("minimum", reader.Number(figure.MinimumSample, 0))),
            FigureState.Quarantined => reader.Say("brief_figure_quarantined"),
            _ => figure.Sources.Max(source => source.FetchedAt) is { } read
                ? reader.Say("brief_figure_no_data_since", ("when", reader.Date(read.InZone(reader.Zone).Date)))
                : reader.Say("brief_figure_never_read"),
        };

    public static string Amount(decimal value, Figure figure, Reader reader) =>
        figure.Unit switch
        {
            "percent" => reader.Say("brief_unit_percent", ("value", reader.Number(value * 100, 1))),
            "money" => $"{reader.Number(value, 0)} {figure.Currency}".TrimEnd(),
            "days" or "hours" or "minutes" => reader.Say("brief_unit_" + figure.Unit, ("value", reader.Number(value, 1))),
            "score" => reader.Number(value, 2),
            _ => reader.Number(value, 1),
        };

    /// <summary>`target 40 · below`; empty where there is no target.</summary>
    public static string Against(Figure figure, Reader reader)
    {
        if (figure.Target is not { } target)
        {
            return "";
        }

        var said = reader.Say("brief_figure_target", ("target", Amount(target, figure, reader)));
        // Where less is better, "above the target" would read as a larger number.
        var place = (figure.Direction == Direction.Lower ? "brief_position_lower_" : "brief_position_") + figure.Position;
        return figure.State == FigureState.Known && figure.Position != Position.Unknown ? $"{said} · {reader.Say(place)}" : said;
    }

    /// <summary>The trend as bars, oldest first; a dot where a window says nothing.</summary>
    public static string Spark(Figure figure)
    {
        var values = figure.Trend.Where(point => point.Value is not null).Select(point => point.Value!.Value).ToList();
        if (values.Count < 2 || figure.State == FigureState.Quarantined)
        {
            return "";
        }

        var (low, span) = (values.Min(), values.Max() - values.Min());
        return string.Concat(figure.Trend.TakeLast(12).Select(point => point.Value is { } value ? Bars[span == 0 ? 2 : (int)((value - low) / span * (Bars.Length - 1))] : '·'));
    }

    /// <summary>What a reader has to know beside the value, such as `contested`; empty where there is nothing.</summary>
    public static string Flags(Figure figure, Reader reader)
    {
        var flags = new List<string>();
        if (figure.Contested)
        {
            flags.Add(reader.Say("brief_flag_contested"));
        }

        if (figure.Attribution == Attribution.Team)
        {
            flags.Add(reader.Say("brief_flag_team"));
        }

        if (figure.State == FigureState.Known && figure.Sources.Any(source => !source.Fresh))
        {
            flags.Add(reader.Say("brief_flag_stale"));
        }

        if (figure.MedianWhereSkewed is { } median)
        {
            flags.Add(reader.Say("brief_flag_skewed", ("median", Amount(median, figure, reader))));
        }

        return string.Join(" · ", flags);
    }
}
