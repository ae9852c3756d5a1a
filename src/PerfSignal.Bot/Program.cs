using System.CommandLine;
using PerfSignal.Bot.Hosting;

var root = new RootCommand("PerfSignal Bot: evidence for 1:1s, shortly before each of them.") { TreatUnmatchedTokensAsErrors = false };
root.SetAction((parsed, ct) => App.Serve([.. parsed.UnmatchedTokens], ct));

var serve = new Command("serve", "Run the service (this is the default).") { TreatUnmatchedTokensAsErrors = false };
serve.SetAction((parsed, ct) => App.Serve([.. parsed.UnmatchedTokens], ct));
root.Add(serve);
root.Add(DoctorCommand.Build());

try
{
    // The service stops by itself on SIGTERM and lets what is being sent end.
    return await root.Parse(args)
        .InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
}
catch (Exception error) when (Ending.Of(error) is { } ending)
{
    await Console.Error.WriteLineAsync(ending.Sentence);
    return ending.ExitCode;
}
