using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using PerfSignal.Core.Data;
using PerfSignal.Core.People;
using PerfSignal.Core.Reviews;

namespace PerfSignal.Core.Broadcasts;

/// <summary>Who has something to do in an open review cycle: a step that is theirs, or one for somebody whose manager they are today.</summary>
public sealed class OpenInCycle(PerfSignalData data, InsidePilot pilot)
{
    /// <param name="step">Null for any step.</param>
    /// <param name="working">Those who work here now.</param>
    /// <param name="today">The date by which lines of reporting count.</param>
    /// <returns>Ids; none where the cycle is not open.</returns>
    public async Task<IQueryable<Guid>> Of(Guid cycle, Guid? step, IQueryable<Person> working, LocalDate today, CancellationToken ct)
    {
        IQueryable<Guid>? all = null;
        if (await data.Set<ReviewCycle>().AsNoTracking().FirstOrDefaultAsync(one => one.Id == cycle, ct) is { State: CycleState.Open } open)
        {
            var subjects = await pilot(Reviewed(open, working), ct);
            var steps = data.Set<CycleStep>().AsNoTracking().Where(one => one.CycleId == cycle && (step == null || one.Id == step));
            foreach (var one in await steps.ToListAsync(ct))
            {
                var left = Doers(one, subjects, today);
                all = all is null ? left : all.Union(left);
            }
        }

        return all ?? data.People.Where(person => false).Select(person => person.Id);
    }

    private IQueryable<Guid> Doers(CycleStep step, IQueryable<Person> subjects, LocalDate today)
    {
        var id = step.Id;
        var left = subjects.Where(person => !data.Set<StepDone>().Any(done => done.StepId == id && done.SubjectId == person.Id));
        return step.Doer == StepDoer.Self
            ? left.Select(person => person.Id)
            : data
                .ReportingLines.Where(line => line.From <= today && (line.Until == null || line.Until > today))
                .Where(line => left.Any(person => person.Id == line.ReportId))
                .Select(line => line.ManagerId);
    }

    private static IQueryable<Person> Reviewed(ReviewCycle cycle, IQueryable<Person> people)
    {
        var (departments, families) = (List(cycle.Departments), List(cycle.RoleFamilies));
        return people.Where(person =>
            (departments.Count == 0 || departments.Contains(person.Department))
            && (families.Count == 0 || families.Contains(person.RoleFamily))
        );
    }

    private static List<string> List(string json) => JsonSerializer.Deserialize<List<string>>(json) ?? [];
}
