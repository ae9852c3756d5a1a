using Microsoft.EntityFrameworkCore;
using PerfSignal.Core.Delivery;

namespace PerfSignal.Tests.Delivery;

public sealed class FairnessTests
{
    private static async Task<Guid> Queue(OutboxWorld world, string name, int count, Lane lane = Lane.Bulk, bool ofSend = true)
    {
        var id = Guid.CreateVersion7();
        if (ofSend)
        {
            await world.Act<Sends>(sends => sends.Start(id, default));
        }

        for (var i = 0; i < count; i++)
        {
            var person = await world.Person($"{name}{i}");
            await world.Queue(world.Row(person, lane, send: ofSend ? id : null));
        }

        return id;
    }

    /// <summary>The names of those who were written to, in order, without their numbers.</summary>
    private static List<string> Order(OutboxWorld world) =>
        [.. world.Web.Asked.Select(asked => asked.Message.Recipient.Name.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9'))];

    [Theory]
    [InlineData(1, 30, 3)]
    [InlineData(4, 30, 3)]
    [InlineData(5, 17, 9)]
    [InlineData(8, 30, 10)]
    public async Task A_small_send_is_out_while_most_of_a_big_one_still_waits(int atOnce, int many, int few)
    {
        using var world = new OutboxWorld(settings: new DispatchSettings(atOnce));
        await Queue(world, "big", many);
        await Queue(world, "small", few);

        await world.Run();

        var order = Order(world);
        order.Count.ShouldBe(many + few);
        // Each has half of what leaves, give or take what is on its way at once.
        order.LastIndexOf("small").ShouldBeLessThan((2 * few) + (2 * atOnce));
    }

    [Fact]
    public async Task Bulk_messages_without_a_send_take_turns_with_the_sends()
    {
        using var world = new OutboxWorld(settings: new DispatchSettings(AtOnce: 1));
        await Queue(world, "own", 3, ofSend: false);
        await Queue(world, "send", 3);
        await Queue(world, "other", 3);

        await world.Run();

        Order(world).Chunk(3).ShouldAllBe(round => round.Distinct().Count() == 3);
    }

    [Fact]
    public async Task Urgent_and_normal_messages_leave_before_every_send()
    {
        using var world = new OutboxWorld(settings: new DispatchSettings(AtOnce: 1));
        await Queue(world, "bulk", 3);
        await Queue(world, "normal", 2, Lane.Normal, ofSend: false);
        await Queue(world, "urgent", 2, Lane.Urgent, ofSend: false);

        await world.Run();

        Order(world).ShouldBe(["urgent", "urgent", "normal", "normal", "bulk", "bulk", "bulk"]);
    }

    /// <summary>Whichever comes first: a place that is left over belongs to nobody.</summary>
    [Theory]
    [InlineData(1, 20)]
    [InlineData(20, 1)]
    public async Task What_one_send_does_not_need_another_gets(int first, int second)
    {
        using var world = new OutboxWorld(settings: new DispatchSettings(AtOnce: 8));
        await Queue(world, "first", first);
        await Queue(world, "second", second);
        var taken = new List<int>();
        await world.Act<Due>(async due => taken.Add((await due.Next(world.Now, PlacesTests.Everywhere(8), [], default)).Count));

        taken.ShouldBe([8]);
    }

    [Fact]
    public async Task What_is_free_at_one_moment_is_shared_by_all_sends()
    {
        using var world = OutboxWorld.With();
        for (var i = 0; i < 3; i++)
        {
            await Queue(world, $"send{i}-", 9);
        }

        IReadOnlyCollection<Guid> taken = [];
        await world.Act<Due>(async due => taken = await due.Next(world.Now, PlacesTests.Everywhere(9), [], default));

        await using var data = world.Open();
        var sends = await data.Set<DeliveryRow>().Where(row => taken.Contains(row.Id)).Select(row => row.SendId).ToListAsync();
        sends.GroupBy(send => send).Select(rows => rows.Count()).ShouldBe([3, 3, 3]);
    }

    [Fact]
    public void Who_was_served_longest_ago_comes_first_and_who_has_nothing_is_forgotten()
    {
        var turns = new Turns();
        Guid[] all = [.. Enumerable.Range(0, 3).Select(_ => Guid.CreateVersion7()).Order()];
        turns.Order(all);
        turns.Served(all[0]);
        turns.Served(all[2]);

        turns.Order(all).ShouldBe([all[1], all[0], all[2]]);
        turns.Order([all[2]]).ShouldBe([all[2]]);
        turns.Order(all).ShouldBe([all[0], all[1], all[2]]);
    }
}
