using System.Text.Json.Nodes;
using PerfSignal.Bot.Cards;
using PerfSignal.Bot.Cards.Rendering;
using PerfSignal.Core.Briefs;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Schedules;
using PerfSignal.Core.Signals;
using PerfSignal.Tests.Fakes;

namespace PerfSignal.Tests.Briefs;

public sealed class WhyTrendTests
{
    private static readonly Reader Reader = new(SmallTeam.Texts, "en", Zones.Of("Europe/Berlin"), Sample.Now);

    [Fact]
    public void Draws_the_windows_that_say_something_and_the_target()
    {
        var figure = Sample.Figure("engineering.story_points", "Story points");
        figure = figure with { Trend = [.. figure.Trend.Select((point, place) => place == 1 ? point with { Value = null } : point)] };

        var trend = WhyTrend.Of([figure], Reader).ShouldHaveSingleItem();

        trend.Points.Select(point => point.X).ShouldBe(["2026-06-01", "2026-08-01", "2026-09-01", "2026-10-01", "2026-11-01"]);
        trend.Points.Select(point => point.Y).ShouldBe([30m, 30, 31, 30, 31]);
        trend.Line.ShouldBe([new WhyPoint("2026-06-01", 40), new WhyPoint("2026-11-01", 40)]);
    }

    [Fact]
    public void Draws_shares_in_percent_and_no_line_for_a_range()
    {
        var figure = Sample.Figure("sales.win_rate", "Win rate", 0.3m, 0.35m, trend: [0.25m, 0.28123m, 0.3m]) with { Unit = "percent" };

        WhyTrend.Of([figure], Reader)[0].Points.Select(point => point.Y).ShouldBe([25m, 28.12m, 30m]);
        WhyTrend.Of([figure with { Direction = Direction.InRange }], Reader)[0].Line.ShouldBeEmpty();
    }

    [Fact]
    public void Draws_neither_what_was_set_aside_nor_two_points()
    {
        WhyTrend.Of([Sample.Figure("a", "A", state: FigureState.Quarantined)], Reader).ShouldBeEmpty();
        WhyTrend.Of([Sample.Figure("a", "A", trend: [1, 2])], Reader).ShouldBeEmpty();
    }

    [Fact]
    public void Is_a_chart_in_teams_and_a_sparkline_elsewhere()
    {
        var cards = CardLibrary.Load(Path.Combine(AppContext.BaseDirectory, "cards"));
        var model = cards.Sample("why").AsObject();
        var card = cards.Expand("why", model, "en");

        var chart = new TeamsRenderer().Card(card)["body"]!
            .AsArray()
            .OfType<JsonObject>()
            .Single(part => part["type"]!.ToString() == "Chart.Line");
        chart["data"]!.AsArray().Select(line => line!["legend"]!.ToString()).ShouldBe(["Story points", "Target"]);
        chart["data"]![0]!["values"]![0]!.ToJsonString().ShouldBe("""{"x":"2026-06-24","y":41}""");
        chart["fallback"]!["type"]!.ToString().ShouldBe("RichTextBlock");
        PlainTextRenderer.Render(card).ShouldContain("Story points: 34 points  ▇▇▇▃▂▂");
    }
}
