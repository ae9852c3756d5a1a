using System.Globalization;
using System.Net;
using System.Text;
using PerfSignal.Core.Signals;

namespace PerfSignal.Bot.Web.Charts;

/// <summary>The words of a chart, in the reader's language.</summary>
/// <param name="Title">What it shows.</param>
/// <param name="Description">The same in a sentence, for those who do not see it.</param>
/// <param name="Target">Label of the target line.</param>
public sealed record ChartWords(string Title, string Description, string Target, string From, string To, Func<decimal, string> Value);

/// <summary>A trend as SVG: a line with gaps where nothing is known, the target dashed; colours come from the stylesheet.</summary>
public static class TrendChart
{
    private const int Width = 480;
    private const int Height = 170;
    private const int Left = 8;
    private const int Right = 112;
    private const int Top = 16;
    private const int Bottom = 36;

    /// <param name="id">Unique in the page; letters, digits and hyphens.</param>
    /// <returns>HTML, everything in it escaped; empty where no point has a value.</returns>
    public static string Draw(string id, IReadOnlyList<TrendPoint> trend, decimal? target, ChartWords words)
    {
        var known = trend.Where(point => point.Value is not null).Select(point => point.Value!.Value).ToList();
        if (known.Count == 0)
        {
            return "";
        }

        var scale = Scale.Of(target is { } line ? [.. known, line] : known);
        double X(int index) => Left + (trend.Count == 1 ? 0.5 : (double)index / (trend.Count - 1)) * (Width - Left - Right);
        double Y(decimal value) => Top + (1 - scale.Share(value)) * (Height - Top - Bottom);

        var svg = new StringBuilder();
        svg.Append(
            CultureInfo.InvariantCulture,
            $"<svg class=\"trend\" viewBox=\"0 0 {Width} {Height}\" role=\"img\" aria-labelledby=\"{id}-t {id}-d\">"
        );
        svg.Append(
            CultureInfo.InvariantCulture,
            $"<title id=\"{id}-t\">{Encode(words.Title)}</title><desc id=\"{id}-d\">{Encode(words.Description)}</desc>"
        );
        svg.Append(
            CultureInfo.InvariantCulture,
            $"<line class=\"trend-axis\" x1=\"{Left}\" y1=\"{Height - Bottom + 6}\" x2=\"{Width - Right}\" y2=\"{Height - Bottom + 6}\"/>"
        );
        if (target is { } goal)
        {
            svg.Append(
                CultureInfo.InvariantCulture,
                $"<line class=\"trend-target\" x1=\"{Left}\" y1=\"{Y(goal):0.0}\" x2=\"{Width - Right}\" y2=\"{Y(goal):0.0}\"/>"
            );
        }

        foreach (var run in Runs(trend))
        {
            svg.Append("<polyline class=\"trend-line\" points=\"");
            svg.AppendJoin(
                ' ',
                run.Select(index => string.Create(CultureInfo.InvariantCulture, $"{X(index):0.0},{Y(trend[index].Value!.Value):0.0}"))
            );
            svg.Append("\"/>");
        }

        for (var index = 0; index < trend.Count; index++)
        {
            if (trend[index].Value is { } value)
            {
                var last = index == trend.Count - 1;
                svg.Append(
                    CultureInfo.InvariantCulture,
                    $"<circle class=\"trend-point{(last ? " trend-now" : "")}\" cx=\"{X(index):0.0}\" cy=\"{Y(value):0.0}\" r=\"{(last ? 5 : 3.5)}\"/>"
                );
            }
        }

        Labels(svg, trend, target, words, Y);
        return svg.Append("</svg>").ToString();
    }

    private static void Labels(
        StringBuilder svg,
        IReadOnlyList<TrendPoint> trend,
        decimal? target,
        ChartWords words,
        Func<decimal, double> y
    )
    {
        var x = Width - Right + 10;
        var now = trend[^1].Value;
        var targetAt = target is { } goal ? y(goal) + 5 : (double?)null;
        if (now is { } value)
        {
            var at = y(value) + 5;

            // The two labels share the margin: where they would touch, the target's gives way.
            if (targetAt is { } other && Math.Abs(other - at) < 20)
            {
                targetAt = at + (other >= at && at + 20 < Height - Bottom + 6 ? 20 : -20);
            }

            svg.Append(
                CultureInfo.InvariantCulture,
                $"<text class=\"trend-label trend-strong\" x=\"{x}\" y=\"{at:0.0}\">{Encode(words.Value(value))}</text>"
            );
        }

        if (targetAt is { } place)
        {
            svg.Append(
                CultureInfo.InvariantCulture,
                $"<text class=\"trend-label\" x=\"{x}\" y=\"{place:0.0}\">{Encode(words.Target)}</text>"
            );
        }

        svg.Append(
            CultureInfo.InvariantCulture,
            $"<text class=\"trend-label\" x=\"{Left}\" y=\"{Height - 6}\">{Encode(words.From)}</text>"
        );
        svg.Append(
            CultureInfo.InvariantCulture,
            $"<text class=\"trend-label trend-end\" x=\"{Width - Right}\" y=\"{Height - 6}\">{Encode(words.To)}</text>"
        );
    }

    /// <summary>Neighbouring points that have values; a gap ends a run.</summary>
    private static List<List<int>> Runs(IReadOnlyList<TrendPoint> trend)
    {
        var runs = new List<List<int>>();
        for (var index = 0; index < trend.Count; index++)
        {
            if (trend[index].Value is null)
            {
                continue;
            }

            if (index == 0 || trend[index - 1].Value is null)
            {
                runs.Add([]);
            }

            runs[^1].Add(index);
        }

        return runs.FindAll(run => run.Count > 1);
    }

    private static string Encode(string text) => WebUtility.HtmlEncode(text);

    /// <summary>Values between the least and the most, with some air; equal values lie in the middle.</summary>
    private sealed record Scale(decimal Least, decimal Most)
    {
        public static Scale Of(IReadOnlyList<decimal> values)
        {
            var (least, most) = (values.Min(), values.Max());
            var air = most == least ? Math.Max(Math.Abs(most) / 2, 1) : (most - least) / 8;
            return new Scale(least - air, most + air);
        }

        public double Share(decimal value) => (double)((value - Least) / (Most - Least));
    }
}
