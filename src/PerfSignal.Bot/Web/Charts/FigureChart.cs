using PerfSignal.Core.Conversing;
using PerfSignal.Core.Signals;

namespace PerfSignal.Bot.Web.Charts;

/// <summary>A figure's trend as a chart and as the rows of a table, in the reader's language.</summary>
public static class FigureChart
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

    /// <summary>The chart of a figure's trend; empty where it was set aside or nothing is known.</summary>
    public static string Draw(string id, Figure figure, Reader reader)
    {
        if (figure.State == FigureState.Quarantined || figure.Trend.Count == 0)
        {
            return "";
        }

        var (first, last) = (figure.Trend[0], figure.Trend[^1]);
        var known = figure.Trend.Count(point => point.Value is not null);
        string Shown(decimal? value) =>
            value is { } amount ? Amount(amount, figure.Unit, figure.Currency, reader) : reader.Say("web_trend_gap");
        return TrendChart.Draw(
            id,
            figure.Trend,
            figure.Target,
            new ChartWords(
                reader.Say("web_trend_title", ("name", FigureText.Of(figure, reader).Name)),
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
