using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.Delivery.Pacing;

namespace PerfSignal.Tests.Delivery.Pacing;

/// <summary>Somebody sets the clock of the machine while calls leave.</summary>
public sealed class WallClockTests
{
    private static readonly PaceLimit Limit = new(First: 50, Most: 50, PerConversation: 7);

    private sealed class Settable(VirtualTime time) : TimeProvider
    {
        public TimeSpan Ahead { get; set; }

        public override long TimestampFrequency => time.TimestampFrequency;

        public override DateTimeOffset GetUtcNow() => time.GetUtcNow() + Ahead;

        public override long GetTimestamp() => time.GetTimestamp();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            time.CreateTimer(callback, state, dueTime, period);
    }

    [Theory]
    [InlineData(3600)]
    [InlineData(2)]
    public void A_clock_that_is_set_forward_neither_holds_calls_nor_lets_them_all_go(int seconds)
    {
        using var database = new SharedDatabase(inFile: false);
        var time = new VirtualTime();
        var clock = new Settable(time);
        using var services = new ServiceCollection()
            .AddSingleton<TimeProvider>(clock)
            .AddSingleton(new PaceSettings(new Dictionary<PlatformName, PaceLimit> { [PlatformName.Teams] = Limit }))
            .AddScoped(_ => database.Open())
            .AddPerfSignalPace()
            .BuildServiceProvider();
        var pace = services.GetRequiredService<Pace>();
        List<Instant> left = [];

        time.Run(async () =>
        {
            for (var call = 0; call < 300; call++)
            {
                if (call == 100)
                {
                    clock.Ahead = TimeSpan.FromSeconds(seconds);
                }

                using var permit = await pace.Enter(PlatformName.Teams, "tenant", null, default);
                permit.Wait.ShouldBeNull();
                left.Add(time.Now);
            }
        });

        PaceWorld.MostInASecond(left).ShouldBe(50);
        (left[^1] - left[0]).TotalSeconds.ShouldBeInRange(5, 6.5);
    }
}
