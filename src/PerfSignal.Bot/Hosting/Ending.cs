using Microsoft.AspNetCore.Connections;
using PerfSignal.Bot.Data;

namespace PerfSignal.Bot.Hosting;

/// <summary>How the program ends when something outside it is wrong: a sentence and an exit code instead of a stack trace.</summary>
public static class Ending
{
    /// <summary>Null for a bug.</summary>
    public static (int ExitCode, string Sentence)? Of(Exception error) =>
        error switch
        {
            SettingsException settings => (settings.ExitCode, settings.Message),
            EnvironmentProblem problem => (3, problem.Message),
            IOException { InnerException: AddressInUseException } inUse => (
                3,
                $"{inUse.Message.TrimEnd('.')}. Another program listens there; end it, or choose another address with --urls http://localhost:5081."
            ),
            _ => null,
        };
}
