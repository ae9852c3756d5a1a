using NodaTime;
using PerfSignal.Core.Broadcasts;
using PerfSignal.Core.Delivery;
using PerfSignal.Tests.Delivery;
using static PerfSignal.Tests.Broadcasts.BroadcastWorld;

namespace PerfSignal.Tests.Broadcasts;

public sealed class InterruptedTests
{
    [Fact]
    public async Task Killed_at_any_step_everyone_gets_one_row()
    {
        for (var at = 1; ; at++)
        {
            using var world = new BroadcastWorld(page: 2);
            world.AddMany(5);
            var id = await world.Requested(Wish());
            var kill = new Kill(at);
            await using (var node = world.Services([kill]))
            {
                try
                {
                    await world.MakeRows(node);
                }
                catch (KilledException) { }
                catch (AggregateException) { }
            }

            await world.Tick();

            world.Rows(id).Count(row => row.State == DeliveryState.Sent).ShouldBe(5, $"killed at step {at}");
            world.Platform.Asked.Count.ShouldBe(5);
            world.Stored(id).State.ShouldBe(BroadcastState.Done);
            if (!kill.Happened)
            {
                at.ShouldBeGreaterThan(15);
                return;
            }

            at += Environment.GetEnvironmentVariable("PERFSIGNAL_LONG") == "1" ? 0 : 3;
        }
    }

    [Fact]
    public async Task Two_nodes_at_once_make_each_row_once()
    {
        using var world = new BroadcastWorld(page: 2);
        world.AddMany(7);
        var id = await world.Requested(Wish());
        await using var other = world.Services([]);

        for (var i = 0; i < 3; i++)
        {
            await Task.WhenAll(world.MakeRows(), world.MakeRows(other));
        }

        await world.Tick();

        world.Rows(id).Count(row => row.State == DeliveryState.Sent).ShouldBe(7);
        world.Platform.Asked.Count.ShouldBe(7);
    }
}
