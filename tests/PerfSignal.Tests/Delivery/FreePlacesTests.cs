using PerfSignal.Core.Conversing;
using PerfSignal.Core.Delivery;

namespace PerfSignal.Tests.Delivery;

/// <summary>Which platforms have a place for what, and who gets it; without a database.</summary>
public sealed class FreePlacesTests
{
    private static readonly Guid Ana = new("00000001-0000-7000-8000-000000000000");
    private static readonly Guid Ben = new("00000002-0000-7000-8000-000000000000");
    private static readonly Guid Cem = new("00000003-0000-7000-8000-000000000000");

    private static Places Of(Room slack, Room teams, Room web) =>
        new(
            new Dictionary<PlatformName, Room>
            {
                [PlatformName.Web] = web,
                [PlatformName.Teams] = teams,
                [PlatformName.Slack] = slack,
            }
        );

    private static Places Some => Of(new(3, 1), new(5, 0), new(1, -2));

    [Fact]
    public void As_many_are_claimed_as_the_freest_platform_takes()
    {
        Some.Most(Lane.Urgent).ShouldBe(5);
        Some.Most(Lane.Normal).ShouldBe(1);
        Some.Most(Lane.Bulk).ShouldBe(1);
    }

    [Fact]
    public void A_platform_without_a_place_is_closed_for_that_lane_alone()
    {
        Some.Closed(Lane.Urgent).ShouldBeEmpty();
        Some.Closed(Lane.Normal).ShouldBe(new[] { PlatformName.Teams, PlatformName.Web }.Order());
        Some.Closed(Lane.Bulk).ShouldBe(Some.Closed(Lane.Normal));
    }

    [Fact]
    public void A_platform_that_is_left_alone_takes_nothing_and_the_others_what_they_did()
    {
        var places = Some.Without([PlatformName.Teams]);

        places.Most(Lane.Urgent).ShouldBe(3);
        places.Most(Lane.Normal).ShouldBe(1);
        places.Closed(Lane.Urgent).ShouldBe([PlatformName.Teams]);
        Some.Without([]).Most(Lane.Urgent).ShouldBe(5);
        var same = Some;
        same.Without([]).ShouldBeSameAs(same);
    }

    [Fact]
    public void As_many_find_a_place_as_there_are_and_the_others_wait_in_their_order()
    {
        var (placed, aside) = Divide(
            Of(new(3, 2), new(1, 1), new(1, 1)),
            (1, PlatformName.Slack, Lane.Normal, Ana),
            (2, PlatformName.Slack, Lane.Bulk, Ben),
            (3, PlatformName.Slack, Lane.Normal, Cem),
            (4, PlatformName.Teams, Lane.Normal, Ana),
            (5, PlatformName.Slack, Lane.Urgent, Ben),
            (6, PlatformName.Slack, Lane.Urgent, Ana)
        );

        placed.ShouldBe([1, 2, 4, 5]);
        aside.ShouldBe([3, 6]);
    }

    [Fact]
    public void Who_waits_takes_no_place_of_another()
    {
        var (placed, aside) = Divide(
            Of(new(1, 0), new(1, 1), new(1, 1)),
            (1, PlatformName.Slack, Lane.Normal, Ana),
            (2, PlatformName.Teams, Lane.Normal, Ana),
            (3, PlatformName.Teams, Lane.Normal, Ben)
        );

        placed.ShouldBe([3]);
        aside.ShouldBe([1, 2]);
    }

    private static (IEnumerable<int> Placed, IEnumerable<int> Aside) Divide(
        Places places,
        params (int Id, PlatformName Platform, Lane Lane, Guid Recipient)[] messages
    )
    {
        var (placed, aside) = places.Divide(messages, one => (one.Platform, one.Lane, one.Recipient));
        return (placed.Select(one => one.Id), aside.Select(one => one.Id));
    }
}
