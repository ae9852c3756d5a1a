using NodaTime;
using PerfSignal.Core.Signals;
using static PerfSignal.Tests.Signals.Facts;

namespace PerfSignal.Tests.Signals;

public sealed class AnomalyGuardTests
{
    private static readonly Metric Points = Shipped("engineering.story_points");
    private static readonly Metric Reviews = Shipped("engineering.review_participation");

    private static Tally Tally(decimal? value, int records = 10, int empty = 0) =>
        new(value, records, null, empty == 0 ? [] : [new Exclusion(ExclusionReasons.Amount, empty)], []);

    private static Tally[] Windows(params decimal[] values) => [.. values.Select(value => Tally(value))];

    [Theory]
    // Median 100, deviations 0 0 1 1 1 1 2 3: MAD 1, limit 7.413.
    [InlineData(107.41, null)]
    [InlineData(107.42, "deviation")]
    [InlineData(92.59, null)]
    [InlineData(92.58, "deviation")]
    public void Sets_aside_what_is_further_than_five_scaled_deviations_from_the_median(double value, string? reason) =>
        AnomalyGuard.Check(Tally((decimal)value), Windows(100, 100, 101, 99, 101, 99, 102, 97), counts: false).ShouldBe(reason);

    [Theory]
    [InlineData(174.13, null)]
    [InlineData(174.14, "deviation")]
    [InlineData(25.87, null)]
    [InlineData(25.86, "deviation")]
    public void Takes_a_tenth_of_the_median_where_all_windows_are_equal(double value, string? reason) =>
        AnomalyGuard.Check(Tally((decimal)value), Windows(100, 100, 100, 100, 100, 100, 100, 100), counts: false).ShouldBe(reason);

    [Theory]
    // 5 · 1.4826 · 0.6745 · √4 = 10.0001
    [InlineData(14, null)]
    [InlineData(15, "deviation")]
    public void Takes_what_chance_gives_for_equal_counts(int value, string? reason) =>
        AnomalyGuard.Check(Tally(value), Windows(4, 4, 4, 4, 4, 4, 4, 4), counts: true).ShouldBe(reason);

    [Fact]
    public void Says_nothing_about_the_distance_from_windows_of_zero() =>
        AnomalyGuard.Check(Tally(3), Windows(0, 0, 0, 0, 0, 0, 0, 0), counts: true).ShouldBeNull();

    [Fact]
    public void Says_nothing_before_eight_windows()
    {
        AnomalyGuard.Check(Tally(9999), Windows(1, 1, 1, 1, 1, 1, 1), counts: false).ShouldBeNull();
        AnomalyGuard.Check(Tally(9999), Windows(1, 1, 1, 1, 1, 1, 1, 1), counts: false).ShouldBe("deviation");
    }

    [Theory]
    [InlineData(40, null)]
    [InlineData(41, "volume")]
    [InlineData(2, "volume")]
    [InlineData(3, null)]
    public void Sets_aside_a_jump_in_the_number_of_records(int records, string? reason) =>
        AnomalyGuard.Check(Tally(100, records), Windows(100, 100, 101, 99, 101, 99, 102, 97), counts: false).ShouldBe(reason);

    [Fact]
    public void Takes_exactly_a_quarter_of_the_records()
    {
        var earlier = Enumerable.Range(0, 8).Select(_ => Tally(100, 8)).ToArray();
        AnomalyGuard.Check(Tally(100, 2), earlier, counts: false).ShouldBeNull();
        AnomalyGuard.Check(Tally(100, 1), earlier, counts: false).ShouldBe("volume");
    }

    [Fact]
    public void Says_nothing_about_the_volume_after_windows_without_records() =>
        AnomalyGuard.Check(Tally(3, 3), [.. Enumerable.Range(0, 8).Select(_ => Tally(0, 0))], counts: true).ShouldBeNull();

    [Theory]
    // A tenth of -100 stands in: 5 · 1.4826 · 10 = 74.13.
    [InlineData(-174.13, null)]
    [InlineData(-174.14, "deviation")]
    public void Measures_below_zero_as_above_it(double value, string? reason) =>
        AnomalyGuard.Check(Tally((decimal)value), Windows(-100, -100, -100, -100, -100, -100, -100, -100), counts: false).ShouldBe(reason);

    [Fact]
    public void Says_nothing_about_the_distance_where_a_window_has_no_number()
    {
        Tally[] earlier = [.. Windows(100, 100, 100, 100, 100, 100, 100), Tally(null)];
        AnomalyGuard.Check(Tally(900), earlier, counts: false).ShouldBeNull();
        AnomalyGuard.Check(Tally(null), Windows(100, 100, 100, 100, 100, 100, 100, 100), counts: false).ShouldBeNull();
    }

    [Fact]
    public void Takes_a_zero_after_a_gap_for_nothing_sudden()
    {
        Tally[] earlier = [Tally(null), .. Windows(1, 1, 1, 0, 0, 0, 0)];
        AnomalyGuard.Check(Tally(0), earlier, counts: true).ShouldBeNull();
    }

    [Fact]
    public void Sets_aside_a_sudden_zero_after_four_windows_that_were_not()
    {
        AnomalyGuard.Check(Tally(0), Windows(1, 1, 1, 1, 0, 0, 0, 0), counts: true).ShouldBe("zero");
        AnomalyGuard.Check(Tally(0), Windows(1, 1, 1, 0, 1, 0, 0, 0), counts: true).ShouldBeNull();
    }

    [Theory]
    [InlineData(3, null)]
    [InlineData(4, "shape")]
    public void Sets_aside_a_share_of_empty_amounts_that_rose_by_thirty_points(int empty, string? reason)
    {
        // One empty in ten before: 10 %; now three in ten are 20 points more, four in ten are 30.
        var earlier = Enumerable.Range(0, 8).Select(_ => Tally(100, 9, 1)).ToArray();
        AnomalyGuard.Check(Tally(100, 10 - empty, empty), earlier, counts: false).ShouldBe(reason);
    }

    [Fact]
    public void Shows_no_number_of_a_figure_that_was_set_aside()
    {
        var figure = Figure(Points, Steady(Points, "issue/done 8").Append(Fact("issue/done 4000")));
        (figure.State, figure.QuarantineReason, figure.Value, figure.Position).ShouldBe(
            (FigureState.Quarantined, "deviation", null, Position.Unknown)
        );
        figure.Trend[^1].Value.ShouldBeNull();
        figure.Trend[^2].Value.ShouldBe(40);
    }

    [Fact]
    public void Shows_a_figure_that_an_operator_released()
    {
        Released[] released = [new(Points.Key, null, AnomalyGuard.Deviation, new LocalDate(2026, 11, 24))];
        var figure = Figures(Points, Steady(Points, "issue/done 8").Append(Fact("issue/done 4000")), released: released).Single();
        (figure.State, figure.Value).ShouldBe((FigureState.Known, 4040));
    }

    [Fact]
    public void Sets_aside_a_field_that_lost_its_numbers_even_where_too_few_are_left()
    {
        var figure = Figure(
            Points,
            Steady(Points, "issue/done 8").Where(fact => fact.At < Now - Duration.FromDays(30)).Concat(Many(5, "issue/done"))
        );
        (figure.State, figure.QuarantineReason).ShouldBe((FigureState.Quarantined, "shape"));
    }

    [Fact]
    public void Sets_aside_a_fresh_zero_and_says_no_data_for_a_stale_one()
    {
        var facts = Steady(Reviews, "review/submitted").Where(fact => fact.At < Now - Duration.FromDays(30)).ToList();
        Figure(Reviews, facts).QuarantineReason.ShouldBe("zero");
        Figure(Reviews, facts, readAgo: Duration.FromDays(2)).State.ShouldBe(FigureState.NoData);
    }

    [Fact]
    public void Does_not_take_the_time_before_the_first_record_for_quiet_windows() =>
        Figure(Reviews, Many(30, "review/submitted").Append(Fact("review/submitted", 70))).State.ShouldBe(FigureState.Known);

    [Fact]
    public void Leaves_steady_work_alone() => Figure(Points, Steady(Points, "issue/done 8")).Value.ShouldBe(40);

    /// <summary>Five facts in each window.</summary>
    private static IEnumerable<Observation> Steady(Metric metric, string fact) =>
        Enumerable.Range(0, 9).SelectMany(window => Many(5, fact, window * metric.Days + 3));
}
