using NodaTime;
using NodaTime.Text;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Signals;

namespace PerfSignal.Core.Briefs;

/// <summary>How a figure developed: as a chart where one can be drawn, else as a line of text.</summary>
/// <param name="Spark">The points as a sparkline.</param>
/// <param name="Target">In words; may be empty.</param>
/// <param name="Warning">Contested, out of date; may be empty.</param>
/// <param name="Points">Oldest first; windows that say nothing are left out.</param>
/// <param name="Line">The target at both ends; empty without one.</param>
public sealed record WhyTrend(
    string Name,
    string Value,
    string Spark,
    string Target,
    string Warning,
    IReadOnlyList<WhyPoint> Points,
    IReadOnlyList<WhyPoint> Line
)
{
    /// <summary>Fewer points are no trend.</summary>
    private const int Fewest = 3;

    /// <summary>Of the figures that are known; what was set aside is not drawn either.</summary>
    public static IReadOnlyList<WhyTrend> Of(IReadOnlyList<Figure> figures, Reader reader) =>
        [
            .. figures
                .Take(BriefCards.Figures)
                .Where(figure => figure.State == FigureState.Known && figure.Trend.Count(point => point.Value is not null) >= Fewest)
                .Select(figure => Of(figure, FigureText.Of(figure, reader))),
        ];

    private static WhyTrend Of(Figure figure, FigureText text)
    {
        var points = figure
            .Trend.Where(point => point.Value is not null)
            .Select(point => At(figure, point.WindowEnd, point.Value!.Value))
            .ToList();
        var target = figure.Direction == Direction.InRange ? null : figure.Target;
        return new WhyTrend(
            BriefCards.NameOf(text),
            text.Value,
            text.Trend,
            text.Target,
            string.Join(" · ", text.Warnings),
            points,
            target is { } line ? [At(figure, figure.Trend[0].WindowEnd, line), At(figure, figure.Trend[^1].WindowEnd, line)] : []
        );
    }

    private static WhyPoint At(Figure figure, LocalDate day, decimal value) =>
        new(LocalDatePattern.Iso.Format(day), decimal.Round(figure.Unit == "percent" ? value * 100 : value, 2));
}

/// <param name="X">The last day of a window, in ISO 8601.</param>
/// <param name="Y">In the figure's unit; shares in percent.</param>
public sealed record WhyPoint(string X, decimal Y);
