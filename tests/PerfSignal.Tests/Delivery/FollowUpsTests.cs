using Microsoft.EntityFrameworkCore;
using NodaTime;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Delivery;

namespace PerfSignal.Tests.Delivery;

public sealed class FollowUpsTests
{
    [Fact]
    public async Task An_update_changes_the_message_that_was_sent()
    {
        using var world = OutboxWorld.With();
        var send = await world.Queue(world.Row(await world.Person("ana"), model: """{"at":"10:00"}"""));
        await world.Run();
        var update = await world.Update(send, new { At = "11:00" });

        await world.Run();

        var (act, message) = world.Web.Asked.Last();
        (act, message.DeliveryId, message.MessageId, message.Model["at"]!.GetValue<string>()).ShouldBe(
            (DeliveryAct.Update, send.Id, "m-" + send.Id, "11:00")
        );
        message.ConversationId.ShouldBe("c-ana@example.com");
        (await world.Stored(update)).State.ShouldBe(DeliveryState.Sent);
    }

    [Fact]
    public async Task An_update_of_what_has_not_left_is_told_with_the_first_message()
    {
        using var world = OutboxWorld.With();
        var send = await world.Queue(world.Row(await world.Person("ana"), after: Duration.FromMinutes(10), model: """{"at":"10:00"}"""));
        var first = await world.Update(send, new { At = "11:00" });
        world.Clock.Advance(Duration.FromMilliseconds(1));
        var second = await world.Update(send, new { At = "12:00" });

        await world.Run();
        world.Clock.Advance(Duration.FromMinutes(10));
        await world.Run();

        world.Web.Asked.Single().Message.Model["at"]!.GetValue<string>().ShouldBe("12:00");
        foreach (var update in new[] { first, second })
        {
            var stored = await world.Stored(update);
            (stored.State, stored.Reason).ShouldBe((DeliveryState.Cancelled, "told_with_first"));
        }
    }

    [Fact]
    public async Task An_update_for_later_leaves_the_waiting_message_as_it_is()
    {
        using var world = OutboxWorld.With();
        var send = await world.Queue(world.Row(await world.Person("ana"), after: Duration.FromMinutes(10), model: """{"at":"10:00"}"""));
        var update = await world.Update(send, new { At = "11:00" }, after: Duration.FromMinutes(30));

        await world.RunOut();

        world.Web.Asked.Select(asked => asked.Act).ShouldBe([DeliveryAct.Send, DeliveryAct.Update]);
        world.Web.Asked.First().Message.Model["at"]!.GetValue<string>().ShouldBe("10:00");
        (await world.Stored(update)).State.ShouldBe(DeliveryState.Sent);
    }

    [Fact]
    public async Task An_update_waits_while_it_is_unknown_whether_the_message_arrived()
    {
        using var world = OutboxWorld.With();
        world.Web.Fails(FailureCategory.Uncertain);
        var send = await world.Queue(world.Row(await world.Person("ana"), model: """{"at":"10:00"}"""));
        await world.Run();
        await world.Update(send, new { At = "11:00" });
        await world.Run();
        world.Web.Asked.Count.ShouldBe(1);

        await world.RunOut();

        world
            .Web.Asked.Select(asked => (asked.Act, asked.Message.Model["at"]!.GetValue<string>()))
            .ShouldBe([(DeliveryAct.Send, "10:00"), (DeliveryAct.Send, "10:00"), (DeliveryAct.Update, "11:00")]);
    }

    [Fact]
    public async Task Updates_keep_their_order()
    {
        using var world = OutboxWorld.With();
        var send = await world.Queue(world.Row(await world.Person("ana")));
        await world.Run();
        world.Web.Fails(FailureCategory.Transient);
        await world.Update(send, new { At = "11:00" });
        world.Clock.Advance(Duration.FromSeconds(1));
        await world.Update(send, new { At = "12:00" });

        await world.RunOut();

        world.Web.Asked.Last().Message.Model["at"]!.GetValue<string>().ShouldBe("12:00");
    }

    [Fact]
    public async Task What_follows_a_message_that_was_never_sent_is_cancelled()
    {
        using var world = OutboxWorld.With();
        world.Check.Reason = "cancelled";
        var send = await world.Queue(world.Row(await world.Person("ana"), check: "brief"));
        await world.Run();
        var update = await world.Update(send, new { });
        var retract = await world.Retract(send);

        await world.Run();

        foreach (var row in new[] { update, retract })
        {
            var stored = await world.Stored(row);
            (stored.State, stored.Reason).ShouldBe((DeliveryState.Cancelled, "never_sent"));
        }

        world.Web.Asked.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_check_is_asked_again_before_an_update()
    {
        using var world = OutboxWorld.With();
        var send = await world.Queue(world.Row(await world.Person("ana"), Lane.Urgent));
        await world.Run();
        world.Check.Reason = "manager_changed";
        var update = await world.Update(send, new { }, check: "brief");

        await world.Run();

        var stored = await world.Stored(update);
        (stored.State, stored.Reason).ShouldBe((DeliveryState.Excluded, "manager_changed"));
    }

    [Fact]
    public async Task A_message_taken_back_before_it_left_never_leaves()
    {
        using var world = OutboxWorld.With();
        var send = await world.Queue(world.Row(await world.Person("ana"), after: Duration.FromMinutes(10)));
        var retract = await world.Retract(send);

        await world.RunOut();

        (await world.Stored(send)).Reason.ShouldBe("withdrawn");
        (await world.Stored(send)).State.ShouldBe(DeliveryState.Cancelled);
        (await world.Stored(retract)).State.ShouldBe(DeliveryState.Cancelled);
        world.Web.Asked.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_message_taken_back_is_marked_and_no_longer_updated_even_for_someone_on_pause()
    {
        using var world = OutboxWorld.With();
        var ana = await world.Person("ana");
        var send = await world.Queue(world.Row(ana));
        await world.Run();
        await using (var data = world.Open())
        {
            (await data.People.FindAsync(ana.Id))!.PausedUntil = world.Now + Duration.FromDays(3);
            await data.SaveChangesAsync();
        }

        await world.Retract(send);
        await world.Run();
        var update = await world.Update(send, new { });
        await world.Run();

        var stored = await world.Stored(send);
        (stored.State, stored.Retracted).ShouldBe((DeliveryState.Sent, true));
        (await world.Stored(update)).Reason.ShouldBe("withdrawn");
        world.Web.Asked.Select(asked => asked.Act).ShouldBe([DeliveryAct.Send, DeliveryAct.Retract]);
    }

    [Fact]
    public async Task A_great_many_that_follow_messages_never_sent_end_a_piece_at_a_time()
    {
        using var world = OutboxWorld.With();
        var person = await world.Person("ana");
        var sends = Enumerable
            .Range(0, (2 * FollowUps.Piece) + 50)
            .Select(_ =>
            {
                var send = world.Row(person);
                (send.State, send.Reason, send.EndedAt) = (DeliveryState.Excluded, "paused", world.Now);
                return send;
            })
            .ToList();
        await world.Act<Outbox>(async outbox =>
        {
            await outbox.Queue(sends, default);
            await outbox.Queue([.. sends.Select(send => outbox.Retract(send, $"retract:{send.Id:N}"))], default);
        });

        await world.Act<FollowUps>(async follow => (await follow.Settle(default)).ShouldBeTrue());
        await using (var data = world.Open())
        {
            (await data.Set<DeliveryRow>().CountAsync(row => row.Reason == "never_sent")).ShouldBe(FollowUps.Piece);
        }

        // A round of the outbox goes on until none is left.
        await world.Run();
        await using var after = world.Open();
        (await after.Set<DeliveryRow>().CountAsync(row => row.State == DeliveryState.Waiting)).ShouldBe(0);
    }
}
