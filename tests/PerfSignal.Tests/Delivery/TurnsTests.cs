using PerfSignal.Core.Delivery;

namespace PerfSignal.Tests.Delivery;

public sealed class TurnsTests
{
    private static readonly Guid First = new("00000001-0000-7000-8000-000000000000");
    private static readonly Guid Second = new("00000002-0000-7000-8000-000000000000");
    private static readonly Guid Third = new("00000003-0000-7000-8000-000000000000");

    private readonly Turns turns = new();

    [Fact]
    public void Has_an_order_of_its_own_before_anybody_was_served() => turns.Order([Third, First, Second]).ShouldBe([First, Second, Third]);

    [Fact]
    public void Who_was_served_longest_ago_comes_first()
    {
        turns.Order([First, Second, Third]);
        turns.Served(Second);
        turns.Served(First);
        turns.Order([First, Second, Third]).ShouldBe([Third, Second, First]);

        turns.Served(Third);
        turns.Served(Second);
        turns.Order([First, Second, Third]).ShouldBe([First, Third, Second]);
    }

    [Fact]
    public void Who_has_nothing_to_send_is_forgotten()
    {
        turns.Served(First);
        turns.Order([First, Second]).ShouldBe([Second, First]);
        turns.Order([Second]);

        turns.Order([First, Second]).ShouldBe([First, Second]);
    }
}
