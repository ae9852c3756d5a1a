using NodaTime;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Delivery;

namespace PerfSignal.Tests.Delivery;

public sealed class GroupTests
{
    [Fact]
    public async Task A_check_that_answers_for_many_is_asked_once_for_a_claim()
    {
        using var world = new OutboxWorld(settings: new DispatchSettings(AtOnce: 24));
        var eve = await world.Person("eve");
        world.Check.OfMany = row => row.RecipientId == eve.Id ? "not_in_audience" : null;
        var rows = new List<DeliveryRow> { await world.Queue(world.Row(eve, check: "brief")) };
        for (var i = 0; i < 5; i++)
        {
            rows.Add(await world.Queue(world.Row(await world.Person($"p{i}"), check: "brief")));
        }

        await world.Run();

        var excluded = await world.Stored(rows[0]);
        (excluded.State, excluded.Reason).ShouldBe((DeliveryState.Excluded, "not_in_audience"));
        world.Web.Asked.Count.ShouldBe(5);
        (world.Check.Asked, world.Check.AskedForMany).ShouldBe((0, 1));
    }

    [Fact]
    public async Task A_check_that_does_not_is_asked_for_each()
    {
        using var world = new OutboxWorld(settings: new DispatchSettings(AtOnce: 6));
        for (var i = 0; i < 5; i++)
        {
            await world.Queue(world.Row(await world.Person($"p{i}"), check: "brief"));
        }

        await world.Run();

        (world.Check.Asked, world.Web.Asked.Count).ShouldBe((5, 5));
    }

    [Theory]
    [InlineData(FailureCategory.Throttled)]
    [InlineData(FailureCategory.Unauthorized)]
    public async Task A_workspace_that_is_held_holds_no_other(FailureCategory category)
    {
        var slack = new FakePlatform(PlatformName.Slack) { Workspace = person => person.Department };
        slack.Answers(new DeliveryResult.Failed(category, "word", Duration.FromSeconds(20)) { Workspace = "T1" });
        using var world = OutboxWorld.With(slack);
        var ana = await world.Queue(world.Row(await world.Person("ana", person => person.Department = "T1"), Lane.Urgent));
        var ben = await world.Queue(world.Row(await world.Person("ben", person => person.Department = "T1")));
        var cem = await world.Queue(world.Row(await world.Person("cem", person => person.Department = "T2")));

        await world.Run();

        slack.Asked.Select(asked => asked.Message.Recipient.Name).ShouldBe(["ana", "cem"]);
        (await world.Stored(ana)).Workspace.ShouldBe("T1");
        var waits = await world.Stored(ben);
        (waits.State, waits.Attempts).ShouldBe((DeliveryState.Waiting, 0));
        waits.NotBefore.ShouldBeGreaterThan(world.Now);
        (await world.Stored(cem)).State.ShouldBe(DeliveryState.Sent);
        world.Clock.Set(waits.NotBefore);
        await world.Run();
        (await world.Stored(ben)).State.ShouldBe(DeliveryState.Sent);
    }

    [Fact]
    public async Task What_follows_a_send_waits_for_the_workspace_of_the_send()
    {
        var slack = new FakePlatform(PlatformName.Slack) { Workspace = person => person.Department };
        using var world = OutboxWorld.With(slack);
        slack.Does((message, _) => Task.FromResult(FakePlatform.Delivered(message) with { Workspace = "T1" }));
        var ana = await world.Person("ana", person => person.Department = "T1");
        var sent = await world.Queue(world.Row(ana));
        await world.Run();
        slack.Answers(new DeliveryResult.Failed(FailureCategory.Throttled, "word", Duration.FromSeconds(20)) { Workspace = "T1" });
        await world.Queue(world.Row(ana, Lane.Urgent));
        await world.Update(sent, new { At = "11:00" });

        await world.Run();

        slack.Asked.ShouldAllBe(asked => asked.Act == DeliveryAct.Send);
        world.Clock.Advance(Duration.FromSeconds(20));
        await world.Run();
        slack.Asked.Count(asked => asked.Act == DeliveryAct.Update).ShouldBe(1);
    }
}
