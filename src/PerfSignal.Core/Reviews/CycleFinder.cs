using Microsoft.EntityFrameworkCore;
using PerfSignal.Core.Data;
using PerfSignal.Core.Governance;
using PerfSignal.Core.People;

namespace PerfSignal.Core.Reviews;

/// <summary>How far a cycle is: for one step, or one department.</summary>
/// <param name="Nobodys">Open, and nobody is there to do it.</param>
public sealed record CycleCount(string Name, int Done, int All, int Nobodys = 0);

/// <summary>A step of a cycle with its numbers.</summary>
public sealed record StepCount(CycleStep Step, CycleCount Count);

/// <summary>Somebody who is reviewed, and what became of a step about them.</summary>
/// <param name="Doer">Who is to do it, or did; null for nobody.</param>
public sealed record StepOf(Person Subject, Guid? Doer, StepDone? Done);

/// <summary>Finds cycles and counts how far they are, for those who may know.</summary>
public sealed class CycleFinder(PerfSignalData data, Access access, OpenSteps steps)
{
    public Task<ReviewCycle?> Find(Guid id, CancellationToken ct) =>
        data.Set<ReviewCycle>().AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, ct);

    /// <summary>Those of a population, open ones first, then the newest.</summary>
    public async Task<IReadOnlyList<ReviewCycle>> Of(HrPopulation population, CancellationToken ct) =>
        [
            .. (await data.Set<ReviewCycle>().AsNoTracking().ToListAsync(ct))
                .Where(population.Sees)
                .OrderBy(row => row.State == CycleState.Open ? 0 : 1)
                .ThenByDescending(row => row.CreatedAt),
        ];

    public Task<List<CycleStep>> Steps(Guid cycle, CancellationToken ct) =>
        data.Set<CycleStep>().AsNoTracking().Where(step => step.CycleId == cycle).OrderBy(step => step.Position).ToListAsync(ct);

    /// <summary>Whom of a population the cycle reviews today.</summary>
    public async Task<IQueryable<Person>> Subjects(ReviewCycle cycle, HrPopulation population, CancellationToken ct) =>
        population.Of(await steps.Subjects(cycle, ct));

    public async Task<IReadOnlyList<StepCount>> ByStep(ReviewCycle cycle, HrPopulation population, CancellationToken ct)
    {
        var (subjects, done, lines) = (await Subjects(cycle, population, ct), steps.Completed, steps.Lines(steps.Today));
        var all = await subjects.CountAsync(ct);
        var counts = new List<StepCount>();
        foreach (var step in await Steps(cycle.Id, ct))
        {
            var completed = await done.CountAsync(
                row => row.StepId == step.Id && subjects.Any(person => person.Id == row.SubjectId),
                ct
            );
            var nobodys =
                step.Doer == StepDoer.Self
                    ? 0
                    : await subjects.CountAsync(
                        person =>
                            !lines.Any(line => line.ReportId == person.Id)
                            && !done.Any(row => row.StepId == step.Id && row.SubjectId == person.Id),
                        ct
                    );
            counts.Add(new(step, new(step.Name, completed, all, nobodys)));
        }

        return counts;
    }

    public async Task<IReadOnlyList<CycleCount>> ByDepartment(ReviewCycle cycle, HrPopulation population, CancellationToken ct)
    {
        var subjects = await Subjects(cycle, population, ct);
        var ids = (await Steps(cycle.Id, ct)).ConvertAll(step => step.Id);
        var all = await subjects
            .GroupBy(person => person.Department)
            .Select(group => new { group.Key, Count = group.Count() })
            .ToListAsync(ct);
        var done = await steps
            .Completed.Where(row => ids.Contains(row.StepId))
            .Join(subjects, row => row.SubjectId, person => person.Id, (row, person) => person.Department)
            .GroupBy(department => department)
            .Select(group => new { group.Key, Count = group.Count() })
            .ToDictionaryAsync(group => group.Key, group => group.Count, ct);
        return
        [
            .. all.OrderBy(group => group.Key, StringComparer.Ordinal)
                .Select(group => new CycleCount(group.Key, done.GetValueOrDefault(group.Key), group.Count * ids.Count)),
        ];
    }

    /// <summary>One step for the people of a population, by name; who is shown is recorded as read.</summary>
    /// <param name="open">Only those for whom it is open, or only those for whom it is done.</param>
    public async Task<(int Count, IReadOnlyList<StepOf> Rows)> People(
        Viewer viewer,
        ReviewCycle cycle,
        CycleStep step,
        HrPopulation population,
        bool open,
        int skip,
        int take,
        CancellationToken ct
    )
    {
        var done = steps.Completed.Where(row => row.StepId == step.Id);
        var subjects = (await Subjects(cycle, population, ct)).Where(person => done.Any(row => row.SubjectId == person.Id) != open);
        var count = await subjects.CountAsync(ct);
        var people = await subjects.OrderBy(person => person.NameKey).ThenBy(person => person.Id).Skip(skip).Take(take).ToListAsync(ct);
        return (count, await Rows(viewer, step, people, ct));
    }

    /// <summary>One step for given people, as far as the viewer may read it.</summary>
    public async Task<IReadOnlyList<StepOf>> Rows(Viewer viewer, CycleStep step, IReadOnlyList<Person> people, CancellationToken ct)
    {
        if (people.Count == 0)
        {
            return [];
        }

        var ids = people.Select(person => person.Id).ToList();
        var known = await (await access.ReadAll<StepDone>(viewer, ids, Purpose.Process, ct))
            .AsNoTracking()
            .Where(row => row.StepId == step.Id && row.ReopenedAt == null)
            .ToDictionaryAsync(row => row.SubjectId, ct);
        var managers = (await steps.Lines(steps.Today).Where(line => ids.Contains(line.ReportId)).ToListAsync(ct)).ToLookup(
            line => line.ReportId,
            line => (Guid?)line.ManagerId
        );
        return
        [
            .. people.Select(person =>
                known.TryGetValue(person.Id, out var done)
                    ? new StepOf(person, done.DoneBy, done)
                    : new StepOf(person, step.Doer == StepDoer.Self ? person.Id : managers[person.Id].FirstOrDefault(), null)
            ),
        ];
    }
}
