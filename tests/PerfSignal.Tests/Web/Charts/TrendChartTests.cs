using System.Xml.Linq;
using NodaTime;
using PerfSignal.Bot.Web.Charts;
using PerfSignal.Core.Signals;

namespace PerfSignal.Tests.Web.Charts;

public sealed class TrendChartTests
{
    private static readonly ChartWords Words = new(
        "Trend of <x>",
        "A \"sentence\" & more",
        "target",
        "1 Jun",
        "21 Nov",
        value => $"{value}"
    );

    [Fact]
    public void Leaves_a_gap_where_nothing_is_known_and_draws_no_line_to_it()
    {
        var svg = Draw([1m, 2m, null, 4m, 5m, 6m]);
        svg.Elements().Count(element => element.Name == "polyline").ShouldBe(2);
        svg.Elements().Count(element => element.Name == "circle").ShouldBe(5);
    }

    [Fact]
    public void Is_named_and_described_for_those_who_do_not_see_it()
    {
        var svg = Draw([1m, 2m]);
        svg.Attribute("role")!.Value.ShouldBe("img");
        svg.Element("title")!.Value.ShouldBe("Trend of <x>");
        svg.Element("desc")!.Value.ShouldBe("A \"sentence\" & more");
        svg.Attribute("aria-labelledby")!.Value.ShouldBe("f-t f-d");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-5)]
    [InlineData(1_000_000_000)]
    public void Stays_inside_its_frame(int value)
    {
        foreach (var trend in new decimal?[][] { [value], [value, value], [value, 0, null, value * 2m] })
        {
            foreach (var circle in Draw(trend, target: 7).Elements("circle"))
            {
                ((double)circle.Attribute("cx")!).ShouldBeInRange(0, 480);
                ((double)circle.Attribute("cy")!).ShouldBeInRange(0, 170);
            }
        }
    }

    [Fact]
    public void Is_not_drawn_where_nothing_is_known() => TrendChart.Draw("f", Points([null, null]), 5, Words).ShouldBeEmpty();

    [Fact]
    public void Needs_no_inline_style() => Draw([1m, 2m], target: 1).ToString().ShouldNotContain("style");

    /// <summary>A known figure with a trend; the last value is the figure's.</summary>
    public static Figure Sample(decimal?[] trend) =>
        new()
        {
            MetricKey = "team.sample",
            MetricVersion = 1,
            Name = "Sample",
            Measures = "What it measures",
            Formula = "Count of samples",
            Type = MetricType.Quality,
            Attribution = Attribution.Person,
            Unit = "count",
            Direction = Direction.Higher,
            Weight = 0.2m,
            BusinessOutcome = "Trust",
            Influence = "Take more samples",
            State = FigureState.Known,
            Value = trend[^1],
            Target = 5,
            Position = Position.Above,
            WindowStart = new LocalDate(2026, 10, 25),
            WindowEnd = new LocalDate(2026, 11, 23),
            TimeZone = "Europe/Berlin",
            Records = 6,
            MinimumSample = 1,
            Sources = [new SourceRead("jira", Instant.FromUtc(2026, 11, 24, 6, 0), Fresh: true)],
            Links = ["https://jira.example.com/1", "javascript:alert(1)"],
            Trend = Points(trend),
        };

    private static List<TrendPoint> Points(decimal?[] values) =>
        [.. values.Select((value, index) => new TrendPoint(new LocalDate(2026, 6, 1).PlusDays(30 * index), value, 3))];

    private static XElement Draw(decimal?[] values, decimal? target = null) =>
        XElement.Parse(TrendChart.Draw("f", Points(values), target, Words));
}
