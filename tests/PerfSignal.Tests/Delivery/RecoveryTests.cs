using Microsoft.EntityFrameworkCore;
using NodaTime;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Delivery;

namespace PerfSignal.Tests.Delivery;

public sealed class RecoveryTests
{
    private static async Task Interrupt(OutboxWorld world, DeliveryRow row, bool begun)
    {
        Instant? over = world.Now - Duration.FromSeconds(1);
        await using var data = world.Open();
        await data.Set<DeliveryRow>()
            .Where(other => other.Id == row.Id)
            .ExecuteUpdateAsync(set =>
                set.SetProperty(other => other.LeaseId, Guid.NewGuid())
                    .SetProperty(other => other.LeaseUntil, over)
                    .SetProperty(other => other.Platform, PlatformName.Teams)
                    .SetProperty(other => other.BegunAt, begun ? over : null)
            );
    }

    [Theory]
    [InlineData(false, 1, false)]
    [InlineData(true, 2, true)]
    public async Task Only_what_was_begun_can_have_arrived(bool begun, int attempts, bool doubled)
    {
        var teams = new FakePlatform(PlatformName.Teams);
        using var world = OutboxWorld.With(teams);
        var row = await world.Queue(world.Row(await world.Person("ana")));
        await Interrupt(world, row, begun);

        await world.Run();

        var stored = await world.Stored(row);
        (stored.State, stored.Attempts, stored.PossiblyDoubled, stored.BegunAt).ShouldBe((DeliveryState.Sent, attempts, doubled, null));
        teams.Asked.Single().Message.MayHaveArrived.ShouldBe(begun);
    }

    [Fact]
    public async Task That_the_platform_is_asked_is_stored_before_also_at_the_second_attempt()
    {
        var stored = new List<Instant?>();
        var teams = new FakePlatform(PlatformName.Teams);
        using var world = OutboxWorld.With(teams);
        var row = await world.Queue(world.Row(await world.Person("ana")));
        for (var i = 0; i < 2; i++)
        {
            teams.Does(
                async (_, _) =>
                {
                    stored.Add((await world.Stored(row)).BegunAt);
                    return new DeliveryResult.Failed(FailureCategory.Transient, "http_503");
                }
            );
        }

        await world.Run();
        (await world.Stored(row)).BegunAt.ShouldBeNull();
        world.Clock.Advance(Duration.FromMinutes(2));
        await world.Run();

        stored.Count.ShouldBe(2);
        stored.ShouldAllBe(begun => begun != null);
    }

    [Fact]
    public async Task Who_gets_several_gets_none_under_a_lease_that_is_nearly_over()
    {
        var teams = new FakePlatform(PlatformName.Teams);
        using var world = new OutboxWorld(settings: new DispatchSettings(AtOnce: 8), platforms: teams);
        var ana = await world.Person("ana");
        var first = await world.Queue(world.Row(ana));
        var second = await world.Queue(world.Row(ana));
        Instant? lease = null;
        teams.Does(
            (message, _) =>
            {
                world.Clock.Advance(Duration.FromMinutes(1));
                return Task.FromResult(FakePlatform.Delivered(message));
            }
        );
        teams.Does(
            async (message, _) =>
            {
                lease = (await world.Stored(second)).LeaseUntil;
                return FakePlatform.Delivered(message);
            }
        );

        await world.Run();

        // A minute of the two had passed, and a send may take half of one: the second message waited for a lease of its own.
        lease.ShouldBe(world.Now + Duration.FromMinutes(2));
        teams.Asked.Select(asked => asked.Message.DeliveryId).ShouldBe([first.Id, second.Id]);
    }

    [Fact]
    public async Task Who_gets_several_gets_no_more_of_them_once_the_service_stops()
    {
        var teams = new FakePlatform(PlatformName.Teams);
        using var world = new OutboxWorld(settings: new DispatchSettings(AtOnce: 8), platforms: teams);
        var ana = await world.Person("ana");
        await world.Queue(world.Row(ana));
        var second = await world.Queue(world.Row(ana));
        using var stop = new CancellationTokenSource();
        teams.Does(
            async (message, _) =>
            {
                (await world.Stored(second)).LeaseId.ShouldNotBeNull();
                await stop.CancelAsync();
                return FakePlatform.Delivered(message);
            }
        );

        await Should.ThrowAsync<OperationCanceledException>(() => world.Run(stop.Token));

        teams.Asked.Count.ShouldBe(1);
        var stored = await world.Stored(second);
        (stored.State, stored.LeaseId, stored.Attempts).ShouldBe((DeliveryState.Waiting, null, 0));
    }

    [Fact]
    public async Task A_platform_that_hangs_does_not_hold_up_the_stop()
    {
        using var stop = new CancellationTokenSource();
        var teams = new FakePlatform(PlatformName.Teams);
        using var world = new OutboxWorld(
            settings: new DispatchSettings(AtOnce: 2) { StopWithin = Duration.FromMilliseconds(50) },
            platforms: teams
        );
        var rows = new List<DeliveryRow>();
        for (var i = 0; i < 4; i++)
        {
            rows.Add(await world.Queue(world.Row(await world.Person($"p{i}"))));
            teams.Does(
                async (_, ct) =>
                {
                    await stop.CancelAsync();
                    await Task.Delay(Timeout.Infinite, ct);
                    throw new InvalidOperationException("never");
                }
            );
        }

        await Should.ThrowAsync<OperationCanceledException>(() => world.Run(stop.Token).WaitAsync(TimeSpan.FromSeconds(8)));

        var ends = new List<DeliveryRow>();
        foreach (var row in rows)
        {
            ends.Add(await world.Stored(row));
        }

        ends.ShouldAllBe(row => row.State == DeliveryState.Waiting && row.LeaseId == null && row.BegunAt == null);
        // What was not asked is as it was; what was asked may have arrived.
        ends.ShouldAllBe(row =>
            row.Word == "stopped" ? row.MayHaveArrived && row.Attempts == 1 : row.Attempts == 0 && row.Category == null
        );
        ends.Count(row => row.Word == "stopped").ShouldBeInRange(1, 2);
    }
}
