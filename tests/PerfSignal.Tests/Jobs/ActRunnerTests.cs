using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NodaTime;
using PerfSignal.Bot.Jobs;
using PerfSignal.Core.Data;
using PerfSignal.Core.Schedules;
using PerfSignal.Tests.Data;
using PerfSignal.Tests.Fakes;

namespace PerfSignal.Tests.Jobs;

public sealed class ActRunnerTests : IDisposable
{
    private readonly TestDatabase database = new();
    private readonly TestClock clock = new();
    private readonly LogOf<ActRunner> log = new();
    private readonly ServiceProvider services;
    private readonly ActRunner runner;

    public ActRunnerTests()
    {
        services = new ServiceCollection().AddScoped(_ => database.Open()).BuildServiceProvider(validateScopes: true);
        runner = new ActRunner(services.GetRequiredService<IServiceScopeFactory>(), clock, log);
    }

    private static Planned Act(Action act) =>
        new(
            "plan",
            TimeSpan.FromMinutes(1),
            (_, _) =>
            {
                act();
                return Task.CompletedTask;
            }
        );

    [Fact]
    public async Task A_run_that_went_well_is_noted_at_most_once_a_minute()
    {
        var begun = clock.Now();
        await runner.Run(Act(() => { }), default);
        clock.Advance(Duration.FromSeconds(59));
        await runner.Run(Act(() => { }), default);
        (await Stored()).GoodAt.ShouldBe(begun);

        clock.Advance(Duration.FromSeconds(1));
        await runner.Run(Act(() => { }), default);
        (await Stored()).GoodAt.ShouldBe(clock.Now());
    }

    [Fact]
    public async Task A_failure_is_logged_once_with_a_reference_and_counted_and_the_schedule_goes_on()
    {
        for (var i = 0; i < 3; i++)
        {
            await runner.Run(Act(() => throw new InvalidOperationException("Ana wrote this")), default);
        }

        var stored = await Stored();
        (stored.FailuresInARow, stored.BadAt, stored.GoodAt).ShouldBe((3, clock.Now(), null));
        var line = log.Lines.ShouldHaveSingleItem();
        line.ShouldContain(stored.Reference!);
        line.ShouldContain("InvalidOperationException");
        line.ShouldNotContain("Ana");

        await runner.Run(Act(() => { }), default);
        stored = await Stored();
        (stored.FailuresInARow, stored.GoodAt).ShouldBe((0, clock.Now()));
        log.Lines.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Another_failure_gets_a_line_of_its_own()
    {
        await runner.Run(Act(() => throw new InvalidOperationException("x")), default);
        await runner.Run(Act(() => throw new TimeoutException("x")), default);

        log.Lines.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_database_out_of_reach_stops_nothing()
    {
        await using var broken = new ServiceCollection()
            .AddScoped<PerfSignalData>(_ => throw new IOException("no disk"))
            .BuildServiceProvider();
        var alone = new ActRunner(broken.GetRequiredService<IServiceScopeFactory>(), clock, log);

        await alone.Run(Act(() => throw new IOException("no disk")), default);
        await alone.Run(Act(() => throw new IOException("no disk")), default);

        log.Lines.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Stopping_the_service_is_no_failure()
    {
        using var stopped = new CancellationTokenSource();
        await stopped.CancelAsync();

        await runner.Run(Act(() => stopped.Token.ThrowIfCancellationRequested()), stopped.Token);

        log.Lines.ShouldBeEmpty();
    }

    [Fact]
    public void Every_act_has_a_name_of_its_own() => Schedule.All.Select(act => act.Name).ShouldBeUnique();

    private async Task<ActRun> Stored()
    {
        await using var data = database.Open();
        return await data.Set<ActRun>().SingleAsync();
    }

    public void Dispose()
    {
        services.Dispose();
        database.Dispose();
    }

    private sealed class LogOf<T> : ILogger<T>
    {
        public List<string> Lines { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        ) => Lines.Add(formatter(state, exception) + exception);
    }
}
