using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Delivery;

namespace PerfSignal.Tests.Delivery;

/// <summary>Rows that something throws for every time: none of them holds up another, none is tried for ever, none is sent twice for it.</summary>
public sealed class PoisonTests
{
    [Fact]
    public async Task A_row_that_breaks_the_claim_is_set_aside_and_the_others_leave()
    {
        using var world = new OutboxWorld(settings: new DispatchSettings(AtOnce: 4));
        world.Web.Knows = person => person.Name == "eve" ? throw new InvalidOperationException("text that somebody wrote") : true;
        var poisoned = await world.Queue(world.Row(await world.Person("eve"), Lane.Urgent));
        var fine = await world.Queue(world.Row(await world.Person("ana"), Lane.Urgent));

        await world.Run();
        (await world.Stored(fine)).State.ShouldBe(DeliveryState.Sent);
        var once = await world.Stored(poisoned);
        (once.State, once.Attempts, once.LeaseId).ShouldBe((DeliveryState.Waiting, 1, null));
        await world.RunOut();

        var stored = await world.Stored(poisoned);
        (stored.State, stored.Reason, stored.Attempts, stored.Word).ShouldBe((DeliveryState.Failed, "bug", 6, "InvalidOperationException"));
        stored.EndedAt.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_model_that_is_no_json_is_set_aside()
    {
        using var world = OutboxWorld.With();
        var poisoned = await world.Queue(world.Row(await world.Person("eve"), model: "{"));
        var fine = await world.Queue(world.Row(await world.Person("ana")));

        await world.RunOut();

        ((await world.Stored(poisoned)).Reason, (await world.Stored(fine)).State).ShouldBe(("bug", DeliveryState.Sent));
        world.Web.Asked.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_row_whose_end_cannot_be_written_is_set_aside_and_not_sent_again()
    {
        using var world = new OutboxWorld(settings: new DispatchSettings(AtOnce: 4));
        var eve = await world.Person("eve");
        world.Check.Untellable = eve.Id;
        var poisoned = await world.Queue(world.Row(eve, Lane.Urgent, "brief"));
        var fine = await world.Queue(world.Row(await world.Person("ana"), Lane.Urgent, "brief"));

        await world.RunOut();

        var stored = await world.Stored(poisoned);
        (stored.State, stored.Reason, stored.PlatformMessageId).ShouldBe((DeliveryState.Failed, "bug", $"m-{poisoned.Id}"));
        (await world.Stored(fine)).State.ShouldBe(DeliveryState.Sent);
        world.Web.Asked.Count.ShouldBe(2);
    }

    [Fact]
    public async Task An_end_is_written_when_the_database_is_back()
    {
        using var database = new SharedDatabase(inFile: false);
        var away = new Away();
        var web = new FakePlatform(PlatformName.Teams).Does(
            (message, _) =>
            {
                away.Times = 2;
                return Task.FromResult(FakePlatform.Delivered(message));
            }
        );
        using var world = new OutboxWorld(() => database.Open(away), platforms: web);
        var row = await world.Queue(world.Row(await world.Person("ana")));

        await world.RunOut();

        var stored = await world.Stored(row);
        (stored.State, stored.PossiblyDoubled, stored.Attempts).ShouldBe((DeliveryState.Sent, false, 1));
        (web.Asked.Count, away.Times).ShouldBe((1, 0));
    }

    /// <summary>Ends the next so many transactions as a server does that stops.</summary>
    private sealed class Away : DbTransactionInterceptor
    {
        public int Times { get; set; }

        public override ValueTask<InterceptionResult> TransactionCommittingAsync(
            DbTransaction transaction,
            TransactionEventData eventData,
            InterceptionResult result,
            CancellationToken cancellationToken = default
        )
        {
            if (Times > 0)
            {
                Times--;
                throw new StoppedException();
            }

            return new(result);
        }
    }

    private sealed class StoppedException : DbException
    {
        public override string SqlState => "57P01";
    }
}
