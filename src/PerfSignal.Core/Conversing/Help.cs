using Microsoft.EntityFrameworkCore;
using PerfSignal.Core.Data;
using PerfSignal.Core.People;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Core.Conversing;

/// <summary>What one can type, made from the verb table for the role of the one who asks.</summary>
public sealed class Help(PerfSignalData data, VerbTable verbs, Pages pages, TimeProvider clock) : IVerb
{
    public static readonly Verb Verb = new("help", typeof(Help), ["help", "perf", "hilfe"])
    {
        SlashCommand = "/perf",
        OnlyReadsAlone = true,
    };

    public async Task<Reply> Handle(Command command, CancellationToken ct)
    {
        var reader = command.Reader;
        var audiences = await Audiences(command.By, ct);
        var commands = verbs
            .All.Where(verb => verb.Aliases.Count > 0 && audiences.Contains(verb.Audience))
            .Select(verb => new HelpRow(reader.Say(verb.UsageKey), reader.Say(verb.HelpKey)))
            .OrderBy(row => row.Usage, StringComparer.Ordinal)
            .ToList();
        return Reply.Show("help", new HelpModel(commands, command.Platform != PlatformName.Web && pages.PublicUrl is not null));
    }

    private async Task<HashSet<Audience>> Audiences(Person person, CancellationToken ct)
    {
        var audiences = new HashSet<Audience> { Audience.Everyone };
        var today = clock.Today(person.Zone);
        if (
            await data.ReportingLines.AnyAsync(
                line => line.ManagerId == person.Id && line.From <= today && (line.Until == null || today < line.Until),
                ct
            )
        )
        {
            audiences.Add(Audience.Managers);
        }

        if (await data.PersonRoles.AnyAsync(role => role.PersonId == person.Id && role.Kind == RoleKind.Hr, ct))
        {
            audiences.Add(Audience.Hr);
        }

        return audiences;
    }
}

/// <summary>Model of the card `help`.</summary>
/// <param name="HasPages">Whether there are web pages to open that the reader does not have before them.</param>
public sealed record HelpModel(IReadOnlyList<HelpRow> Commands, bool HasPages = false);

/// <param name="Usage">What to type: `goals [name]`.</param>
/// <param name="What">A sentence on what it does.</param>
public sealed record HelpRow(string Usage, string What);
