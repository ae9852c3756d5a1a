using PerfSignal.Core.Conversing;
using PerfSignal.Core.Signals;

namespace PerfSignal.Bot.Web.Charts;

/// <summary>How a figure reads on a page, in the reader's language.</summary>
public static class FigureText
{
    public static string Amount(decimal value, string unit, string? currency, Reader reader) =>
        unit switch
        {
            "percent" => reader.Say("web_unit_percent", ("value", reader.Number(value * 100, 1))),
            "money" => $"{reader.Number(value, 0)} {currency}".TrimEnd(),
            "days" or "hours" or "minutes" => reader.Say($"web_unit_{unit}", ("value", reader.Number(value, 1))),
            "score" => reader.Number(value, 2),
            _ => reader.Number(value, 1),
        };

    /// <summary>The value with its unit, or why there is none; never a zero that nobody measured.</summary>
    public static string Value(Figure figure, Reader reader) =>
        figure.State switch
        {
            FigureState.Known when figure.Value is { } value => Amount(value, figure.Unit, figure.Currency, reader),
            FigureState.TooFew => reader.Say(
                "web_figure_too_few",
                ("records", reader.Number(figure.Records, 0)),
                ("minimum", reader.Number(figure.MinimumSample, 0))
            ),
            FigureState.Quarantined => reader.Say("web_figure_quarantined"),
            _ => figure.Sources.Max(source => source.FetchedAt) is { } read
                ? reader.Say("web_figure_no_data_since", ("when", reader.DateAndTime(read)))
                : reader.Say("web_figure_never_read"),
        };

    /// <summary>`target 40 · below`; empty where there is no target.</summary>
    public static string Against(Figure figure, Reader reader)
    {
        if (figure.Target is not { } target)
        {
            return "";
        }

        var said = reader.Say("web_figure_target", ("target", Amount(target, figure.Unit, figure.Currency, reader)));
        return figure.State == FigureState.Known && figure.Position != Position.Unknown
            ? $"{said} · {reader.Say($"web_position_{figure.Position}")}"
            : said;
    }

    /// <summary>A word of the texts where there is one, and the word itself where a newer source brought another.</summary>
    public static string Word(string prefix, string word, Reader reader) => reader.Knows(prefix + word) ? reader.Say(prefix + word) : word;

    /// <summary>The chart of a figure's trend; empty where it was set aside or nothing is known.</summary>
    public static string Chart(string id, Figure figure, Reader reader)
    {
        if (figure.State == FigureState.Quarantined || figure.Trend.Count == 0)
        {
            return "";
        }

        var (first, last) = (figure.Trend[0], figure.Trend[^1]);
        var known = figure.Trend.Count(point => point.Value is not null);
        string Shown(decimal? value) => value is { } amount ? Amount(amount, figure.Unit, figure.Currency, reader) : reader.Say("web_trend_gap");
        return TrendChart.Draw(
            id,
            figure.Trend,
            figure.Target,
            new ChartWords(
                reader.Say("web_trend_title", ("name", figure.Name)),
                reader.Say(
                    "web_trend_description",
                    ("known", reader.Number(known, 0)),
                    ("windows", reader.Number(figure.Trend.Count, 0)),
                    ("from", reader.Date(first.WindowEnd)),
                    ("first", Shown(first.Value)),
                    ("to", reader.Date(last.WindowEnd)),
                    ("last", Shown(last.Value))
                ),
                reader.Say("web_trend_target"),
                reader.Date(first.WindowEnd),
                reader.Date(last.WindowEnd),
                value => Amount(value, figure.Unit, figure.Currency, reader)
            )
        );
    }
}
