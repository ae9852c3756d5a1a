using Microsoft.EntityFrameworkCore;
using NodaTime;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.Governance;

namespace PerfSignal.Tests.Delivery;

/// <summary>An end says the same whether it is written alone or in few statements with those of others.</summary>
public sealed class EndsTests
{
    /// <summary>Rows that this node holds and has begun.</summary>
    private static async Task<List<DeliveryRow>> Begun(OutboxWorld world, int many, Action<DeliveryRow>? change = null)
    {
        for (var i = 0; i < many; i++)
        {
            var row = world.Row(await world.Person($"p{i}"));
            change?.Invoke(row);
            await world.Queue(row);
        }

        return await Taken(world, many);
    }

    private static async Task<List<DeliveryRow>> Taken(OutboxWorld world, int many)
    {
        var rows = new List<DeliveryRow>();
        await world.Act<Claims>(async claims =>
        {
            var taken = await claims.Take(Guid.NewGuid(), PlacesTests.Everywhere(many), [], new Holds(), default);
            rows.AddRange(taken.Select(one => one.Row));
            await claims.Begin([.. rows.Select(row => (row, PlatformName.Teams))], default);
        });
        rows.Count.ShouldBe(many);
        return rows;
    }

    private static async Task<IReadOnlyList<DeliveryRow>> Write(OutboxWorld world, IEnumerable<DeliveryRow> rows, Step step)
    {
        IReadOnlyList<DeliveryRow> lost = [];
        await world.Act<Ends>(async ends => lost = await ends.Write([.. rows.Select(row => (row, step))], default));
        return lost;
    }

    private static async Task<int> Told(OutboxWorld world)
    {
        await using var data = world.Open();
        return await data.Set<AuditEntry>().CountAsync(entry => entry.Act == "sent");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Stores_what_is_known_of_a_message_that_was_sent(int many)
    {
        using var world = OutboxWorld.With();
        var rows = await Begun(world, many);
        var step = new Step(DeliveryState.Sent, world.Now, 2)
        {
            Word = "word",
            Platform = PlatformName.Teams,
            Workspace = "T1",
            ConversationId = "c",
            MessageId = "m",
            PossiblyDoubled = true,
        };

        (await Write(world, rows, step)).ShouldBeEmpty();

        foreach (var row in rows)
        {
            var stored = await world.Stored(row);
            (stored.State, stored.Attempts, stored.Word, stored.Platform, stored.Workspace).ShouldBe(
                (DeliveryState.Sent, 2, "word", PlatformName.Teams, "T1")
            );
            (stored.ConversationId, stored.PlatformMessageId, stored.PossiblyDoubled, stored.EndedAt).ShouldBe(("c", "m", true, world.Now));
            (stored.LeaseId, stored.LeaseUntil, stored.BegunAt).ShouldBe((null, null, null));
        }

        (await Told(world)).ShouldBe(many);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Keeps_what_is_known_of_a_message_that_waits_on(int many)
    {
        using var world = OutboxWorld.With();
        var rows = await Begun(world, many, row => (row.ConversationId, row.PlatformMessageId) = ("c", "m"));
        var later = world.Now + Duration.FromMinutes(1);
        var step = new Step(DeliveryState.Waiting, later, 1) { Category = FailureCategory.Uncertain, Platform = PlatformName.Teams };

        (await Write(world, rows, step)).ShouldBeEmpty();

        foreach (var row in rows)
        {
            var stored = await world.Stored(row);
            (stored.State, stored.NotBefore, stored.MayHaveArrived, stored.EndedAt).ShouldBe((DeliveryState.Waiting, later, true, null));
            (stored.ConversationId, stored.PlatformMessageId).ShouldBe(("c", "m"));
            (stored.LeaseId, stored.LeaseUntil, stored.BegunAt).ShouldBe((null, null, null));
        }

        (await Told(world)).ShouldBe(0);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Marks_what_was_taken_back(int many)
    {
        using var world = OutboxWorld.With();
        var sent = await Begun(world, many);
        await Write(world, sent, new Step(DeliveryState.Sent, world.Now, 1) { Platform = PlatformName.Teams });
        foreach (var send in sent)
        {
            await world.Retract(send);
        }

        var step = new Step(DeliveryState.Sent, world.Now, 1) { Platform = PlatformName.Teams };
        (await Write(world, await Taken(world, many), step)).ShouldBeEmpty();

        foreach (var send in sent)
        {
            (await world.Stored(send)).Retracted.ShouldBeTrue();
        }
    }

    [Fact]
    public async Task Of_a_group_only_what_lost_its_lease_is_left_to_the_other_node()
    {
        using var world = OutboxWorld.With();
        var rows = await Begun(world, 3);
        var other = Guid.NewGuid();
        await using (var data = world.Open())
        {
            await data.Set<DeliveryRow>()
                .Where(row => row.Id == rows[1].Id)
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.LeaseId, other));
        }

        var lost = await Write(world, rows, new Step(DeliveryState.Sent, world.Now, 1) { Platform = PlatformName.Teams });

        lost.ShouldBe([rows[1]]);
        (await world.Stored(rows[0])).State.ShouldBe(DeliveryState.Sent);
        (await world.Stored(rows[2])).State.ShouldBe(DeliveryState.Sent);
        var held = await world.Stored(rows[1]);
        (held.State, held.LeaseId).ShouldBe((DeliveryState.Waiting, other));
        (await Told(world)).ShouldBe(2);
    }
}
