using System.CommandLine;
using System.Text.Json;
using NodaTime;
using NodaTime.Text;
using PerfSignal.Bot.Cards;
using PerfSignal.Bot.Cards.Rendering;
using PerfSignal.Core.Briefs;
using PerfSignal.Core.Schedules;
using CardJson = PerfSignal.Core.Conversing.CardJson;
using Command = System.CommandLine.Command;

namespace PerfSignal.Bot.Cli;

/// <summary>`brief EMAIL --with EMAIL [--at INSTANT] [--format text|teams|slack|json]`.</summary>
public static class BriefCommand
{
    private static readonly string[] Formats = ["text", "teams", "slack", "json"];
    private static readonly JsonSerializerOptions Indented = new(CardJson.Options) { WriteIndented = true };

    /// <param name="host">Gives the program's services when the command runs.</param>
    /// <param name="library">The cards, asked for when the command runs.</param>
    public static Command Create(CommandLineHost host, Func<CardLibrary> library)
    {
        var email = new Argument<string>("EMAIL") { Description = "Who the brief is for: the manager, or the employee for their mirror." };
        var with = new Option<string>("--with")
        {
            Description = "The other of the two.",
            Required = true,
            HelpName = "EMAIL",
        };
        var at = new Option<string?>("--at")
        {
            Description = "As it would be sent at this instant, such as 2026-11-24T09:00:00Z; now if absent.",
            HelpName = "INSTANT",
        };
        var format = new Option<string>("--format")
        {
            Description = "text, teams, slack or json (the evidence with its provenance).",
            HelpName = "FORMAT",
            DefaultValueFactory = _ => "text",
        };
        var command = new Command(
            "brief",
            "Print a brief as it would be sent. Nothing is sent; an entry that the employee can see says that it was printed."
        )
        {
            email,
            with,
            at,
            format,
        };
        command.SetAction(
            async (parsed, ct) =>
            {
                var console = parsed.InvocationConfiguration;
                var question = new Question(
                    parsed.GetRequiredValue(email),
                    parsed.GetRequiredValue(with),
                    parsed.GetValue(at),
                    parsed.GetRequiredValue(format)
                );
                return await ImportCommands.InScope(
                    host,
                    console.Error,
                    services => Run(services, library, question, console.Output, console.Error, ct),
                    ct
                );
            }
        );
        return command;
    }

    private sealed record Question(string To, string With, string? At, string Format);

    private static async Task<int> Run(
        IServiceProvider services,
        Func<CardLibrary> library,
        Question question,
        TextWriter output,
        TextWriter error,
        CancellationToken ct
    )
    {
        if (!Formats.Contains(question.Format))
        {
            await error.WriteLineAsync($"--format: '{question.Format}' is not one of {string.Join(", ", Formats)}.");
            return ExitCode.WrongInput;
        }

        if (Instant(question.At, services.GetRequiredService<TimeProvider>()) is not { } instant)
        {
            await error.WriteLineAsync(
                $"--at: '{question.At}' is no instant. Write it with an offset, such as 2026-11-24T09:00:00Z or 2026-11-24T10:00:00+01:00."
            );
            return ExitCode.WrongInput;
        }

        var (brief, wrong) = await services.GetRequiredService<BriefPrinter>().Print(question.To, question.With, instant, ct);
        if (brief is null)
        {
            await error.WriteLineAsync(wrong);
            return ExitCode.WrongInput;
        }

        await output.WriteLineAsync(
            question.Format == "json" ? JsonSerializer.Serialize(brief.Evidence, Indented) : Show(question.Format, brief, library())
        );
        return ExitCode.Good;
    }

    private static string Show(string format, PrintedBrief brief, CardLibrary library) =>
        format switch
        {
            "teams" => new TeamsRenderer().Card(library.Expand(brief.Card, brief.Model, brief.Language)).ToJsonString(Indented),
            "slack" => new BlockKitRenderer()
                .Message(library.ExpandForSlack(brief.Card, brief.Model, brief.Language))
                .ToJsonString(Indented),
            _ => PlainTextRenderer.Render(library.Expand(brief.Card, brief.Model, brief.Language)),
        };

    private static Instant? Instant(string? typed, TimeProvider clock)
    {
        if (typed is null)
        {
            return clock.Now();
        }

        var parsed = OffsetDateTimePattern.ExtendedIso.Parse(typed.Trim());
        return parsed.Success ? parsed.Value.ToInstant() : null;
    }
}
