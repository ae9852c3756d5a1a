using NodaTime;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.People;
using PerfSignal.Tests.People;

namespace PerfSignal.Tests.Delivery;

/// <summary>What is sent while there is a pilot, asked right before each send.</summary>
public sealed class PilotSendingTests
{
    [Theory]
    [InlineData("Sales", Lane.Bulk, null, null)]
    [InlineData("North", Lane.Urgent, null, null)] // the answer to something they just asked
    [InlineData("North", Lane.Urgent, "brief", "not_in_pilot")]
    [InlineData("North", Lane.Normal, null, "not_in_pilot")]
    [InlineData("North", Lane.Bulk, null, "not_in_pilot")]
    public async Task Leaves_out_whoever_is_outside_but_for_answers(string wave, Lane lane, string? check, string? reason)
    {
        using var world = OutboxWorld.With();
        var ana = await world.Person("ana");
        await Add(world, Waves.Of(ana.Id, departments: wave));
        var row = await world.Queue(world.Row(ana, lane, check));

        await world.Run();

        var stored = await world.Stored(row);
        (stored.State, stored.Reason).ShouldBe((reason is null ? DeliveryState.Sent : DeliveryState.Excluded, reason));
    }

    [Fact]
    public async Task Brings_the_news_of_the_pilot_to_the_works_council_wherever_its_members_are()
    {
        using var world = OutboxWorld.With();
        var (wim, eve) = (await world.Person("wim"), await world.Person("eve"));
        var wave = Waves.Of(eve.Id, departments: "North");
        await Add(
            world,
            wave,
            new PersonRole
            {
                Id = Guid.NewGuid(),
                PersonId = wim.Id,
                Kind = RoleKind.WorksCouncil,
            }
        );
        var told = await world.Queue(world.Row(wim, Lane.Normal, PilotNews.Word));
        var former = await world.Queue(world.Row(eve, Lane.Normal, PilotNews.Word));

        await world.Run();

        (await world.Stored(told)).State.ShouldBe(DeliveryState.Sent);
        (await world.Stored(former)).Reason.ShouldBe("no_office");
    }

    [Fact]
    public async Task Asks_when_it_is_sent_and_not_when_it_was_queued()
    {
        using var world = OutboxWorld.With();
        var ana = await world.Person("ana");
        var row = await world.Queue(world.Row(ana));
        await Add(world, Waves.Of(ana.Id, departments: "North"));

        await world.Run();

        (await world.Stored(row)).Reason.ShouldBe("not_in_pilot");
    }

    private static async Task Add(OutboxWorld world, params object[] rows)
    {
        await using var data = world.Open();
        data.AddRange(rows);
        await data.SaveChangesAsync();
    }
}
