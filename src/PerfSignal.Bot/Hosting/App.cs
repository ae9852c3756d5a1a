using PerfSignal.Bot.Calendars;
using PerfSignal.Bot.Data;
using PerfSignal.Bot.Jobs;
using PerfSignal.Bot.Slack;
using PerfSignal.Bot.Teams;
using PerfSignal.Bot.Web;

namespace PerfSignal.Bot.Hosting;

/// <summary>Puts the service together and runs it.</summary>
public static class App
{
    public const string DefaultAddress = "http://localhost:5080";

    /// <summary>How long running requests and sends may take to end when the service is stopped.</summary>
    private static readonly TimeSpan StopWithin = TimeSpan.FromSeconds(20);

    /// <exception cref="SettingsException">A setting is wrong, or something meant for trying the product is switched on elsewhere.</exception>
    /// <param name="args">Settings as on the command line; they win over every other source.</param>
    /// <param name="configure">Replaces parts, such as the clock.</param>
    /// <param name="onlyArgs">True where nothing may count that files and the environment set for the real service.</param>
    public static WebApplication Build(string[] args, Action<IServiceCollection>? configure = null, bool onlyArgs = false)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        if (onlyArgs)
        {
            builder.Configuration.Sources.Clear();
            builder.Configuration.AddCommandLine(args);
        }

        var settings = Settings.Read(builder.Configuration);
        var refusals = StartGuard.Refusals(builder.Configuration, builder.Environment.EnvironmentName, Addresses(builder.Configuration));
        if (refusals.Count > 0)
        {
            throw new SettingsException(refusals);
        }

        if (settings.Database.Provider == DatabaseProvider.Sqlite)
        {
            ManyThreads();
        }

        if (Told(builder.Configuration).Count == 0)
        {
            builder.WebHost.UseUrls(DefaultAddress);
        }

        builder.Logging.ClearProviders();
        builder.Logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.UseUtcTimestamp = true;
            console.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss'Z' ";
        });
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = StopWithin);
        builder.Services.AddPerfSignal(settings);
        builder.Services.AddPerfSignalWeb(
            new WebOptions
            {
                Enabled = settings.Web.Enabled,
                PublicUrl = settings.Web.PublicUrl,
                DemoSignIn = settings.Web.DemoSignIn,
                DemoPersonas = settings.Web.DemoPersonas,
                KeyFile = settings.DataProtection.KeyFile,
                Oidc = settings.Oidc,
                Chats = [.. Chats(settings)],
            }
        );
        builder.Services.AddPerfSignalTeams(settings.Teams);
        builder.Services.AddPerfSignalSlack(settings.Slack);
        builder.Services.AddPerfSignalCalendars(settings.Graph, settings.Google, settings.Feeds);
        builder.Services.AddPerfSignalJobs(settings.Database, Schedule.OnEveryNode, Schedule.OnOneNode);

        configure?.Invoke(builder.Services);

        var app = builder.Build();
        app.MapPerfSignalWeb();
        app.MapPerfSignalTeams();
        app.MapPerfSignalSlack();
        app.MapHealth();
        return app;
    }

    /// <summary>
    /// Who waits for the one writer of SQLite holds a thread, since it knows no asynchronous calls
    /// (https://learn.microsoft.com/dotnet/standard/data/sqlite/async). With as few threads as cores, requests that only wait for a time limit
    /// would miss it.
    /// </summary>
    private static void ManyThreads()
    {
        ThreadPool.GetMinThreads(out var workers, out var ports);
        ThreadPool.SetMinThreads(Math.Max(workers, 64), ports);
    }

    /// <summary>Runs the service until it is told to stop.</summary>
    public static async Task<int> Serve(string[] args, CancellationToken ct)
    {
        await using var app = Build(args);
        await Prepare(app.Services, ct);
        await app.StartAsync(ct);
        await app.WaitForShutdownAsync(ct);
        return 0;
    }

    /// <summary>What has to be there before the first request.</summary>
    /// <exception cref="EnvironmentProblem">The database cannot be reached or does not fit the program.</exception>
    public static async Task Prepare(IServiceProvider services, CancellationToken ct)
    {
        await using var scope = services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<Migrator>().Prepare(ct);
    }

    /// <summary>Where the service is to listen, as far as the settings say it.</summary>
    internal static IReadOnlyList<string> Addresses(IConfiguration configuration)
    {
        var told = Told(configuration);
        return told.Count == 0 ? [DefaultAddress] : told;
    }

    private static IEnumerable<string> Chats(Settings settings)
    {
        if (settings.Teams.Enabled)
        {
            yield return "Teams";
        }

        if (settings.Slack.Enabled)
        {
            yield return "Slack";
        }
    }

    private static List<string> Told(IConfiguration configuration)
    {
        var urls = (configuration["urls"] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var endpoints = configuration.GetSection("Kestrel:Endpoints").GetChildren().Select(endpoint => endpoint["Url"]).OfType<string>();
        var ports = new[] { "http_ports", "https_ports" }
            .Where(key => !string.IsNullOrEmpty(configuration[key]))
            .Select(key => $"http://*:{configuration[key]}");
        return [.. urls, .. endpoints, .. ports];
    }
}
