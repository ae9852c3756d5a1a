using System.CommandLine;
using NodaTime;
using NodaTime.Text;
using PerfSignal.Bot.Cli;
using PerfSignal.Bot.Hosting;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Bot.Demo;

/// <summary>`demo`: a fresh sample company, its first brief printed as text, and the web chat until Ctrl+C.</summary>
public static class DemoCommand
{
    public static Command Build()
    {
        var once = new Option<bool>("--once") { Description = "Exit after the first brief was printed." };
        var at = new Option<string?>("--at")
        {
            Description = "Tell the story as of another instant, such as 2028-02-29T10:00:00Z.",
            HelpName = "INSTANT",
        };
        var urls = new Option<string>("--urls")
        {
            Description = "Where the web chat listens.",
            HelpName = "URL",
            DefaultValueFactory = _ => App.DefaultAddress,
        };
        var command = new Command("demo", "Try the product with a sample company; nothing is kept.") { once, at, urls };
        command.SetAction(
            async (parsed, ct) =>
            {
                var console = parsed.InvocationConfiguration;
                if (Moment(parsed.GetValue(at)) is not { } now)
                {
                    await console.Error.WriteLineAsync($"--at: '{parsed.GetValue(at)}' is no instant. Write it like 2028-02-29T10:00:00Z.");
                    return ExitCode.WrongInput;
                }

                return await Run(now, parsed.GetRequiredValue(urls), parsed.GetValue(once), console, ct);
            }
        );
        return command;
    }

    private static async Task<int> Run(Instant now, string urls, bool once, InvocationConfiguration console, CancellationToken ct)
    {
        var folder = Temporary();
        using var stop = new DemoStop(ct);
        try
        {
            ct = stop.Token;
            var clock = new DemoClock();
            await using (
                var app = App.Build(
                    Settings(folder.FullName, urls),
                    services => services.AddSingleton<TimeProvider>(clock),
                    // Another database or lead time of the real service would spoil the story.
                    onlyArgs: true
                )
            )
            {
                await App.Prepare(app.Services, ct);
                var company = new DemoCompany(app.Services, clock, folder, console);
                if (!await company.Set(now, ct))
                {
                    return ExitCode.Bad;
                }

                await console.Output.WriteLineAsync(await company.FirstBrief(ct));
                if (once)
                {
                    return ExitCode.Good;
                }

                await app.StartAsync(ct);
                await console.Output.WriteLineAsync(
                    $"The web chat is on {urls} – sign in as Maya (manager), Ana (employee) or Hanna (HR). Maya can press “Draft summary” below the brief. Ctrl+C ends the demo."
                );
                await app.WaitForShutdownAsync(ct);
            }

            return ExitCode.Good;
        }
        catch (OperationCanceledException) when (stop.Asked)
        {
            await console.Error.WriteLineAsync("The demo was stopped before it was ready.");
            return ExitCode.Bad;
        }
        finally
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            folder.Delete(recursive: true);
        }
    }

    /// <exception cref="EnvironmentProblem">There is no place for temporary files.</exception>
    private static DirectoryInfo Temporary()
    {
        try
        {
            return Directory.CreateTempSubdirectory("perfsignal-demo-");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new EnvironmentProblem(
                $"No folder can be made in {Path.GetTempPath()}; make it writable, or let {Variable} name a folder that is.",
                error
            );
        }
    }

    private static string Variable => OperatingSystem.IsWindows() ? "TMP" : "TMPDIR";

    internal static string[] Settings(string folder, string urls) =>
        [
            "--environment=Development",
            $"--urls={urls}",
            "--Database:Provider=Sqlite",
            $"--Database:ConnectionString=Data Source={Path.Combine(folder, "demo.db")}",
            "--Database:MigrateOnStart=true",
            "--Organization:Name=Lumen",
            "--Organization:TimeZone=Europe/Berlin",
            // The demo is tried at any hour; the next 1:1 would otherwise often fall into the quiet hours.
            "--Organization:QuietHours=00:00-00:00",
            "--Web:Enabled=true",
            "--Web:DemoSignIn=true",
            "--Web:DemoPersonas:0=" + SampleCompany.Manager,
            "--Web:DemoPersonas:1=" + SampleCompany.Employee,
            "--Web:DemoPersonas:2=" + SampleCompany.Hr,
            "--Logging:LogLevel:Default=Warning",
            "--Logging:LogLevel:Microsoft.AspNetCore.DataProtection=Error",
            "--Logging:LogLevel:Microsoft.Extensions.Hosting.Internal.Host=Critical",
        ];

    private static Instant? Moment(string? typed)
    {
        if (typed is null)
        {
            return TimeProvider.System.Now();
        }

        var parsed = OffsetDateTimePattern.ExtendedIso.Parse(typed.Trim());
        return parsed.Success ? parsed.Value.ToInstant() : null;
    }
}
