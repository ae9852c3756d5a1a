using Microsoft.EntityFrameworkCore;
using PerfSignal.Core.Data;
using PerfSignal.Core.People;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Core.Conversing;

/// <summary>What one can type, made from the verb table for the role of the one who asks, by feature; `help goals` is one of them alone.</summary>
public sealed class Help(PerfSignalData data, VerbTable verbs, Pages pages, TimeProvider clock) : IVerb
{
    public static readonly Verb Verb = new("help", typeof(Help), ["help", "perf", "hilfe"])
    {
        SlashCommand = "/perf",
        OnlyReadsAlone = true,
        WorksOutsidePilot = true,
    };

    /// <summary>Features in the order in which people need them; one that is not here comes before the last.</summary>
    private static readonly string[] Order =
    [
        "Home",
        "Briefs",
        "Commitments",
        "Feedback",
        "Goals",
        "Development",
        "Drafting",
        "MyData",
        "Contests",
        "Preferences",
        "",
        "Conversing",
    ];

    public async Task<Reply> Handle(Command command, CancellationToken ct)
    {
        var reader = command.Reader;
        var audiences = await Audiences(command.By, ct);
        var known = verbs.All.Where(verb => verb.Aliases.Count > 0 && audiences.Contains(verb.Audience)).ToList();
        var asked = command.Text.Length == 0 ? null : Feature(known, command.Text);
        var groups = known
            .GroupBy(verb => verb.Feature)
            .Where(group => asked is null || group.Key == asked)
            .OrderBy(group => Array.IndexOf(Order, group.Key) is var at and >= 0 ? at : Array.IndexOf(Order, ""))
            .ThenBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => new HelpGroup(
                reader.Knows("help_group_" + group.Key) ? reader.Say("help_group_" + group.Key) : group.Key,
                [.. group.Select(verb => new HelpRow(reader.Say(verb.UsageKey), reader.Say(verb.HelpKey)))]
            ))
            .ToList();
        var unknown = command.Text.Length > 0 && asked is null;
        var word = command.Text.Length > 40 ? command.Text[..40] + "…" : command.Text;
        return Reply.Show(
            "help",
            new HelpModel(
                groups,
                command.Platform != PlatformName.Web && pages.PublicUrl is not null,
                unknown ? reader.Say("help_unknown", ("word", word)) : ""
            )
        );
    }

    /// <summary>The feature of a word that is typed for one of its verbs, or nearly.</summary>
    private string? Feature(IReadOnlyList<Verb> known, string words)
    {
        var meant = verbs.ByWords(words).Verb ?? (Meant.Of(verbs, words) is { } near ? verbs.ByWords(near).Verb : null);
        return meant is not null && known.Contains(meant) ? meant.Feature : null;
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
/// <param name="Notice">That what was asked about is not there; may be empty.</param>
public sealed record HelpModel(IReadOnlyList<HelpGroup> Groups, bool HasPages = false, string Notice = "");

/// <summary>The verbs of one feature.</summary>
public sealed record HelpGroup(string Title, IReadOnlyList<HelpRow> Rows);

/// <param name="Usage">What to type: `goals [name]`.</param>
/// <param name="What">A sentence on what it does.</param>
public sealed record HelpRow(string Usage, string What);
