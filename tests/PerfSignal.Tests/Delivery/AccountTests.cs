using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Delivery;

namespace PerfSignal.Tests.Delivery;

public sealed class AccountTests
{
    private static readonly int Samples = Environment.GetEnvironmentVariable("PERFSIGNAL_LONG") == "1" ? 500 : 12;

    private static readonly Gen<DeliveryResult?> Results = Gen.Frequency(
        (4, Gen.Constant<DeliveryResult?>(null)),
        (
            6,
            Gen.Elements(Enum.GetValues<FailureCategory>())
                .Select(category => (DeliveryResult?)new DeliveryResult.Failed(category, "scripted", Duration.FromSeconds(5)))
        )
    );

    [Fact]
    public void The_parts_always_add_up_to_the_audience()
    {
        var plays = Gen.Zip(Gen.Choose(1, 6), Results.ListOf(30));
        Prop.ForAll(plays.ToArbitrary(), play => Play(play.Item1, [.. play.Item2]).GetAwaiter().GetResult())
            .Check(Config.QuickThrowOnFailure.WithMaxTest(Samples).WithReplay(20261124, 7));
    }

    private static async Task<bool> Play(int audience, IReadOnlyList<DeliveryResult?> results)
    {
        var slack = new FakePlatform(PlatformName.Slack) { Knows = person => !person.Name.EndsWith('3') };
        foreach (var result in results)
        {
            slack.Does((message, _) => Task.FromResult(result ?? FakePlatform.Delivered(message)));
        }

        using var world = OutboxWorld.With(slack);
        for (var i = 0; i < audience; i++)
        {
            var person = await world.Person(
                $"p{i}",
                person => person.PausedUntil = i == 4 ? Instant.MaxValue.Minus(Duration.FromDays(1)) : null
            );
            var row = await world.Queue(world.Row(person, expires: i == 5 ? Duration.FromSeconds(1) : Duration.FromHours(3)));
            if (i == 2)
            {
                await world.Retract(row);
            }
        }

        for (var round = 0; round < 30; round++)
        {
            await world.Run();
            await using var data = world.Open();
            var account = await Account.Of(data.Set<DeliveryRow>().Where(row => row.Act == DeliveryAct.Send), default);
            account.AddsUp.ShouldBeTrue();
            account.Audience.ShouldBe(audience);
            if (account.Done)
            {
                return true;
            }

            world.Clock.Advance(Duration.FromMinutes(10));
        }

        return false;
    }
}
