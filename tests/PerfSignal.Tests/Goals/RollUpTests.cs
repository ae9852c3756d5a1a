using FsCheck;
using FsCheck.Fluent;
using PerfSignal.Core.Goals;

namespace PerfSignal.Tests.Goals;

public sealed class RollUpTests
{
    private static readonly Config Cases = Config
        .QuickThrowOnFailure.WithReplay(20261124, 3)
        .WithMaxTest(Environment.GetEnvironmentVariable("PERFSIGNAL_LONG") == "1" ? 20_000 : 200);

    private static readonly Gen<RollUp.Part> SomePart =
        from progress in Gen.Choose(0, 1_000_000)
        from weight in Gen.Choose(0, 50_000)
        from status in Gen.Elements(Enum.GetValues<GoalStatus>())
        select new RollUp.Part(progress / 10_000m, weight / 10_000m, status);

    [Fact]
    public void Weighs_the_children() => RollUp.Of([new(100, 3, GoalStatus.Done), new(20, 1, GoalStatus.Open)]).ShouldBe(80);

    [Fact]
    public void Leaves_out_dropped_children_and_those_of_weight_0() =>
        RollUp.Of([new(50, 1, GoalStatus.Open), new(100, 1, GoalStatus.Dropped), new(100, 0, GoalStatus.Open)]).ShouldBe(50);

    [Fact]
    public void Says_nothing_where_nothing_counts()
    {
        RollUp.Of([]).ShouldBeNull();
        RollUp.Of([new(100, 1, GoalStatus.Dropped)]).ShouldBeNull();
    }

    [Fact]
    public void Rounds_each_level_to_four_decimals_half_away_from_zero()
    {
        RollUp.Of([new(100, 1, GoalStatus.Open), new(0, 2, GoalStatus.Open)]).ShouldBe(33.3333m);
        RollUp.Of([new(0.0001m, 1, GoalStatus.Open), new(0, 1, GoalStatus.Open)]).ShouldBe(0.0001m);
    }

    [Fact]
    public void Takes_the_rolled_up_figure_of_a_child_with_children()
    {
        var (top, middle) = (Node(null, 0), default(GoalNode)!);
        middle = Node(top.Id, 99);
        var rolled = RollUp.Through([top, middle, Node(middle.Id, 10), Node(middle.Id, 30), Node(top.Id, 60)]);
        (rolled[middle.Id], rolled[top.Id], rolled.Count).ShouldBe((20, 40, 2));
    }

    [Fact]
    public void Ends_in_a_circle_too()
    {
        var one = Node(null, 10);
        var other = Node(one.Id, 20);
        RollUp.Through([one with { ParentId = other.Id }, other]).Count.ShouldBe(2);
    }

    [Fact]
    public void Lies_between_the_least_and_the_most_of_what_counts() =>
        Check.One(
            Cases,
            Prop.ForAll(
                SomePart.ListOf().ToArbitrary(),
                parts =>
                {
                    var counting = parts.Where(part => part.Status != GoalStatus.Dropped && part.Weight > 0).ToList();
                    var rolled = RollUp.Of(parts);
                    return counting.Count == 0
                        ? rolled is null
                        : rolled >= counting.Min(part => part.Progress) && rolled <= counting.Max(part => part.Progress);
                }
            )
        );

    [Fact]
    public void Does_not_depend_on_the_order() =>
        Check.One(
            Cases,
            Prop.ForAll(
                SomePart.ListOf().ToArbitrary(),
                parts =>
                    RollUp.Of(parts) == RollUp.Of(Enumerable.Reverse(parts))
                    && RollUp.Of(parts) == RollUp.Of(parts.OrderBy(part => part.Progress).ThenBy(part => part.Weight))
            )
        );

    private static GoalNode Node(Guid? parent, decimal progress) =>
        new(Guid.NewGuid(), parent, Guid.Empty, "o1", "Goal", progress, GoalStatus.Open, null, 1, false);
}
