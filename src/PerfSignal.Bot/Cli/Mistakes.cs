using System.CommandLine;
using System.CommandLine.Help;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Bot.Cli;

/// <summary>Says what is wrong with the arguments and what was probably meant.</summary>
internal static class Mistakes
{
    /// <summary>Settings of the web host that may stand on the command line beside our own sections.</summary>
    private static readonly string[] HostSettings = ["--urls", "--environment"];

    public static IReadOnlyList<string> Of(ParseResult parsed, IReadOnlyList<string> sections)
    {
        var command = parsed.CommandResult.Command;
        if (parsed.Action is HelpAction || parsed.Action is System.CommandLine.Invocation.CommandLineAction { ClearsParseErrors: true })
        {
            return [];
        }

        if (command is RootCommand || command.Name == "serve")
        {
            return Settings([.. parsed.UnmatchedTokens], command, sections);
        }

        if (parsed.UnmatchedTokens.Count > 0)
        {
            return [.. parsed.UnmatchedTokens.Select(token => Unknown(token, command))];
        }

        if (command.Subcommands.Count > 0 && command.Action is null)
        {
            return [$"{Path(command)} needs one of: {string.Join(", ", command.Subcommands.Select(sub => sub.Name))}."];
        }

        return [.. parsed.Errors.Select(error => error.Message)];
    }

    public static string Usage(ParseResult parsed) => $"usage: {Synopsis(parsed.CommandResult.Command)}; --help says more";

    private static List<string> Settings(string[] tokens, Command command, IReadOnlyList<string> sections)
    {
        var mistakes = new List<string>();
        for (var at = 0; at < tokens.Length; at++)
        {
            var name = tokens[at].Split('=')[0];
            if (!IsSetting(name, sections))
            {
                mistakes.Add(Unknown(name, command));
            }
            else if (!tokens[at].Contains('=', StringComparison.Ordinal) && ++at >= tokens.Length)
            {
                mistakes.Add($"{name} needs a value; write {name}=VALUE.");
            }
        }

        return mistakes;
    }

    private static bool IsSetting(string name, IReadOnlyList<string> sections) =>
        HostSettings.Contains(name, StringComparer.OrdinalIgnoreCase)
        || sections.Any(section => name.StartsWith($"--{section}:", StringComparison.OrdinalIgnoreCase));

    private static string Unknown(string token, Command command)
    {
        var shown = token.Length <= 40 ? token : token[..40] + "…";
        var isOption = token.StartsWith('-');
        var names = isOption
            ? command.Options.Select(option => option.Name).Concat(command is RootCommand || command.Name == "serve" ? HostSettings : [])
            : command.Subcommands.Select(sub => sub.Name);
        var near = names
            .Select(name => (Name: name, Far: ZoneNames.Distance(name, shown)))
            .Where(pair => pair.Far <= 3)
            .OrderBy(pair => pair.Far)
            .FirstOrDefault()
            .Name;
        var kind =
            isOption ? "option"
            : command.Subcommands.Count > 0 ? "command"
            : "argument";
        return $"Unknown {kind} '{shown}'" + (near is null ? "." : $"; did you mean '{near}'?");
    }

    private static string Synopsis(Command command) =>
        command is RootCommand
            ? $"PerfSignal.Bot {string.Join('|', command.Subcommands.Select(sub => sub.Name))}"
            : string.Join(
                ' ',
                [
                    "PerfSignal.Bot",
                    Path(command),
                    .. command.Subcommands.Count > 0
                        ? [string.Join('|', command.Subcommands.Select(sub => sub.Name))]
                        : Array.Empty<string>(),
                    .. command.Arguments.Select(argument => argument.Name),
                    .. command.Options.Where(option => option.Required).Select(option => $"{option.Name} {option.HelpName}"),
                ]
            );

    private static string Path(Symbol symbol) =>
        symbol.Parents.FirstOrDefault() is { } parent and not RootCommand ? $"{Path(parent)} {symbol.Name}" : symbol.Name;
}
