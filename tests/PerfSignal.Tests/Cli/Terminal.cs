using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PerfSignal.Bot.Cli;
using PerfSignal.Core;
using PerfSignal.Core.Data;
using PerfSignal.Core.Governance;
using PerfSignal.Tests.Data;
using PerfSignal.Tests.Fakes;
using PerfSignal.Tests.People;

namespace PerfSignal.Tests.Cli;

/// <summary>The command line over an empty database and a folder of its own.</summary>
internal sealed class Terminal : IDisposable
{
    private readonly TestDatabase database = new();
    private readonly ServiceProvider services;

    public Terminal()
    {
        Folder = Directory.CreateTempSubdirectory("perfsignal-").FullName;
        var organization = new Organization { TimeZone = "Europe/Berlin" };
        services = new ServiceCollection()
            .AddSingleton<TimeProvider>(Clock)
            .AddSingleton(organization)
            .AddScoped<PerfSignalData>(_ => database.Open())
            .AddScoped<Audit>()
            .AddScoped(scope =>
                TestAccess.Of(scope.GetRequiredService<PerfSignalData>(), scope.GetRequiredService<Audit>(), organization, Clock)
            )
            .AddImports()
            .BuildServiceProvider();
        Host = new CommandLineHost
        {
            Serve = (settings, _) =>
            {
                Served = settings;
                return Task.FromResult(ExitCode.Good);
            },
            Migrate = async (_, output, _) =>
            {
                await output.WriteLineAsync("migrated");
                return ExitCode.Good;
            },
            Services = () => services,
            WhyNotReady = (_, _) => Task.FromResult(NotReady),
        };
    }

    public string Folder { get; }
    public TestClock Clock { get; } = new();
    public CommandLineHost Host { get; set; }
    public string? NotReady { get; set; }
    public string[]? Served { get; private set; }

    public PerfSignalData Open() => database.Open();

    public string Write(string name, string text)
    {
        var path = Path.Combine(Folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    public (int Exit, string Output, string Error) Run(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var exit = CommandLine.Run(CommandLine.Build(Host), Host, args, output, error).GetAwaiter().GetResult();
        return (exit, output.ToString(), error.ToString());
    }

    public string Dump()
    {
        using var data = database.Open();
        return TableDump.Of(data);
    }

    public void Dispose()
    {
        services.Dispose();
        database.Dispose();
        Directory.Delete(Folder, recursive: true);
    }
}
