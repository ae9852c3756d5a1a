using NodaTime;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Signals;
using static PerfSignal.Tests.Signals.Facts;

namespace PerfSignal.Tests.Signals;

public sealed class FigureTextTests
{
    private static readonly Texts Texts = Load();

    private static Reader Reader(string language = "en") => new(Texts, language, Berlin, Now);

    private static FigureText Text(Figure figure, string language = "en") => FigureText.Of(figure, Reader(language));

    [Theory]
    [InlineData(41, "points", null, "41 points", "41 Punkte")]
    [InlineData(1, "points", null, "1 point", "1 Punkt")]
    [InlineData(0.32, "percent", null, "32 %", "32 %")]
    [InlineData(0.3333, "percent", "EUR", "33.3 % (EUR)", "33,3 % (EUR)")]
    [InlineData(512000, "money", "USD", "512,000 USD", "512.000 USD")]
    [InlineData(512.5, "money", "EUR", "512.5 EUR", "512,5 EUR")]
    [InlineData(4.6, "days", null, "4.6 days", "4,6 Tage")]
    [InlineData(1, "hours", null, "1 hour", "1 Stunde")]
    [InlineData(30, "minutes", null, "30 minutes", "30 Minuten")]
    [InlineData(4.25, "score", null, "4.25", "4,25")]
    [InlineData(1200, "count", null, "1,200", "1.200")]
    public void Says_a_value_with_its_unit(double value, string unit, string? currency, string english, string german)
    {
        var figure = Known() with { Value = (decimal)value, Unit = unit, Currency = currency };
        Text(figure).Value.ShouldBe(english);
        Text(figure, "de").Value.ShouldBe(german);
    }

    [Fact]
    public void Says_why_there_is_no_number()
    {
        var figure = Known() with { Value = null, Records = 3, MinimumSample = 5 };
        Text(figure with { State = FigureState.TooFew }).Value.ShouldBe("too few to say (3 of 5 records)");
        Text(figure with { State = FigureState.TooFew }, "de").Value.ShouldBe("zu wenige für eine Aussage (3 von 5 Datensätzen)");
        var noData = figure with { State = FigureState.NoData, Sources = [new SourceRead("jira", Now - Duration.FromDays(3), false)] };
        Text(noData).Value.ShouldBe("no data since Sat 21 Nov");
        Text(noData with { Sources = [new SourceRead("jira", null, false)] }).Value.ShouldBe("no data yet");
        Text(figure with { State = FigureState.Quarantined, QuarantineReason = "volume" })
            .Value.ShouldBe("set aside to be checked: the number of records jumped");
        Text(noData).HasValue.ShouldBeFalse();
    }

    [Fact]
    public void Says_target_position_window_and_provenance()
    {
        var text = Text(Known());
        text.Name.ShouldBe("Story points delivered");
        text.Formula.ShouldBe("Sum of the story points of issues done (version 1)");
        (text.Value, text.Target, text.Position).ShouldBe(("48 points", "target 40 points", "well above target"));
        (text.Window, text.Records, text.Sources, text.Freshness).ShouldBe(
            ("Mon 26 Oct to Tue 24 Nov", "6 records", "Jira", "read Tue 24 Nov, 11:00")
        );
        text.Excluded.ShouldBe(["1 record without an amount left out"]);
        text.Trend.ShouldBe("·····▃");
        text.Flags.ShouldBeEmpty();
    }

    [Fact]
    public void Never_says_above_of_a_time_that_should_be_short()
    {
        var text = Text(Figure(Shipped("engineering.cycle_time"), Many(3, "issue/done 1 24")));
        (text.Value, text.Target, text.Position).ShouldBe(("1 day", "target 5 days or less", "well within target"));
    }

    [Fact]
    public void Marks_contested_stale_and_team_figures()
    {
        var figure = Known() with
        {
            Contested = true,
            Attribution = Attribution.Team,
            Sources = [new SourceRead("jira", Now - Duration.FromDays(2), false)],
        };
        Text(figure).Flags.ShouldBe(["contested", "may be out of date", "figure of the team"]);
        Text(figure).Freshness.ShouldBe("last read Sun 22 Nov, 12:00");
    }

    [Fact]
    public void Uses_the_definitions_own_words_where_a_metric_was_not_shipped_or_was_changed()
    {
        Text(Known() with { MetricKey = "own.metric", Name = "Own", Measures = "Own words" }, "de").Name.ShouldBe("Own");
        Text(Known() with { Formula = "Another sum" }, "de").Formula.ShouldBe("Another sum (Version 1)");
        Text(Known(), "de").Formula.ShouldBe("Summe der Story Points erledigter Vorgänge (Version 1)");
    }

    [Fact]
    public void Says_that_the_median_was_chosen_or_differs()
    {
        Text(Known() with { UsesMedian = true }).Formula.ShouldContain("median in place of the mean");
        Text(Known() with { MedianWhereSkewed = 2 }).Skew.ShouldBe("a few records pull the mean; the median is 2 points");
    }

    [Theory]
    [InlineData("1 2 3 4", "▂▃▅▇")]
    [InlineData("4 - 1", "▇·▂")]
    [InlineData("5 5", "▃▃")]
    [InlineData("- -", "")]
    [InlineData("0 24 25 49 50 74 75 100", "▂▂▃▃▅▅▇▇")]
    public void Draws_a_sparkline(string values, string line) =>
        Sparkline.Of(values.Split(' ').Select(value => value == "-" ? (decimal?)null : decimal.Parse(value))).ShouldBe(line);

    [Fact]
    public void Has_the_same_keys_in_both_languages_and_texts_for_every_shipped_metric()
    {
        var english = Texts.Of("en").Where(pair => IsOurs(pair.Key)).ToDictionary();
        english.Keys.ShouldBe(Texts.Of("de").Keys.Where(IsOurs), ignoreOrder: true);
        foreach (var metric in ShippedProfiles.Catalog.Metrics.Select(row => row.Metric))
        {
            var key = "metric_" + metric.Key.Replace('.', '_');
            english[key + "_name"].ShouldBe(metric.Name);
            english[key + "_measures"].ShouldBe(metric.Measures);
            english[key + "_formula"].ShouldBe(metric.Formula.Words);
        }

        FactKinds.Sources.ShouldAllBe(source => english.ContainsKey("source_" + source));
    }

    private static bool IsOurs(string key) =>
        key.StartsWith("metric_", StringComparison.Ordinal) || key.StartsWith("source_", StringComparison.Ordinal);

    private static Figure Known() => Figure(Shipped("engineering.story_points"), Many(6, "issue/done 8").Append(Fact("issue/done")));

    private static Texts Load()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (
            !Directory.Exists(Path.Combine(folder!.FullName, "cards", "texts"))
            || !File.Exists(Path.Combine(folder.FullName, "global.json"))
        )
        {
            folder = folder.Parent;
        }

        return Texts.Load(Path.Combine(folder.FullName, "cards"));
    }
}
