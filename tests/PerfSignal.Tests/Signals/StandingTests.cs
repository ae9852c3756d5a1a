using PerfSignal.Core.Signals;
using static PerfSignal.Tests.Signals.Facts;

namespace PerfSignal.Tests.Signals;

public sealed class StandingTests
{
    private static readonly Metric Higher = Shipped("engineering.story_points");
    private static readonly Metric Lower = Shipped("engineering.cycle_time");
    private static readonly Metric WithThresholds = Shipped("engineering.code_quality");
    private static readonly Metric InRange = Higher with { Direction = Direction.InRange, Range = new MetricRange(10, 20) };

    [Theory]
    [InlineData(48, Position.WellAbove)]
    [InlineData(47.99, Position.Above)]
    [InlineData(40, Position.Above)]
    [InlineData(39.99, Position.Near)]
    [InlineData(32, Position.Near)]
    [InlineData(31.99, Position.Below)]
    [InlineData(0, Position.Below)]
    public void Stands_against_a_target_of_40(double value, Position expected) =>
        Standing.Of((decimal)value, 40, Higher).ShouldBe(expected);

    [Theory]
    [InlineData(4, Position.WellAbove)]
    [InlineData(4.01, Position.Above)]
    [InlineData(5, Position.Above)]
    [InlineData(5.01, Position.Near)]
    [InlineData(6, Position.Near)]
    [InlineData(6.01, Position.Below)]
    public void Stands_against_a_target_of_5_where_lower_is_better(double value, Position expected) =>
        Standing.Of((decimal)value, 5, Lower).ShouldBe(expected);

    [Theory]
    [InlineData(95, Position.WellAbove)]
    [InlineData(94.99, Position.Above)]
    [InlineData(90, Position.Above)]
    [InlineData(89.99, Position.Near)]
    [InlineData(75, Position.Near)]
    [InlineData(74.99, Position.Below)]
    public void Uses_the_metrics_own_thresholds_and_never_calls_a_miss_above(double value, Position expected) =>
        Standing.Of((decimal)value, 90, WithThresholds).ShouldBe(expected);

    [Fact]
    public void Uses_default_thresholds_beside_a_target_of_the_profile() => Standing.Of(95, 80, WithThresholds).ShouldBe(Position.Above);

    [Theory]
    [InlineData(10, Position.Above)]
    [InlineData(20, Position.Above)]
    [InlineData(9.99, Position.Near)]
    [InlineData(8, Position.Near)]
    [InlineData(7.99, Position.Below)]
    [InlineData(20.01, Position.Near)]
    [InlineData(24, Position.Near)]
    [InlineData(24.01, Position.Below)]
    public void Stands_against_a_range(double value, Position expected) => Standing.Of((decimal)value, null, InRange).ShouldBe(expected);

    [Theory]
    [InlineData(-12, Position.Near)]
    [InlineData(-12.01, Position.Below)]
    [InlineData(-4, Position.Near)]
    [InlineData(-3.99, Position.Below)]
    public void Stands_against_a_range_below_zero(double value, Position expected) =>
        Standing.Of((decimal)value, null, InRange with { Range = new MetricRange(-10, -5) }).ShouldBe(expected);

    [Fact]
    public void Says_nothing_without_value_or_target()
    {
        Standing.Of(1, 40, InRange with { Range = null }).ShouldBe(Position.Unknown);
        Standing.Of(null, 40, Higher).ShouldBe(Position.Unknown);
        Standing.Of(1, null, Higher).ShouldBe(Position.Unknown);
    }

    [Fact]
    public void Has_default_thresholds_for_both_directions()
    {
        Thresholds.Default(10, Direction.Higher).ShouldBe(new Thresholds(12, 10, 8, 6));
        Thresholds.Default(10, Direction.Lower).ShouldBe(new Thresholds(8, 10, 12, 15));
    }
}
