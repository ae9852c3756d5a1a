using System.Globalization;
using Microsoft.EntityFrameworkCore;
using PerfSignal.Core.Data;
using PerfSignal.Core.People;

namespace PerfSignal.Bot.Hosting;

/// <summary>What the doctor finds about the pilot: waves that take in nobody or name what is not there, overlaps, and whether anybody is in at all.</summary>
public sealed class PilotCheckup(PerfSignalData data, PilotGate gate)
{
    private const string Area = "pilot";

    public async Task<IReadOnlyList<Finding>> Run(CancellationToken ct)
    {
        var today = gate.Today;
        var waves = await data.Set<PilotWave>().AsNoTracking().OrderBy(wave => wave.From).ThenBy(wave => wave.Id).ToListAsync(ct);
        if (waves.Count == 0)
        {
            return [];
        }

        var groups = await data
            .People.Where(person => person.HireDate <= today && (person.LastDay == null || person.LastDay >= today))
            .GroupBy(person => new { person.RoleFamily, person.Department })
            .Select(group => new Group(group.Key.RoleFamily, group.Key.Department, group.Count()))
            .ToListAsync(ct);
        var (all, inside) = (
            groups.Sum(group => group.Count),
            groups.Where(group => Covers(waves, group, today)).Sum(group => group.Count)
        );
        var open = waves.Where(wave => wave.IsEver && (wave.Until is null || wave.Until > today)).ToList();
        return
        [
            inside == 0
                ? new Finding(
                    Area,
                    Grade.Bad,
                    $"There {(waves.Count == 1 ? "is a wave" : "are waves")} of the pilot, and none takes in anybody today: nothing is collected and nothing is sent.",
                    "On the page /hr/pilot, begin a wave, or add one with nothing chosen: it takes in everyone."
                )
                : Finding.Good(Area, string.Create(CultureInfo.InvariantCulture, $"{inside} of {all} people are in the pilot today")),
            .. open.SelectMany(wave => Of(wave, groups)),
            .. Overlaps(open, groups),
        ];
    }

    private static bool Covers(List<PilotWave> waves, Group group, NodaTime.LocalDate today) =>
        waves.Exists(wave => wave.HoldsOn(today) && wave.Covers(group.Family, group.Department));

    private static IEnumerable<Finding> Of(PilotWave wave, List<Group> groups)
    {
        var unknown = wave
            .Families.Where(family => groups.TrueForAll(group => group.Family != family))
            .Select(family => $"role family '{family}'")
            .Concat(wave.Teams.Where(team => groups.TrueForAll(group => group.Department != team)).Select(team => $"department '{team}'"))
            .ToList();
        if (unknown.Count > 0)
        {
            yield return new Finding(
                Area,
                Grade.Note,
                $"The wave '{wave.Name}' names what nobody has: {string.Join(", ", unknown)}.",
                "Correct the wave on the page /hr/pilot, or the people file."
            );
        }

        if (groups.TrueForAll(group => !wave.Covers(group.Family, group.Department)))
        {
            yield return new Finding(
                Area,
                Grade.Note,
                $"The wave '{wave.Name}' takes in nobody.",
                "Where it names families and departments, only people who are of both are in; correct it on the page /hr/pilot."
            );
        }
    }

    private static IEnumerable<Finding> Overlaps(List<PilotWave> waves, List<Group> groups) =>
        from first in waves
        from second in waves.SkipWhile(wave => wave != first).Skip(1)
        where (first.Until is null || second.From < first.Until) && (second.Until is null || first.From < second.Until)
        let both = groups
            .Where(some => first.Covers(some.Family, some.Department) && second.Covers(some.Family, some.Department))
            .Sum(some => some.Count)
        where both > 0
        select new Finding(
            Area,
            Grade.Note,
            string.Create(
                CultureInfo.InvariantCulture,
                $"The waves '{first.Name}' and '{second.Name}' overlap: {both} {(both == 1 ? "person is" : "people are")} in both, and stay in until the later one ends."
            )
        );

    private sealed record Group(string Family, string Department, int Count);
}
