using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PerfSignal.Core.Broadcasts;
using PerfSignal.Core.Data;
using PerfSignal.Core.Delivery;
using static PerfSignal.Tests.Broadcasts.BroadcastWorld;

namespace PerfSignal.Tests.Broadcasts;

/// <summary>Somebody acts on what they saw, and it is something else by then.</summary>
public sealed class SecondLookTests
{
    [Fact]
    public async Task Approves_only_what_was_looked_at()
    {
        using var world = new BroadcastWorld(approveAbove: 1);
        world.AddMany(2);
        var id = await world.Requested(Wish());
        var seen = world.Stored(id).Version;

        await world.Act(acts => acts.Save(new(world.Hana.Id), id, Wish() with { TextEn = "Something else." }, default));
        await world.Act(acts => acts.Request(new(world.Hana.Id), id, default));
        var result = await world.Act(acts => acts.Approve(new(world.Hugo.Id), id, default, seen));

        result.ShouldBe(new BroadcastResult.Refused("changed"));
        world.Stored(id).State.ShouldBe(BroadcastState.AwaitingApproval);
        var now = world.Stored(id).Version;
        (await world.Act(acts => acts.Approve(new(world.Hugo.Id), id, default, now))).ShouldBeOfType<BroadcastResult.Done>();
    }

    [Fact]
    public async Task Does_not_cancel_as_unsent_what_began_to_leave_at_this_moment()
    {
        using var world = new BroadcastWorld();
        world.AddMany(5);
        var id = await world.Requested(Wish());
        var others = 0;

        // Between reading and saving, as two requests at once do: the first look finds it unsent, the outbox begins it, and then it is cancelled.
        var result = await world.Do<BroadcastChange, BroadcastResult>(change =>
            change.Do(
                new(world.Hana.Id),
                id,
                BroadcastAct.Cancel,
                async broadcast =>
                {
                    if (others++ == 0)
                    {
                        broadcast.StartedAt.ShouldBeNull();
                        (broadcast.State, broadcast.NextAt, broadcast.EndedAt) = (BroadcastState.Cancelled, null, world.Now);
                        await world.Do<BroadcastTurn, bool>(turn => turn.Begin(id, default));
                        return null;
                    }

                    broadcast.StartedAt.ShouldNotBeNull();
                    return new BroadcastResult.Refused("state_sending");
                },
                default
            )
        );

        result.ShouldBe(new BroadcastResult.Refused("state_sending"));
        await world.Tick();
        world.Rows(id).Count(row => row.State == DeliveryState.Sent).ShouldBe(5);
    }

    [Fact]
    public async Task A_refusal_keeps_what_else_was_noted_in_the_same_turn()
    {
        using var world = new BroadcastWorld(approveAbove: 1);
        world.AddMany(2);
        var id = await world.Requested(Wish());

        await using (var scope = world.Services([]).CreateAsyncScope())
        {
            var data = scope.ServiceProvider.GetRequiredService<PerfSignalData>();
            data.Add(Hr(world.Dora, "Support"));
            var result = await scope
                .ServiceProvider.GetRequiredService<BroadcastChange>()
                .Do(
                    new(world.Hugo.Id),
                    id,
                    BroadcastAct.Approve,
                    broadcast =>
                    {
                        broadcast.Title = "Not to be kept";
                        return Task.FromResult<BroadcastResult?>(new BroadcastResult.Refused("own"));
                    },
                    default
                );
            result.ShouldBe(new BroadcastResult.Refused("own"));
            await data.SaveChangesAsync();
        }

        using var after = world.Open();
        (await after.PersonRoles.CountAsync(role => role.PersonId == world.Dora.Id)).ShouldBe(2);
        world.Stored(id).Title.ShouldBe("Goals");
    }
}
