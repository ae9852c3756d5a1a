using System.CommandLine;

namespace PerfSignal.Bot.Cli;

/// <summary>The commands of the program; without one it serves.</summary>
public static class CommandLine
{
    /// <param name="more">Commands of other features, such as `doctor`.</param>
    public static RootCommand Build(CommandLineHost host, params IEnumerable<Command> more)
    {
        var root = new RootCommand("PerfSignal Bot: evidence for 1:1s, shortly before each of them.")
        {
            TreatUnmatchedTokensAsErrors = false,
        };
        root.SetAction((parsed, ct) => host.Serve([.. parsed.UnmatchedTokens], ct));

        var serve = new Command(
            "serve",
            "Run the service (this is the default). Takes --urls ADDRESS, and every setting as --Section:Key VALUE."
        )
        {
            TreatUnmatchedTokensAsErrors = false,
        };
        serve.SetAction((parsed, ct) => host.Serve([.. parsed.UnmatchedTokens], ct));
        root.Add(serve);

        var migrate = new Command("migrate", "Create or upgrade the database, then exit.");
        migrate.SetAction(
            async (parsed, ct) =>
            {
                await using var scope = host.Services().CreateAsyncScope();
                return await host.Migrate(scope.ServiceProvider, parsed.InvocationConfiguration.Output, ct);
            }
        );
        root.Add(migrate);
        root.Add(ImportCommands.Build(host));
        foreach (var command in more)
        {
            root.Add(command);
        }

        return root;
    }

    /// <summary>Runs the command that the arguments name and returns its exit code.</summary>
    public static async Task<int> Run(
        RootCommand root,
        CommandLineHost host,
        IReadOnlyList<string> args,
        TextWriter output,
        TextWriter error,
        CancellationToken ct = default
    )
    {
        // A file of arguments (@FILE) is no part of this command line: an address may begin with @ by mistake.
        var parsed = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        var mistakes = Mistakes.Of(parsed, host.Sections);
        if (mistakes.Count > 0)
        {
            foreach (var mistake in mistakes)
            {
                await error.WriteLineAsync(mistake);
            }

            await error.WriteLineAsync(Mistakes.Usage(parsed));
            return ExitCode.WrongInput;
        }

        try
        {
            // The service stops by itself on SIGTERM and lets what is being sent end.
            return await parsed.InvokeAsync(
                new InvocationConfiguration
                {
                    Output = output,
                    Error = error,
                    EnableDefaultExceptionHandler = false,
                    ProcessTerminationTimeout = null,
                },
                ct
            );
        }
        catch (Exception problem) when (host.Explain(problem) is { } ending)
        {
            await error.WriteLineAsync(ending.Sentence);
            return ending.ExitCode;
        }
    }
}
