using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using NodaTime;
using PerfSignal.Core;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.Schedules;
using PerfSignal.Tests.Conversing;
using PerfSignal.Tests.Fakes;
using PerfSignal.Tests.Hosting;
using PerfSignal.Tests.Web;

namespace PerfSignal.Tests.Week;

/// <summary>The whole service with one platform, and the people who use it there.</summary>
internal abstract class Stage(RunningService service) : IAsyncDisposable
{
    public static readonly string[] Everyone = ["maya", "ana", "ben", "cleo", "dan", "eli", "hana"];

    public RunningService Service => service;
    public TestClock Clock => service.Clock;

    public abstract Task Types(string who, string words);

    /// <param name="row">The id of a row, without dashes; null for any.</param>
    public abstract Task Presses(string who, string verb, string? row);

    public abstract Task Fills(string who, string verb, IReadOnlyDictionary<string, string> values);

    /// <summary>What stands in somebody's conversation now, message by message, the newest last.</summary>
    public abstract Task<IReadOnlyList<string>> Sees(string who);

    /// <summary>Somebody deletes the messages with this text, where the platform lets them.</summary>
    public abstract Task<bool> Deletes(string who, string text);

    /// <summary>What the platform's adapter does beside requests.</summary>
    protected virtual Task Work() => Task.CompletedTask;

    /// <summary>Lets time pass, with all that the service does by itself where it is long enough for that.</summary>
    public async Task Pass(Instant until)
    {
        var isLong = until - Clock.Now() > Duration.FromHours(3);
        if (Clock.Now() < until)
        {
            Clock.Set(until);
        }

        if (isLong)
        {
            await Work(until);
        }
    }

    /// <summary>All that the service does by itself at that moment.</summary>
    public async Task Work(Instant at)
    {
        if (Clock.Now() < at)
        {
            Clock.Set(at);
        }

        await service.Tick();
        await Settle();
    }

    /// <summary>Brings out what waits; it takes seconds of the clock.</summary>
    public async Task Settle()
    {
        for (var round = 0; round < 20; round++)
        {
            await Work();
            await using (var scope = service.Services.CreateAsyncScope())
            {
                await scope.ServiceProvider.GetRequiredService<Dispatch>().Run(default);
            }

            var now = Clock.Now();
            var left = await service.Look(async data =>
                await data.Set<InboxRow>().CountAsync(row => row.DoneAt == null)
                + await data.Set<DeliveryRow>().CountAsync(row => row.State == DeliveryState.Waiting && row.NotBefore <= now)
            );
            if (left == 0)
            {
                return;
            }

            Clock.Advance(Duration.FromSeconds(1));
        }

        throw new ShouldAssertException("The service does not come to rest.");
    }

    public async Task Fill()
    {
        await Import("people", Script.People);
        await Import("goals", Script.Goals);
        await Import("facts", Script.Facts);
        await Import("cadences", Script.Cadences);
    }

    /// <summary>With the verbs of tests beside the product's, and acts that run when a test says so.</summary>
    protected static RunningService Serve(TestClock clock, params string[] settings) =>
        new(
            clock,
            settings,
            services =>
            {
                services.RemoveAll<IHostedService>();
                services.AddPerfSignalConversing([.. Verbs.All, .. AskingVerbs.All]);
                services.AddSingleton(
                    Texts.Load(Path.Combine(AppContext.BaseDirectory, "cards")).Add("en", AskingVerbs.Texts).Add("de", AskingVerbs.Texts)
                );
            }
        );

    private async Task Import(string what, string file)
    {
        var (exit, output, error) = await service.Type(["import", what, "FILE"], file, what + ".csv");
        exit.ShouldBe(0, output + error);
    }

    public abstract ValueTask DisposeAsync();
}
