using PerfSignal.Core.Delivery;

namespace PerfSignal.Tests.Delivery;

public sealed class AccountPartsTests
{
    [Fact]
    public void Counts_each_state_as_its_own_part_however_often_it_is_given()
    {
        var account = Account.Of([
            (DeliveryState.Sent, 1),
            (DeliveryState.Failed, 2),
            (DeliveryState.Excluded, 4),
            (DeliveryState.Cancelled, 8),
            (DeliveryState.Expired, 16),
            (DeliveryState.Waiting, 32),
            (DeliveryState.Sent, 64),
        ]);

        account.ShouldBe(new Account(Audience: 127, Sent: 65, Failed: 2, Excluded: 4, Cancelled: 8, Expired: 16, Waiting: 32));
        account.AddsUp.ShouldBeTrue();
    }

    [Fact]
    public void Is_done_once_nobody_waits()
    {
        Account.Of([(DeliveryState.Sent, 3), (DeliveryState.Waiting, 1)]).Done.ShouldBeFalse();
        Account.Of([(DeliveryState.Sent, 3), (DeliveryState.Waiting, 0)]).Done.ShouldBeTrue();
        Account.Of([]).ShouldBe(new Account(0, 0, 0, 0, 0, 0, 0));
    }

    [Theory]
    [InlineData(126)]
    [InlineData(128)]
    public void Says_where_the_parts_are_not_the_audience(int audience) =>
        new Account(audience, 65, 2, 4, 8, 16, 32).AddsUp.ShouldBeFalse();
}
