using Microsoft.EntityFrameworkCore;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Delivery;

namespace PerfSignal.Tests.Delivery;

public sealed class OutboxTests
{
    [Fact]
    public async Task Queuing_the_same_again_adds_nothing()
    {
        using var world = OutboxWorld.With();
        var ana = await world.Person("ana");
        var row = world.Row(ana);
        await world.Act<Outbox>(async outbox =>
        {
            (await outbox.Queue(row, default)).ShouldBeTrue();
            (await outbox.Queue(Again(row), default)).ShouldBeFalse();
        });
        await world.Act<Outbox>(async outbox =>
        {
            var other = world.Row(ana);
            (await outbox.Queue([Again(row), other, Again(other)], default)).ShouldBe(1);
        });

        await using var data = world.Open();
        (await data.Set<DeliveryRow>().CountAsync()).ShouldBe(2);
    }

    [Fact]
    public async Task Who_was_unreachable_is_written_to_again_after_being_heard_from()
    {
        var slack = new FakePlatform(PlatformName.Slack).Fails(FailureCategory.RecipientGone);
        using var world = OutboxWorld.With(slack);
        var ana = await world.Person("ana");
        var first = await world.Queue(world.Row(ana));
        await world.Run();
        (await world.Stored(first)).Reason.ShouldBe("unreachable");
        var second = await world.Queue(world.Row(ana));
        await world.Run();
        (await world.Stored(second)).State.ShouldBe(DeliveryState.Excluded);

        await world.Act<Outbox>(outbox => outbox.HeardFrom(ana.Id, PlatformName.Slack, default));
        var third = await world.Queue(world.Row(ana));
        await world.Run();

        (await world.Stored(third)).State.ShouldBe(DeliveryState.Sent);
    }

    [Fact]
    public async Task What_is_sealed_is_readable_in_the_message_and_nowhere_else()
    {
        var slack = new FakePlatform(PlatformName.Slack);
        using var world = OutboxWorld.With(slack);
        var (ana, eve) = (await world.Person("ana"), await world.Person("eve"));
        string Model(Guid reader) => $$"""{ "text": "sealed for you", "url": "sealed:{{reader:N}} https://x.example/open/1" }""";
        var row = await world.Queue(world.Row(ana, model: Model(ana.Id)));
        var stolen = await world.Queue(world.Row(eve, model: Model(ana.Id)));

        await world.Run();

        string Url(DeliveryRow sent) =>
            slack.Asked.Single(ask => ask.Message.DeliveryId == sent.Id).Message.Model["url"]!.GetValue<string>();
        Url(row).ShouldBe("https://x.example/open/1");
        Url(stolen).ShouldBe("");
        (await world.Stored(row)).Model.ShouldBe(Model(ana.Id));
    }

    private static DeliveryRow Again(DeliveryRow row) =>
        new()
        {
            Id = Guid.CreateVersion7(),
            RecipientId = row.RecipientId,
            Act = row.Act,
            Card = row.Card,
            Model = row.Model,
            Language = row.Language,
            DedupeKey = row.DedupeKey,
            Lane = row.Lane,
            NotBefore = row.NotBefore,
            ExpiresAt = row.ExpiresAt,
        };
}
