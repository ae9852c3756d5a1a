using System.CommandLine;
using Microsoft.EntityFrameworkCore;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Signals;
using Command = System.CommandLine.Command;

namespace PerfSignal.Bot.Cli;

/// <summary>`quarantine list` and `quarantine release NUMBER --by EMAIL`: figures that the anomaly guard set aside.</summary>
public static class QuarantineCommand
{
    public static Command Build(CommandLineHost host)
    {
        var list = new Command("list", "List the figures that were set aside because their data looks odd.");
        list.SetAction(
            (parsed, ct) =>
                ImportCommands.InScope(
                    host,
                    parsed.InvocationConfiguration.Error,
                    services => List(services, parsed.InvocationConfiguration.Output, ct),
                    ct
                )
        );

        var number = new Argument<string>("NUMBER") { Description = "The number in the list." };
        var by = new Option<string>("--by")
        {
            Description = "Who looked at the data; it is kept in the audit log.",
            Required = true,
            HelpName = "EMAIL",
        };
        var release = new Command("release", "Let a figure be shown again, after somebody has looked at its data.") { number, by };
        release.SetAction(
            (parsed, ct) =>
                ImportCommands.InScope(
                    host,
                    parsed.InvocationConfiguration.Error,
                    services =>
                        Release(
                            services,
                            parsed.GetRequiredValue(number).Trim(),
                            parsed.GetRequiredValue(by),
                            parsed.InvocationConfiguration,
                            ct
                        ),
                    ct
                )
        );
        return new Command("quarantine", "See and release figures that were set aside.") { list, release };
    }

    private static async Task<int> List(IServiceProvider services, TextWriter output, CancellationToken ct)
    {
        var waiting = await services.GetRequiredService<QuarantineReview>().Waiting(ct);
        var texts = services.GetRequiredService<Texts>();
        foreach (var one in waiting)
        {
            await output.WriteLineAsync(
                $"{one.Number}  {one.WindowEnd:uuuu-MM-dd}  {one.Email}  {Metric(one)}: {texts.Say(Texts.Fallback, "quarantine_" + one.Reason)}"
            );
        }

        await output.WriteLineAsync(
            waiting.Count == 0
                ? "No figure is set aside."
                : "Look at the source's records first. If they are right: quarantine release NUMBER --by EMAIL. If not: correct them there and import again."
        );
        return ExitCode.Good;
    }

    private static async Task<int> Release(
        IServiceProvider services,
        string number,
        string by,
        InvocationConfiguration console,
        CancellationToken ct
    )
    {
        var data = services.GetRequiredService<PerfSignalData>();
        var email = by.Trim().ToLowerInvariant();
        if (await data.People.AsNoTracking().FirstOrDefaultAsync(person => person.Email == email, ct) is not { } person)
        {
            await console.Error.WriteLineAsync($"--by: nobody here has the address '{by}'. Write that of the one who looked at the data.");
            return ExitCode.WrongInput;
        }

        if (await services.GetRequiredService<QuarantineReview>().Release(number, person, ct) is not { } released)
        {
            await console.Error.WriteLineAsync(
                $"No figure with the number '{number}' is set aside. `quarantine list` shows those that are."
            );
            return ExitCode.WrongInput;
        }

        await console.Output.WriteLineAsync(
            $"{Metric(released)} of {released.Email} is shown again while {released.WindowEnd:uuuu-MM-dd} lies in its window."
        );
        return ExitCode.Good;
    }

    private static string Metric(SetAside one) => one.Currency is null ? one.MetricKey : $"{one.MetricKey} ({one.Currency})";
}
