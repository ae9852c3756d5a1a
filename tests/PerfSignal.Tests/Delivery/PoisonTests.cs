using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using NodaTime;
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

    [Theory]
    [InlineData(true, FailureCategory.Uncertain)]
    [InlineData(false, FailureCategory.Transient)]
    public async Task A_row_of_a_stopped_node_that_nothing_can_read_may_have_arrived_where_it_was_begun(
        bool begun,
        FailureCategory category
    )
    {
        using var database = new SharedDatabase(inFile: false);
        using var world = new OutboxWorld(() => database.Open());
        var row = world.Row(await world.Person("eve"));
        (row.LeaseId, row.LeaseUntil) = (Guid.NewGuid(), world.Now - Duration.FromSeconds(1));
        row.BegunAt = begun ? row.LeaseUntil : null;
        await world.Queue(row);
        await using var data = world.Open();
        await data.Database.ExecuteSqlRawAsync("""UPDATE "Deliveries" SET "CheckId" = 'no id'""");

        await world.Run();

        var stored = await data.Set<DeliveryRow>()
            .Select(one => new
            {
                one.State,
                one.Attempts,
                one.Category,
                one.NotBefore,
                one.LeaseId,
                one.BegunAt,
            })
            .SingleAsync();
        (stored.State, stored.Attempts, stored.Category, stored.NotBefore).ShouldBe(
            (DeliveryState.Waiting, 1, category, world.Now + Duration.FromMinutes(10))
        );
        (stored.LeaseId, stored.BegunAt).ShouldBe((null, null));
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
    public async Task What_cannot_be_tidied_up_holds_up_nothing_that_leaves()
    {
        using var database = new SharedDatabase(inFile: false);
        using var world = new OutboxWorld(() => database.Open(new Untidy()));
        var fine = await world.Queue(world.Row(await world.Person("ana")));

        await world.Run();

        (await world.Stored(fine)).State.ShouldBe(DeliveryState.Sent);
        world.Log.All.ShouldContain("The outbox could not end what expired");
        world.Log.All.ShouldNotContain("somebody wrote");
    }

    /// <summary>Lets nothing expire.</summary>
    private sealed class Untidy : DbCommandInterceptor
    {
        public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
            DbCommand command,
            CommandEventData eventData,
            InterceptionResult<int> result,
            CancellationToken cancellationToken = default
        ) =>
            command.CommandText.Contains("\"ExpiresAt\" <=")
                ? throw new InvalidOperationException("text that somebody wrote")
                : new(result);
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
