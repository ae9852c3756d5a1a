using NodaTime;
using PerfSignal.Core.Signals;
using static PerfSignal.Tests.Signals.Facts;

namespace PerfSignal.Tests.Signals;

public sealed class FigureBuilderTests
{
    private static readonly Metric Points = Shipped("engineering.story_points");
    private static readonly Metric Reviews = Shipped("engineering.review_participation");
    private static readonly Metric CycleTime = Shipped("engineering.cycle_time");
    private static readonly Metric Revenue = Shipped("sales.revenue_closed");
    private static readonly Metric WinRate = Shipped("sales.win_rate");

    [Fact]
    public void Says_too_few_below_the_minimum_sample_and_a_number_from_it_on()
    {
        var few = Figure(WinRate, Many(4, "opportunity/won"));
        (few.State, few.Value, few.Records, few.Position, few.Trend[^1].Value).ShouldBe(
            (FigureState.TooFew, null, 4, Position.Unknown, null)
        );
        Figure(WinRate, Many(5, "opportunity/won")).Value.ShouldBe(1);
    }

    [Fact]
    public void Shows_zero_only_where_the_source_was_read_within_24_hours()
    {
        Figure(Reviews, [], readAgo: Duration.FromHours(24) - Duration.Epsilon).Value.ShouldBe(0);
        var stale = Figure(Reviews, [], readAgo: Duration.FromHours(24));
        (stale.State, stale.Value, stale.Sources[0].Fresh).ShouldBe((FigureState.NoData, null, false));
        stale.Sources[0].FetchedAt.ShouldBe(Now - Duration.FromHours(24));
        var never = Figures(Reviews, [], neverRead: true).Single();
        (never.State, never.Sources.Single()).ShouldBe((FigureState.NoData, new SourceRead("github", null, false)));
    }

    [Fact]
    public void Shows_a_stale_number_with_its_mark()
    {
        var figure = Figure(Reviews, Many(3, "review/submitted"), readAgo: Duration.FromDays(2));
        (figure.State, figure.Value, figure.Sources[0].Fresh).ShouldBe((FigureState.Known, 3, false));
    }

    [Fact]
    public void Says_no_data_for_a_sum_without_records_of_a_stale_source_and_too_few_of_a_fresh_one()
    {
        Figure(Points, [], readAgo: Duration.FromDays(2)).State.ShouldBe(FigureState.NoData);
        Figure(Points, []).State.ShouldBe(FigureState.TooFew);
        Figure(Points, Many(2, "issue/done"), readAgo: Duration.FromDays(2)).State.ShouldBe(FigureState.TooFew);
    }

    [Fact]
    public void Counts_what_it_leaves_out()
    {
        var facts = Many(2, "issue/done 3").Concat(Many(3, "issue/done"));
        Figure(Points, facts).Excluded.ShouldBe([new Exclusion("without_amount", 3)]);
        Figure(CycleTime, Many(3, "issue/done 1 5").Append(Fact("issue/done 1"))).Excluded.ShouldBe([new Exclusion("without_duration", 1)]);
        Figure(Reviews, Many(2, "review/submitted")).Excluded.ShouldBeEmpty();
    }

    [Fact]
    public void Leaves_out_amounts_outside_a_filter_with_both_bounds_included()
    {
        var metric = Points with { Formula = Points.Formula with { Filter = new AmountFilter(2, 5) } };
        var figure = Figure(
            metric,
            [Fact("issue/done 1.99"), Fact("issue/done 2"), Fact("issue/done 5"), Fact("issue/done 5.01"), Fact("issue/done")]
        );
        figure.Value.ShouldBe(7);
        figure.Excluded.ShouldBe([new Exclusion("outside_filter", 2), new Exclusion("without_amount", 1)]);
    }

    [Fact]
    public void Never_adds_currencies_and_compares_each_with_its_own_target()
    {
        var facts = new[]
        {
            Fact("opportunity/won 10 - EUR"),
            Fact("opportunity/won 600000 - USD"),
            Fact("opportunity/won 7 - CHF"),
            Fact("opportunity/won 5"),
        };
        var figures = Figures(Revenue, facts);
        figures
            .Select(figure => (figure.Currency, figure.Value, figure.Target, figure.Position))
            .ShouldBe([
                ("USD", 600000m, 500000m, Position.WellAbove),
                ("CHF", 7m, null, Position.Unknown),
                ("EUR", 10m, null, Position.Unknown),
            ]);
        figures[0].Excluded.ShouldBe([new Exclusion("other_currency", 2), new Exclusion("without_currency", 1)]);
    }

    [Fact]
    public void Compares_with_the_profiles_target_in_the_profiles_currency()
    {
        var choice = new ProfileMetric
        {
            Metric = Revenue.Key,
            Weight = 1,
            Target = 10,
            Currency = "EUR",
        };
        var figures = Figures(Revenue, [Fact("opportunity/won 9 - EUR"), Fact("opportunity/won 9 - USD")], choice);
        figures
            .Select(figure => (figure.Currency, figure.Target, figure.Position))
            .ShouldBe([("EUR", 10m, Position.Near), ("USD", null, Position.Unknown)]);
    }

    [Fact]
    public void Has_one_figure_in_the_targets_currency_where_nothing_was_closed()
    {
        var figure = Figure(Revenue, [Fact("opportunity/won 9 - EUR", daysAgo: 91)]);
        (figure.State, figure.Currency, figure.Target).ShouldBe((FigureState.TooFew, "USD", 500000));
    }

    [Fact]
    public void Divides_money_by_money_of_the_same_currency_only()
    {
        var facts = new[] { Fact("opportunity/won 50 - EUR"), Fact("quota/set 100 - EUR"), Fact("opportunity/won 50 - USD") };
        var figures = Figures(Shipped("sales.quota_attainment"), facts);
        figures
            .Select(figure => (figure.Currency, figure.Value, figure.State))
            .ShouldBe([("EUR", .5m, FigureState.Known), ("USD", null, FigureState.TooFew)]);
    }

    [Fact]
    public void Shows_the_median_where_it_differs_from_the_mean_by_half_or_more()
    {
        // Mean 3 days, median 2: half of the median apart.
        Figure(CycleTime, [Fact("issue/done 1 24"), Fact("issue/done 1 48"), Fact("issue/done 1 144")]).MedianWhereSkewed.ShouldBe(2);
        Figure(CycleTime, [Fact("issue/done 1 24"), Fact("issue/done 1 48"), Fact("issue/done 1 143")]).MedianWhereSkewed.ShouldBeNull();
    }

    [Fact]
    public void Uses_the_median_where_the_profile_chose_it()
    {
        var choice = new ProfileMetric
        {
            Metric = CycleTime.Key,
            Weight = 1,
            Median = true,
        };
        var figure = Figure(
            CycleTime,
            [Fact("issue/done 1 24"), Fact("issue/done 1 48"), Fact("issue/done 1 96"), Fact("issue/done 1 960")],
            choice
        );
        (figure.Value, figure.UsesMedian, figure.MedianWhereSkewed).ShouldBe((3, true, null));
    }

    [Fact]
    public void Links_the_newest_five_records_by_https_only()
    {
        var facts = Enumerable.Range(1, 7).Select(day => Fact("review/submitted", day, url: $"https://git.example/{day}")).ToList();
        facts.Add(Fact("review/submitted", 0, url: "http://git.example/0"));
        facts.Add(Fact("review/submitted", 40, url: "https://git.example/40"));
        Figure(Reviews, facts).Links.ShouldBe(Enumerable.Range(1, 5).Select(day => $"https://git.example/{day}"));
    }

    [Fact]
    public void Has_a_trend_of_the_same_window_every_thirty_days_back()
    {
        var figure = Figure(
            Revenue,
            [Fact("opportunity/won 5 - USD", 1), Fact("opportunity/won 7 - USD", 40), Fact("opportunity/won 9 - USD", 200)]
        );
        var end = new LocalDate(2026, 11, 24);
        figure.Trend.Select(point => point.WindowEnd).ShouldBe(Enumerable.Range(0, 6).Select(back => end.PlusDays(-30 * (5 - back))));
        figure.Trend.Select(point => point.Value).ShouldBe([9m, 9, null, null, 7, 12]);
        (figure.WindowStart, figure.WindowEnd, figure.TimeZone).ShouldBe((new LocalDate(2026, 8, 27), end, "Europe/Berlin"));
    }

    [Fact]
    public void Steps_a_weekly_trend_by_weeks()
    {
        var figure = Figure(
            Shipped("engineering.code_quality"),
            [Fact("quality/measured 90", 0), Fact("quality/measured 80", 7), Fact("quality/measured 70", 13)]
        );
        figure.Trend.Select(point => point.Value).ShouldBe([null, null, null, null, 80m, 90]);
        figure.WindowStart.ShouldBe(new LocalDate(2026, 11, 18));
    }

    [Fact]
    public void Leaves_gaps_before_the_first_record_and_after_the_last_reading_and_zeros_between()
    {
        var facts = new[] { Fact("review/submitted", 130) };
        Figure(Reviews, facts).Trend.Select(point => point.Value).ShouldBe([null, 1m, 0, 0, 0, 0]);
        Figure(Reviews, facts, readAgo: Duration.FromDays(50)).Trend.Select(point => point.Value).ShouldBe([null, 1m, 0, 0, null, null]);
    }
}
