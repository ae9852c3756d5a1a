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
        var doctor = new Command("doctor", "Check database, schedule, secrets, platforms, sources and clocks.") { json, install };
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
        var findings = SettingsCheckup.Run(settings, problems, clock.Now()).ToList();
        findings.AddRange(await TeamsCheckup.Run(settings.Teams, clock, ct));
        if (problems.Any(problem => problem.Key.StartsWith("Database:", StringComparison.OrdinalIgnoreCase)))
        {
            findings.Add(new Finding("database", Grade.Note, "Not looked at, because its settings are wrong.", "Mend the settings first."));
            return findings;
        }

        try
        {
            var collection = new ServiceCollection()
                .AddLogging()
                .AddPerfSignal(settings)
                .AddSingleton(clock)
                .AddScoped<DatabaseCheckup>()
                .AddScoped<PeopleCheckup>()
                .AddScoped<AccountsCheckup>()
                .AddScoped<CalendarCheckup>()
                .AddPerfSignalProtection(
                    problems.Any(problem => problem.Key == "DataProtection:KeyFile") ? null : settings.DataProtection.KeyFile
                )
                .AddSlackCheckup(settings.Slack);
            if (!problems.Any(problem => problem.Key.StartsWith("Calendars:", StringComparison.OrdinalIgnoreCase)))
            {
                collection.AddPerfSignalCalendars(settings.Graph, settings.Google, settings.Feeds);
            }

            await using var services = collection.BuildServiceProvider();
            await using var scope = services.CreateAsyncScope();
            var database = await scope.ServiceProvider.GetRequiredService<DatabaseCheckup>().Run(ct);
            findings.AddRange(database);
            if (database[0].Grade == Grade.Good)
            {
                findings.AddRange(await scope.ServiceProvider.GetRequiredService<PeopleCheckup>().Run(ct));
                findings.AddRange(await scope.ServiceProvider.GetRequiredService<AccountsCheckup>().Run(ct));
                findings.AddRange(await scope.ServiceProvider.GetRequiredService<CalendarCheckup>().Run(ct));
                findings.AddRange(await scope.ServiceProvider.GetRequiredService<SlackCheckup>().Run(ct));
            }
        }
        catch (EnvironmentProblem problem)
        {
            findings.Add(new Finding("database", Grade.Outside, problem.Message));
        }

        return findings;
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
