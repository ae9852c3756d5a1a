using Microsoft.EntityFrameworkCore;
using NodaTime;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Delivery;

namespace PerfSignal.Tests.Delivery;

/// <summary>What is looked for to be claimed: no more than there is room for, and of that what leaves first.</summary>
public sealed class DueTests
{
    private static async Task<List<Guid>> Next(OutboxWorld world, Places places, params IReadOnlyCollection<Guid> busy)
    {
        var ids = new List<Guid>();
        await world.Act<Due>(async due => ids.AddRange(await due.Next(world.Now, places, busy, default)));
        return ids;
    }

    private static async Task<List<Guid>> Queue(OutboxWorld world, Lane lane, int many, PlatformName? platform = null)
    {
        var ids = new List<Guid>();
        for (var i = 0; i < many; i++)
        {
            var row = world.Row(await world.Person($"{lane}-{platform}-{i}"), lane);
            row.Platform = platform;
            ids.Add((await world.Queue(row)).Id);
        }

        return ids;
    }

    [Fact]
    public async Task All_lanes_together_take_no_more_than_the_places()
    {
        using var world = OutboxWorld.With();
        var bulk = await Queue(world, Lane.Bulk, 5);
        var normal = await Queue(world, Lane.Normal, 3);
        var urgent = await Queue(world, Lane.Urgent, 3);

        (await Next(world, PlacesTests.Everywhere(2))).ShouldBe(urgent.Take(2));
        (await Next(world, PlacesTests.Everywhere(5))).ShouldBe([.. urgent, .. normal.Take(2)]);
        (await Next(world, PlacesTests.Everywhere(8))).ShouldBe([.. urgent, .. normal, .. bulk.Take(2)]);
    }

    [Fact]
    public async Task In_one_lane_what_was_due_first_leaves_first()
    {
        using var world = new OutboxWorld(settings: new DispatchSettings(AtOnce: 1));
        var due = new List<Guid>();
        foreach (var minutes in new[] { 5, 20, 10 })
        {
            var row = world.Row(await world.Person($"p{minutes}"), after: Duration.FromMinutes(-minutes));
            due.Add((await world.Queue(row)).Id);
        }

        await world.Run();

        world.Web.Asked.Select(asked => asked.Message.DeliveryId).ShouldBe([due[1], due[2], due[0]]);
    }

    [Fact]
    public async Task Who_is_being_written_to_and_what_a_node_holds_is_passed_over()
    {
        using var world = OutboxWorld.With();
        var (ana, ben, cem) = (await world.Person("ana"), await world.Person("ben"), await world.Person("cem"));
        await world.Queue(world.Row(ana));
        var free = await world.Queue(world.Row(ben));
        var held = world.Row(cem);
        (held.LeaseId, held.LeaseUntil) = (Guid.NewGuid(), world.Now + Duration.FromMinutes(1));
        await world.Queue(held);

        (await Next(world, PlacesTests.Everywhere(8), ana.Id)).ShouldBe([free.Id]);
    }

    /// <summary>Slack has no place; what goes elsewhere has, and so has what goes nowhere, which ends without one.</summary>
    [Fact]
    public async Task Where_a_platform_is_closed_the_places_of_the_others_are_taken_once()
    {
        using var world = OutboxWorld.With();
        await Queue(world, Lane.Normal, 3, PlatformName.Slack);
        var teams = await Queue(world, Lane.Normal, 3, PlatformName.Teams);
        var web = await Queue(world, Lane.Normal, 3, PlatformName.Web);
        var unknown = await Queue(world, Lane.Normal, 3);
        Places Open(int many) =>
            new(
                Enum.GetValues<PlatformName>()
                    .ToDictionary(name => name, name => name == PlatformName.Slack ? new Room(many, 0) : new Room(many, many))
            );

        (await Next(world, Open(4))).Count.ShouldBe(4);
        (await Next(world, Open(20))).ShouldBe([.. teams, .. web, .. unknown], ignoreOrder: true);
    }

    [Fact]
    public async Task What_leaves_first_is_told_apart_first_and_what_follows_a_send_goes_where_that_went()
    {
        using var world = OutboxWorld.With();
        var send = Guid.CreateVersion7();
        await world.Act<Sends>(sends => sends.Start(send, default));
        var ofSend = await world.Queue(world.Row(await world.Person("ana"), Lane.Bulk, send: send));
        var bulk = await Queue(world, Lane.Bulk, 1);
        var normal = await Queue(world, Lane.Normal, 1);
        var urgent = await Queue(world, Lane.Urgent, 1);
        await Queue(world, Lane.Urgent, 1, PlatformName.Slack);
        var sent = await world.Queue(world.Row(await world.Person("eve"), Lane.Urgent));
        await using (var data = world.Open())
        {
            await data.Set<DeliveryRow>()
                .Where(row => row.Id == sent.Id)
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.State, DeliveryState.Sent));
        }

        await world.Update(sent, new { At = "11:00" });

        foreach (var most in new[] { 1, 2, 3, 4, 9 })
        {
            IReadOnlyList<(Guid Id, Guid RecipientId)> unaimed = [];
            await world.Act<Due>(async due => unaimed = await due.Unaimed(world.Now, most, default));
            unaimed.Select(row => row.Id).ShouldBe(new[] { urgent[0], normal[0], bulk[0], ofSend.Id }.Take(most));
        }
    }
}
