using System.CommandLine;
using PerfSignal.Bot.Calendars;
using PerfSignal.Bot.Slack;
using PerfSignal.Bot.Slack.Install;
using PerfSignal.Bot.Teams.Outbound;
using PerfSignal.Bot.Web.Protection;
using PerfSignal.Core.Schedules;
using CardJson = PerfSignal.Core.Conversing.CardJson;

namespace PerfSignal.Bot.Hosting;

/// <summary>The command `doctor`: says what is wrong and how to mend it.</summary>
public static class DoctorCommand
{
    public static Command Build()
    {
        var json = new Option<bool>("--json") { Description = "Write the findings as JSON." };
        var install = new Option<bool>("--slack-install")
        {
            Description = "Print a link by which Slack is installed, good for 30 minutes and one installation.",
        };
        var doctor = new Command(
            "doctor",
            "Check settings, database, schedule, people, platforms, calendars, sources and clocks, and say how to mend what is wrong."
        )
        {
            json,
            install,
        };
        doctor.SetAction(
            async (parsed, ct) =>
            {
                var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
                if (parsed.GetValue(install))
                {
                    var (said, wrong) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
                    return await SlackInstallOption.Run(builder.Configuration, said, wrong, ct);
                }

                var findings = await Findings(builder.Configuration, builder.Environment.EnvironmentName, TimeProvider.System, ct);
                var output = parsed.InvocationConfiguration.Output;
                await output.WriteLineAsync(parsed.GetValue(json) ? CardJson.Write(findings) : Words(findings));
                return Finding.ExitCode(findings);
            }
        );
        return doctor;
    }

    public static async Task<IReadOnlyList<Finding>> Findings(
        IConfiguration configuration,
        string environment,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var (settings, problems) = Settings.Check(configuration);
        problems = [.. problems, .. StartGuard.Refusals(configuration, environment, App.Addresses(configuration))];
        var findings = SettingsCheckup.Run(settings, problems, clock.Now());
        var parts = await Task.WhenAll(TeamsCheckup.Run(settings.Teams, clock, ct), Stored(settings, problems, clock, ct));
        return [.. findings, .. parts.SelectMany(part => part)];
    }

    /// <summary>What the database says, and whom its rows and the settings name outside.</summary>
    private static async Task<IReadOnlyList<Finding>> Stored(
        Settings settings,
        IReadOnlyList<SettingsProblem> problems,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        bool Wrong(string section) => problems.Any(problem => problem.Key.StartsWith(section + ":", StringComparison.OrdinalIgnoreCase));

        if (Wrong("Database"))
        {
            return [new Finding("database", Grade.Note, "Not looked at, because its settings are wrong.", "Mend the settings first.")];
        }

        try
        {
            var collection = new ServiceCollection()
                .AddLogging()
                .AddPerfSignal(settings)
                .AddSingleton(clock)
                .AddScoped<DatabaseCheckup>()
                .AddScoped<PeopleCheckup>()
                .AddScoped<PilotCheckup>()
                .AddScoped<AccountsCheckup>()
                .AddScoped<CalendarCheckup>()
                .AddScoped<RecognitionCheckup>()
                .AddScoped<DeliveryCheckup>()
                .AddPerfSignalProtection(
                    problems.Any(problem => problem.Key == "DataProtection:KeyFile") ? null : settings.DataProtection.KeyFile
                )
                .AddSlackCheckup(settings.Slack);
            if (!Wrong("Calendars"))
            {
                collection.AddPerfSignalCalendars(settings.Graph, settings.Google, settings.Feeds);
            }

            await using var services = collection.BuildServiceProvider();
            var database = await In<DatabaseCheckup>(services, checkup => checkup.Run(ct));
            var isGood = database[0].Grade == Grade.Good;
            var parts = await Task.WhenAll(
                isGood ? In<PeopleCheckup>(services, checkup => checkup.Run(ct)) : None,
                isGood ? In<PilotCheckup>(services, checkup => checkup.Run(ct)) : None,
                isGood ? In<AccountsCheckup>(services, checkup => checkup.Run(ct)) : None,
                isGood ? In<CalendarCheckup>(services, checkup => checkup.Run(ct)) : None,
                isGood ? In<RecognitionCheckup>(services, checkup => checkup.Run(ct)) : None,
                isGood ? In<DeliveryCheckup>(services, checkup => checkup.Run(ct)) : None,
                Wrong("Slack") ? Task.FromResult<IReadOnlyList<Finding>>([SlackCheckup.NotLookedAt])
                    : isGood || settings.Slack.BotToken is not null ? In<SlackCheckup>(services, checkup => checkup.Run(ct))
                    : None
            );
            return [.. database, .. parts.SelectMany(part => part)];
        }
        catch (EnvironmentProblem problem)
        {
            return [new Finding("database", Grade.Outside, problem.Message)];
        }
    }

    private static Task<IReadOnlyList<Finding>> None => Task.FromResult<IReadOnlyList<Finding>>([]);

    /// <summary>Each checkup has a scope of its own, so that they can be run side by side.</summary>
    private static async Task<IReadOnlyList<Finding>> In<T>(IServiceProvider services, Func<T, Task<IReadOnlyList<Finding>>> run)
        where T : notnull
    {
        await using var scope = services.CreateAsyncScope();
        return await run(scope.ServiceProvider.GetRequiredService<T>());
    }

    private static string Words(IReadOnlyList<Finding> findings)
    {
        var lines = findings.Select(finding =>
        {
            var mark = finding.Grade switch
            {
                Grade.Good => "ok  ",
                Grade.Note => "note",
                _ => "BAD ",
            };
            var line = $"{mark}  {finding.Area, -10} {finding.What}";
            return finding.Mend is null ? line : line + Environment.NewLine + new string(' ', 17) + "→ " + finding.Mend;
        });
        var bad = findings.Count(finding => finding.Grade is Grade.Bad or Grade.Outside);
        var verdict = bad switch
        {
            0 => "Nothing is wrong.",
            1 => "One thing is wrong.",
            _ => $"{bad} things are wrong.",
        };
        return string.Join(Environment.NewLine, lines.Append(verdict));
    }
}
