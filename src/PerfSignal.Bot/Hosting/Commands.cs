using PerfSignal.Bot.Cli;
using PerfSignal.Bot.Data;

namespace PerfSignal.Bot.Hosting;

/// <summary>Connects the command line with the service, its settings and its database.</summary>
public static class Commands
{
    public static CommandLineHost Host { get; } =
        new()
        {
            Serve = App.Serve,
            Migrate = Migrate,
            Services = Services,
            WhyNotReady = WhyNotReady,
            Explain = Ending.Of,
        };

    /// <summary>The settings of the service, as files and the environment have them.</summary>
    public static IConfiguration Configuration() =>
        WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory }).Configuration;

    private static ServiceProvider Services() =>
        new ServiceCollection().AddLogging().AddPerfSignal(Settings.Read(Configuration())).BuildServiceProvider();

    private static async Task<int> Migrate(IServiceProvider services, TextWriter output, CancellationToken ct)
    {
        var steps = await services.GetRequiredService<Migrator>().Run(ct);
        foreach (var step in steps)
        {
            await output.WriteLineAsync($"applied {step}");
        }

        await output.WriteLineAsync(steps.Count == 0 ? "The database was up to date already." : "The database is up to date.");
        return ExitCode.Good;
    }

    private static async Task<string?> WhyNotReady(IServiceProvider services, CancellationToken ct) =>
        await services.GetRequiredService<Migrator>().State(ct) switch
        {
            SchemaState.Current => null,
            SchemaState.Newer => "The database was written by a newer version of PerfSignal; run this command with that version.",
            SchemaState.Behind => "The database was written by an older version; run the command `migrate` first.",
            _ => "The database was not set up yet; run the command `migrate` first.",
        };
}
