using System.CommandLine;
using System.Text;
using PerfSignal.Core.Calendar;

namespace PerfSignal.Bot.Cli;

/// <summary>`import KIND FILE`: everything is checked before anything is written, then the plan runs so that briefs follow at once.</summary>
internal static class ImportCommands
{
    public static Command Build(CommandLineHost host)
    {
        var import = new Command("import", "Import a file: all of it or, with every bad line named, nothing.");
        foreach (var kind in host.Imports)
        {
            import.Add(One(kind, host));
        }

        import.Add(CalendarCommand.Build(host));
        return import;
    }

    private static Command One(FileImport kind, CommandLineHost host)
    {
        var path = new Argument<string>("FILE") { Description = $"A {kind.Extension} file." };
        var command = new Command(kind.Name, kind.Description) { path };
        command.SetAction((parsed, ct) => Run(kind, parsed.GetRequiredValue(path), host, parsed, ct));
        return command;
    }

    private static async Task<int> Run(FileImport kind, string path, CommandLineHost host, ParseResult parsed, CancellationToken ct)
    {
        var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
        var (file, problem) = InputFile.Open(path, kind.Extension);
        if (file is null)
        {
            await error.WriteLineAsync(problem);
            return ExitCode.WrongInput;
        }

        await using (file)
        {
            return await InScope(
                host,
                error,
                async services =>
                {
                    using var text = new StreamReader(file, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
                    var print = new ImportOutput(path, output, error);
                    var (result, warnings) = await kind.Run(services, text, ct);
                    if (!result.Ok)
                    {
                        return print.Refused(result.Problems);
                    }

                    print.Warn(warnings);
                    print.Written(result.Added, result.Changed, result.Unchanged, result.MissingRows);
                    print.NotInPilot(result.NotInPilot);
                    return await Plan(services, print, ct);
                },
                ct
            );
        }
    }

    public static async Task<int> Plan(IServiceProvider services, ImportOutput print, CancellationToken ct)
    {
        print.Planned(await services.GetRequiredService<PlanOccurrences>().Run(ct));
        return ExitCode.Good;
    }

    public static async Task<int> InScope(
        CommandLineHost host,
        TextWriter error,
        Func<IServiceProvider, Task<int>> act,
        CancellationToken ct
    )
    {
        await using var scope = host.Services().CreateAsyncScope();
        if (await host.WhyNotReady(scope.ServiceProvider, ct) is { } reason)
        {
            await error.WriteLineAsync(reason);
            return ExitCode.Environment;
        }

        return await act(scope.ServiceProvider);
    }
}
