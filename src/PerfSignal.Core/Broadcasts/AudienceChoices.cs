using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Governance;
using PerfSignal.Core.Reviews;

namespace PerfSignal.Core.Broadcasts;

/// <summary>What an author may choose an audience by, as it is today.</summary>
/// <param name="Cycles">Open review cycles and their steps.</param>
public sealed record AudienceOptions(
    IReadOnlyList<string> Departments,
    IReadOnlyList<string> RoleFamilies,
    IReadOnlyList<string> Locations,
    IReadOnlyList<CycleOption> Cycles
)
{
    /// <summary>What a form sends for a name: names may hold the comma that parts them, and be longer than a form takes.</summary>
    public static string KeyOf(string name) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)))[..12];

    /// <summary>The names behind the keys that a form sent; <see cref="AllThere"/> tells whether each stands for something.</summary>
    public static IReadOnlyList<string> Chosen(IEnumerable<string> names, string keys)
    {
        var wanted = Parted(keys);
        return [.. names.Where(name => wanted.Contains(KeyOf(name)))];
    }

    /// <summary>Whether no key has lost its name meanwhile: without it the rule would hold for more people than were chosen.</summary>
    public static bool AllThere(IEnumerable<string> names, string keys) => Parted(keys).IsSubsetOf(names.Select(KeyOf));

    private static HashSet<string> Parted(string keys) =>
        keys.Split(',', StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.Ordinal);

    public static string Keys(IEnumerable<string> names) => string.Join(',', names.Select(KeyOf));
}

/// <param name="StepId">Null for any step of the cycle.</param>
public sealed record CycleOption(Guid CycleId, Guid? StepId, string Cycle, string? Step)
{
    public string Key => StepId is { } step ? $"{CycleId:N}.{step:N}" : CycleId.ToString("N");

    public string Title(Reader reader) =>
        Cycle.Length == 0 ? reader.Say("nudge_to_cycle_gone")
        : Step is null ? reader.Say("nudge_cycle_any", ("name", Cycle))
        : reader.Say("nudge_cycle_step", ("name", Cycle), ("step", Step));
}

/// <summary>Finds what an author may choose from: only what their own population has.</summary>
public sealed class AudienceChoices(PerfSignalData data, AudienceFinder audience)
{
    /// <summary>More than any page of choices is of use for.</summary>
    private const int Most = 1000;
    private const int MostCycles = 10;

    public async Task<AudienceOptions> Of(Viewer author, AudienceRule? chosen, CancellationToken ct)
    {
        var people = await audience.Of(author, new AudienceRule(), ct);
        return new AudienceOptions(
            With(
                await people.Select(person => person.Department).Distinct().OrderBy(name => name).Take(Most).ToListAsync(ct),
                chosen?.Departments
            ),
            With(
                await people.Select(person => person.RoleFamily).Distinct().OrderBy(name => name).Take(Most).ToListAsync(ct),
                chosen?.RoleFamilies
            ),
            With(
                await people.Select(person => person.Location).Distinct().OrderBy(name => name).Take(Most).ToListAsync(ct),
                chosen?.Locations
            ),
            await Cycles(chosen, ct)
        );
    }

    /// <summary>What was chosen before stays a choice, also where nobody is there any more.</summary>
    private static List<string> With(List<string> names, IReadOnlyList<string>? chosen) =>
        [.. names.Where(name => name.Length > 0), .. (chosen ?? []).Except(names, StringComparer.Ordinal)];

    /// <summary>The chosen one also where it is closed by now: a menu without it would choose everybody.</summary>
    private async Task<IReadOnlyList<CycleOption>> Cycles(AudienceRule? chosen, CancellationToken ct)
    {
        var (kept, keptStep) = (chosen?.CycleId, chosen?.StepId);
        var cycles = await data.Set<ReviewCycle>()
            .Where(row => row.State == CycleState.Open || row.Id == kept)
            .OrderBy(row => row.Id == kept ? 0 : 1)
            .ThenBy(row => row.Name)
            .Take(MostCycles)
            .ToListAsync(ct);
        var ids = cycles.ConvertAll(row => row.Id);
        var steps = await data.Set<CycleStep>().Where(row => ids.Contains(row.CycleId)).OrderBy(row => row.Position).ToListAsync(ct);
        List<CycleOption> options =
        [
            .. cycles.SelectMany(cycle =>
                steps
                    .Where(step => step.CycleId == cycle.Id)
                    .Select(step => new CycleOption(cycle.Id, step.Id, cycle.Name, step.Name))
                    .Prepend(new CycleOption(cycle.Id, null, cycle.Name, null))
            ),
        ];
        return kept is { } id && !options.Exists(one => one.CycleId == id && one.StepId == keptStep)
            ? [new CycleOption(id, keptStep, "", null), .. options]
            : options;
    }
}
