using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using PerfSignal.Bot.Cli;
using PerfSignal.Bot.Data;
using PerfSignal.Bot.Hosting;
using PerfSignal.Bot.Jobs;
using PerfSignal.Core.Data;
using PerfSignal.Core.Delivery.Pacing;
using PerfSignal.Tests.Fakes;

namespace PerfSignal.Tests.Hosting;

/// <summary>The service as `serve` builds it, over a SQLite file and on a free port of this machine, with a clock that stands still.</summary>
internal sealed class RunningService : IAsyncDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("perfsignal-service-").FullName;
    private readonly WebApplication app;

    public RunningService(Instant now)
        : this(new TestClock(now), []) { }

    /// <param name="settings">As on the command line; they win over those that every such service has.</param>
    /// <param name="configure">Replaces parts.</param>
    public RunningService(TestClock clock, IReadOnlyList<string> settings, Action<IServiceCollection>? configure = null)
    {
        Clock = clock;
        try
        {
            app = App.Build(
                [
                    "--environment=Development",
                    "--urls=http://127.0.0.1:0",
                    $"--Database:ConnectionString=Data Source={Path.Combine(folder, "service.db")};Pooling=False",
                    "--Web:DemoSignIn=true",
                    "--Logging:LogLevel:Default=Warning",
                    .. settings,
                ],
                services =>
                {
                    services.AddSingleton<TimeProvider>(Clock);
                    // A clock that stands still would make every call wait in earnest.
                    services.AddSingleton(PaceSettings.None);
                    configure?.Invoke(services);
                }
            );
        }
        catch
        {
            // Whoever expects it not to start is left with nothing to dispose of.
            Directory.Delete(folder, recursive: true);
            throw;
        }
    }

    public TestClock Clock { get; }
    public IServiceProvider Services => app.Services;
    public Uri Address => new(app.Urls.Single());

    public Task Prepare() => App.Prepare(app.Services, default);

    public Task Start() => app.StartAsync();

    public Task Stop() => app.StopAsync();

    /// <summary>Types a command with a file of this text in place of FILE.</summary>
    public async Task<(int Exit, string Output, string Error)> Type(string[] args, string file = "", string name = "file.csv")
    {
        var path = Path.Combine(folder, name);
        await File.WriteAllTextAsync(path, file);
        using var output = new StringWriter();
        using var error = new StringWriter();
        var host = Commands.Host with { Services = () => new Borrowed(app.Services) };
        var root = CommandLine.Build(host, QuarantineCommand.Build(host));
        var exit = await CommandLine.Run(root, host, [.. args.Select(arg => arg == "FILE" ? path : arg)], output, error);
        return (exit, output.ToString(), error.ToString());
    }

    /// <summary>What the schedule does by itself, once.</summary>
    public async Task Tick()
    {
        var runner = app.Services.GetRequiredService<ActRunner>();
        foreach (var act in Schedule.OnOneNode.Concat(Schedule.OnEveryNode))
        {
            await runner.Run(act, default);
        }
    }

    public async Task<T> Look<T>(Func<PerfSignalData, Task<T>> look)
    {
        await using var scope = app.Services.CreateAsyncScope();
        return await look(scope.ServiceProvider.GetRequiredService<PerfSignalData>());
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await app.DisposeAsync();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private sealed class Borrowed(IServiceProvider services) : IServiceProvider
    {
        public object? GetService(Type serviceType) => services.GetService(serviceType);
    }
}
