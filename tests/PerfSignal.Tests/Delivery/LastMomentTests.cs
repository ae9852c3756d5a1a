using Microsoft.EntityFrameworkCore;
using NodaTime;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.People;

namespace PerfSignal.Tests.Delivery;

/// <summary>What is asked of a message after it was claimed, right before it leaves.</summary>
public sealed class LastMomentTests
{
    /// <summary>23:30 in Berlin, where the organisation is quiet from 20:00 to 07:00.</summary>
    private static readonly Instant Night = Instant.FromUtc(2026, 11, 23, 22, 30);

    private static async Task Change(OutboxWorld world, Person person, Action<Person> change)
    {
        await using var data = world.Open();
        change(await data.People.SingleAsync(one => one.Id == person.Id));
        await data.SaveChangesAsync();
    }

    [Fact]
    public async Task What_expires_while_an_earlier_message_is_on_its_way_does_not_leave()
    {
        using var world = new OutboxWorld(settings: new DispatchSettings(AtOnce: 8));
        var ana = await world.Person("ana");
        world.Web.Does(
            (message, _) =>
            {
                world.Clock.Advance(Duration.FromSeconds(20));
                return Task.FromResult(FakePlatform.Delivered(message));
            }
        );
        await world.Queue(world.Row(ana));
        var second = await world.Queue(world.Row(ana, expires: Duration.FromSeconds(20)));

        await world.Run();

        var stored = await world.Stored(second);
        (stored.State, stored.Reason, stored.EndedAt).ShouldBe((DeliveryState.Expired, "expired", world.Now));
        world.Web.Asked.Count.ShouldBe(1);
    }

    [Fact]
    public async Task What_a_node_holds_does_not_expire_behind_its_back()
    {
        using var world = OutboxWorld.With();
        var row = world.Row(await world.Person("ana"), expires: Duration.FromMinutes(-1));
        (row.LeaseId, row.LeaseUntil) = (Guid.NewGuid(), world.Now + Duration.FromMinutes(1));
        await world.Queue(row);

        await world.Run();
        (await world.Stored(row)).State.ShouldBe(DeliveryState.Waiting);
        world.Clock.Advance(Duration.FromMinutes(2));
        await world.Run();

        (await world.Stored(row)).State.ShouldBe(DeliveryState.Expired);
    }

    [Fact]
    public async Task What_another_node_took_over_after_it_was_claimed_is_not_sent()
    {
        using var world = OutboxWorld.With();
        var row = await world.Queue(world.Row(await world.Person("ana"), check: "brief"));
        var other = Guid.NewGuid();
        world.Check.OfMany = one =>
        {
            using var data = world.Open();
            data.Set<DeliveryRow>()
                .Where(stored => stored.Id == one.Id)
                .ExecuteUpdate(set => set.SetProperty(stored => stored.LeaseId, other));
            return null;
        };

        await world.Run();

        world.Web.Asked.ShouldBeEmpty();
        var held = await world.Stored(row);
        (held.State, held.LeaseId, held.BegunAt).ShouldBe((DeliveryState.Waiting, other, null));
    }

    /// <summary>What changes a card that is there makes no sound.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_update_is_held_by_neither_a_pause_nor_quiet_hours(bool paused)
    {
        using var world = OutboxWorld.With();
        var ana = await world.Person("ana");
        var send = await world.Queue(world.Row(ana));
        await world.Run();
        if (paused)
        {
            await Change(world, ana, person => person.PausedUntil = world.Now + Duration.FromDays(1));
        }
        else
        {
            world.Clock.Set(Night + Duration.FromDays(1));
        }

        var update = await world.Update(send, new { At = "11:00" });
        await world.Run();

        (await world.Stored(update)).State.ShouldBe(DeliveryState.Sent);
    }

    /// <summary>A channel does not ring for whom the card is about.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_channel_is_held_by_neither_the_pause_nor_the_quiet_hours_of_whom_it_is_about(bool paused)
    {
        var slack = new FakePlatform(PlatformName.Slack);
        using var world = OutboxWorld.With(slack);
        if (!paused)
        {
            world.Clock.Set(Night);
        }

        var ana = await world.Person("ana", person => person.PausedUntil = paused ? world.Now + Duration.FromDays(1) : null);
        var row = await world.Queue(
            new DeliveryRow
            {
                Id = Guid.CreateVersion7(),
                RecipientId = ana.Id,
                Act = DeliveryAct.Send,
                Platform = PlatformName.Slack,
                Channel = "C1",
                Card = "note",
                Model = "{}",
                Language = "en",
                DedupeKey = "channel",
                Lane = Lane.Normal,
                NotBefore = world.Now,
                ExpiresAt = world.Now + Duration.FromDays(1),
                CreatedAt = world.Now,
            }
        );

        await world.Run();

        (await world.Stored(row)).State.ShouldBe(DeliveryState.Sent);
        slack.Asked.Single().Message.Channel.ShouldBe("C1");
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData(FailureCategory.Transient, null)]
    [InlineData(FailureCategory.Uncertain, PlatformName.Web)]
    public async Task After_quiet_hours_the_platform_is_chosen_anew_unless_the_message_may_be_there(
        FailureCategory? before,
        PlatformName? platform
    )
    {
        using var world = OutboxWorld.With();
        world.Clock.Set(Night);
        var row = world.Row(await world.Person("ana"));
        (row.Platform, row.Category) = (PlatformName.Web, before);
        await world.Queue(row);

        await world.Run();

        var stored = await world.Stored(row);
        (stored.State, stored.Platform, stored.Category).ShouldBe((DeliveryState.Waiting, platform, before));
    }

    [Fact]
    public async Task What_was_taken_back_a_moment_ago_is_not_updated()
    {
        using var world = OutboxWorld.With();
        var send = await world.Queue(world.Row(await world.Person("ana")));
        await world.Run();
        await world.Retract(send);
        world.Clock.Advance(Duration.FromMilliseconds(1));
        var update = await world.Update(send, new { At = "11:00" });

        await world.Run();

        var stored = await world.Stored(update);
        (stored.State, stored.Reason).ShouldBe((DeliveryState.Cancelled, "withdrawn"));
        world.Web.Asked.Select(asked => asked.Act).ShouldBe([DeliveryAct.Send, DeliveryAct.Retract]);
    }

    [Fact]
    public async Task What_was_sent_is_taken_back_also_from_whoever_has_left()
    {
        using var world = OutboxWorld.With();
        var ana = await world.Person("ana");
        var send = await world.Queue(world.Row(ana, after: Duration.FromMinutes(1)));
        world.Clock.Advance(Duration.FromMinutes(1));
        await world.Run();
        await Change(world, ana, person => person.LastDay = new LocalDate(2026, 11, 1));
        await world.Retract(send);

        await world.Run();

        (await world.Stored(send)).Retracted.ShouldBeTrue();
        // A platform that looks whether the message is there looks from when it was written down.
        world.Web.Asked.ShouldAllBe(asked => asked.Message.Since == send.CreatedAt);
    }

    [Fact]
    public async Task A_platform_that_hangs_counts_as_not_having_answered()
    {
        var slack = new FakePlatform(PlatformName.Slack).Does(
            async (_, ct) =>
            {
                await Task.Delay(Timeout.Infinite, ct);
                throw new InvalidOperationException("never");
            }
        );
        using var world = new OutboxWorld(
            settings: new DispatchSettings { Timeout = Duration.FromMilliseconds(30), UncertainWait = Duration.FromSeconds(5) },
            platforms: slack
        );
        var row = await world.Queue(world.Row(await world.Person("ana")));

        await world.Run().WaitAsync(TimeSpan.FromSeconds(10));

        var stored = await world.Stored(row);
        (stored.State, stored.Attempts, stored.Category, stored.Word).ShouldBe(
            (DeliveryState.Waiting, 1, FailureCategory.Uncertain, "no_answer")
        );
        stored.NotBefore.ShouldBe(world.Now + Duration.FromSeconds(5));
    }
}
