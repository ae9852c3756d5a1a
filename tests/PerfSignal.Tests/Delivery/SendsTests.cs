using Microsoft.EntityFrameworkCore;
using NodaTime;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.People;

namespace PerfSignal.Tests.Delivery;

public sealed class SendsTests
{
    private static async Task<(Guid Id, IReadOnlyList<DeliveryRow> Rows)> Send(
        OutboxWorld world,
        IEnumerable<Person> people,
        Duration? after = null,
        Duration? expires = null,
        bool close = true
    )
    {
        var id = Guid.CreateVersion7();
        var rows = people.Select(person => world.Row(person, Lane.Bulk, after: after, expires: expires, send: id)).ToList();
        await world.Act<Sends>(sends => sends.Start(id, default));
        await world.Act<Outbox>(outbox => outbox.Queue(rows, default));
        if (close)
        {
            await world.Act<Sends>(sends => sends.Close(id, default));
        }

        return (id, rows);
    }

    private static async Task<List<Person>> People(OutboxWorld world, int count)
    {
        var people = new List<Person>();
        for (var i = 0; i < count; i++)
        {
            people.Add(await world.Person($"p{i}"));
        }

        return people;
    }

    private static async Task<BulkSend> Stored(OutboxWorld world, Guid id)
    {
        await using var data = world.Open();
        return await data.Set<BulkSend>().SingleAsync(send => send.Id == id);
    }

    private static async Task<Account> AccountOf(OutboxWorld world, Guid id)
    {
        await using var data = world.Open();
        return await Account.Of(data.Set<DeliveryRow>().Where(row => row.SendId == id), default);
    }

    [Fact]
    public async Task A_send_ends_when_nothing_of_it_waits_and_no_more_rows_come()
    {
        using var world = OutboxWorld.With();
        var (id, _) = await Send(world, await People(world, 2), close: false);

        await world.Run();
        await world.Run();
        (await Stored(world, id)).EndedAt.ShouldBeNull();
        await world.Act<Sends>(sends => sends.Close(id, default));
        await world.Run();

        (await Stored(world, id)).EndedAt.ShouldBe(world.Now);
        (await AccountOf(world, id)).Sent.ShouldBe(2);
    }

    [Fact]
    public async Task A_paused_send_leaves_nothing_and_goes_on_when_resumed()
    {
        using var world = OutboxWorld.With();
        var (id, _) = await Send(world, await People(world, 2));
        await world.Act<Sends>(sends => sends.Pause(id, default));

        await world.Run();
        world.Web.Asked.ShouldBeEmpty();
        await world.Act<Sends>(sends => sends.Resume(id, default));
        await world.Run();

        world.Web.Asked.Count.ShouldBe(2);
    }

    [Fact]
    public async Task What_waits_in_a_paused_send_expires_all_the_same()
    {
        using var world = OutboxWorld.With();
        var (id, _) = await Send(world, await People(world, 2), expires: Duration.FromMinutes(5));
        await world.Act<Sends>(sends => sends.Pause(id, default));
        world.Clock.Advance(Duration.FromMinutes(5));

        await world.Run();

        (await AccountOf(world, id)).Expired.ShouldBe(2);
    }

    [Fact]
    public async Task Cancelling_ends_what_waits_and_leaves_what_was_sent()
    {
        using var world = OutboxWorld.With();
        world.Web.Fails(FailureCategory.Uncertain);
        var people = await People(world, 4);
        var (id, rows) = await Send(world, people.Take(3));
        await world.Run();
        await world.Act<Outbox>(outbox => outbox.Queue(world.Row(people[3], Lane.Bulk, after: Duration.FromHours(1), send: id), default));
        await world.Act<Sends>(sends => sends.Cancel(id, default));

        await world.Run();

        var account = await AccountOf(world, id);
        (account.Sent, account.Cancelled, account.Waiting, account.AddsUp).ShouldBe((2, 2, 0, true));
        (await Stored(world, id)).EndedAt.ShouldNotBeNull();
        await using var data = world.Open();
        var reasons = await data.Set<DeliveryRow>()
            .Where(row => row.State == DeliveryState.Cancelled)
            .Select(row => row.Reason)
            .ToListAsync();
        reasons.ShouldBe([Sends.CancelledUnsure, Sends.Cancelled], ignoreOrder: true);
        (await world.Stored(rows[0])).EndedAt.ShouldNotBeNull();
    }

    [Fact]
    public async Task What_is_on_its_way_when_its_send_is_cancelled_gets_its_real_end_first()
    {
        using var world = OutboxWorld.With();
        var (id, rows) = await Send(world, await People(world, 3));
        world
            .Web.Does(
                async (message, _) =>
                {
                    await world.Act<Sends>(sends => sends.Cancel(id, default));
                    return FakePlatform.Delivered(message);
                }
            )
            .Fails(FailureCategory.Transient);

        await world.Run();
        await world.Run();

        var account = await AccountOf(world, id);
        (account.Sent, account.Cancelled, account.Waiting).ShouldBe((1, 2, 0));
        (await world.Stored(rows[0])).State.ShouldBe(DeliveryState.Sent);
        world.Web.Asked.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Taking_back_retracts_what_was_sent_and_cancels_the_rest()
    {
        using var world = OutboxWorld.With();
        var people = await People(world, 4);
        var (id, _) = await Send(world, people.Take(3), close: false);
        await world.Run();
        await world.Act<Outbox>(outbox => outbox.Queue(world.Row(people[3], Lane.Bulk, after: Duration.FromHours(1), send: id), default));
        BulkSend? first = null;
        BulkSend? second = null;
        await world.Act<Sends>(async sends => first = await sends.RetractAll(id, default));
        await world.Act<Sends>(async sends => second = await sends.RetractAll(id, default));

        await world.Run();
        await world.Run();

        second!.Id.ShouldBe(first!.Id);
        (await AccountOf(world, first.Id)).Sent.ShouldBe(3);
        (await Stored(world, first.Id)).EndedAt.ShouldNotBeNull();
        var account = await AccountOf(world, id);
        (account.Sent, account.Cancelled, account.AddsUp).ShouldBe((3, 1, true));
        await using var data = world.Open();
        (await data.Set<DeliveryRow>().CountAsync(row => row.SendId == id && row.Retracted)).ShouldBe(3);
        world.Web.Asked.Count(asked => asked.Act == DeliveryAct.Retract).ShouldBe(3);
    }

    [Fact]
    public async Task What_failed_waits_again_with_a_note_of_it_and_what_was_sent_does_not()
    {
        using var world = OutboxWorld.With();
        world.Web.Fails(FailureCategory.Invalid).Fails(FailureCategory.Unauthorized);
        var (id, rows) = await Send(world, await People(world, 3), expires: Duration.FromMinutes(5));
        await world.Run();
        world.Clock.Advance(Duration.FromMinutes(20));
        await world.Run();
        var before = await AccountOf(world, id);
        (before.Failed, before.Expired).ShouldBe((2, 1));
        await world.Act<Sends>(sends => sends.RetryFailed(id, world.Now + Duration.FromHours(1), default));

        await world.Run();
        await world.Run();

        var account = await AccountOf(world, id);
        (account.Failed, account.Sent, account.Expired).ShouldBe((0, 2, 1));
        var again = await world.Stored(rows[0]);
        (again.RetriedAt, again.Attempts, again.Reason).ShouldBe((world.Now, 1, null));
        (await world.Stored(rows[2])).RetriedAt.ShouldBeNull();
        (await Stored(world, id)).EndedAt.ShouldNotBeNull();
    }

    [Fact]
    public async Task Trying_again_right_after_cancelling_lets_nothing_leave_that_was_cancelled()
    {
        using var world = OutboxWorld.With();
        world.Web.Fails(FailureCategory.Invalid);
        var people = await People(world, 3);
        var (id, rows) = await Send(world, people.Take(1), close: false);
        await world.Run();
        var waits = world.Row(people[1], Lane.Bulk, send: id);
        var underway = world.Row(people[2], Lane.Bulk, send: id);
        (underway.LeaseId, underway.LeaseUntil) = (Guid.NewGuid(), world.Now + Duration.FromMinutes(1));
        await world.Act<Outbox>(outbox => outbox.Queue([waits, underway], default));

        await world.Act<Sends>(sends => sends.Cancel(id, default));
        await world.Act<Sends>(sends => sends.RetryFailed(id, world.Now + Duration.FromHours(1), default));
        await world.Run();

        (await world.Stored(waits)).Reason.ShouldBe(Sends.Cancelled);
        (await world.Stored(rows[0])).State.ShouldBe(DeliveryState.Failed);
        world.Clock.Advance(Duration.FromMinutes(2));
        await world.RunOut();
        await world.Run();
        (await world.Stored(underway)).Reason.ShouldBe(Sends.Cancelled);
        (await world.Stored(rows[0])).State.ShouldBe(DeliveryState.Sent);
        world.Web.Asked.Count.ShouldBe(2);
        (await Stored(world, id)).ShouldSatisfyAllConditions(
            send => send.EndedAt.ShouldNotBeNull(),
            send => send.CancelledAt.ShouldBeNull()
        );
    }

    [Fact]
    public async Task Cancelling_right_after_trying_again_leaves_what_failed_as_it_was()
    {
        using var world = OutboxWorld.With();
        world.Web.Fails(FailureCategory.Invalid);
        var (id, rows) = await Send(world, await People(world, 1));
        await world.Run();
        await world.Act<Sends>(sends => sends.RetryFailed(id, world.Now + Duration.FromHours(1), default));
        await world.Act<Sends>(sends => sends.Cancel(id, default));

        await world.Run();
        await world.Run();

        (await world.Stored(rows[0])).ShouldSatisfyAllConditions(
            row => row.State.ShouldBe(DeliveryState.Failed),
            row => row.Reason.ShouldBe("refused")
        );
        (await Stored(world, id)).EndedAt.ShouldNotBeNull();
    }

    [Fact]
    public async Task Trying_again_at_the_moment_the_send_ends_is_not_forgotten()
    {
        using var world = OutboxWorld.With();
        world.Web.Fails(FailureCategory.Invalid);
        var (id, rows) = await Send(world, await People(world, 1), close: false);
        await world.Run();
        await world.Act<Sends>(async sends =>
        {
            await sends.RetryFailed(id, world.Now + Duration.FromHours(1), default);
            // Another transaction commits between what this one read and what it writes.
            await using var other = world.Open();
            await other.Set<BulkSend>().ExecuteUpdateAsync(set => set.SetProperty(send => send.EndedAt, world.Now));
        });

        await world.Run();
        await world.Run();

        (await world.Stored(rows[0])).State.ShouldBe(DeliveryState.Sent);
    }

    [Fact]
    public async Task What_is_known_to_have_arrived_is_not_sent_again()
    {
        using var world = OutboxWorld.With();
        var (id, rows) = await Send(world, await People(world, 1));
        await world.Run();
        await using (var data = world.Open())
        {
            await data.Set<DeliveryRow>().ExecuteUpdateAsync(set => set.SetProperty(row => row.State, DeliveryState.Failed));
        }

        await world.Act<Sends>(sends => sends.RetryFailed(id, world.Now + Duration.FromHours(1), default));
        await world.Run();

        (await world.Stored(rows[0])).State.ShouldBe(DeliveryState.Failed);
    }

    [Fact]
    public async Task What_is_said_twice_counts_once()
    {
        using var world = OutboxWorld.With();
        var (id, _) = await Send(world, await People(world, 1));
        await world.Run();
        await world.Act<Sends>(sends => sends.Start(id, default));
        var back = new List<Guid>();
        for (var i = 0; i < 2; i++)
        {
            await world.Act<Sends>(async sends =>
            {
                back.Add((await sends.RetractAll(id, default)).Id);
                back.Add((await sends.RetractAll(id, default)).Id);
            });
        }

        await world.Run();

        back.Distinct().ShouldHaveSingleItem();
        world.Web.Asked.Select(asked => asked.Act).ShouldBe([DeliveryAct.Send, DeliveryAct.Retract]);
    }

    [Fact]
    public async Task What_was_on_its_way_when_all_was_taken_back_is_taken_back_once_it_is_sent()
    {
        using var world = OutboxWorld.With();
        var (id, rows) = await Send(world, await People(world, 1));
        Guid? back = null;
        world.Web.Does(
            async (message, _) =>
            {
                await world.Act<Sends>(async sends => back = (await sends.RetractAll(id, default)).Id);
                // Another node looks what there is to be taken back, and finds nothing yet.
                await world.Act<SendWork>(work => work.Settle(default));
                return FakePlatform.Delivered(message);
            }
        );

        await world.Run();
        for (var round = 0; round < 3; round++)
        {
            world.Clock.Advance(Duration.FromSeconds(1));
            await world.Run();
        }

        (await world.Stored(rows[0])).Retracted.ShouldBeTrue();
        (await Stored(world, back!.Value)).EndedAt.ShouldNotBeNull();
    }

    [Fact]
    public async Task What_failed_is_tried_again_where_the_person_is_now()
    {
        var slack = new FakePlatform(PlatformName.Slack) { Knows = person => person.SlackUserId is not null };
        var web = new FakePlatform(PlatformName.Web).Fails(FailureCategory.Invalid);
        using var world = OutboxWorld.With(slack, web);
        var people = await People(world, 1);
        var (id, rows) = await Send(world, people);
        await world.Run();
        await using (var data = world.Open())
        {
            (await data.People.SingleAsync()).SlackUserId = "U1";
            await data.SaveChangesAsync();
        }

        await world.Act<Sends>(sends => sends.RetryFailed(id, world.Now + Duration.FromDays(1), default));
        world.Clock.Advance(Duration.FromSeconds(1));
        await world.Run();

        var stored = await world.Stored(rows[0]);
        (stored.State, stored.Platform).ShouldBe((DeliveryState.Sent, PlatformName.Slack));
    }

    [Fact]
    public async Task A_row_of_a_send_is_of_the_bulk_lane()
    {
        using var world = OutboxWorld.With();
        var row = world.Row(await world.Person("ana"), Lane.Normal, send: Guid.CreateVersion7());

        (await Should.ThrowAsync<ArgumentException>(() => world.Queue(row))).Message.ShouldContain("bulk lane");
    }
}
