using Microsoft.EntityFrameworkCore;
using NodaTime;
using PerfSignal.Core.Data;
using PerfSignal.Core.Governance;
using PerfSignal.Core.People;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Core.Reviews;

/// <summary>A step that is open for somebody: about whom, and who is to do it.</summary>
public sealed class OpenStep
{
    public required Guid StepId { get; init; }
    public required Guid SubjectId { get; init; }
    public required Guid DoerId { get; init; }
}

/// <summary>A step that is open for somebody, with its cycle.</summary>
public sealed record OpenLine(ReviewCycle Cycle, CycleStep Step, Guid SubjectId, Guid DoerId)
{
    public StepKey Key => new(Step.Id, SubjectId);
}

/// <summary>
/// Who has what open in review cycles at this moment. Nothing of it is stored: population, reporting line and what was completed are asked of the
/// database each time, on the day in the organisation's zone, so that a change of manager moves what is open and a leaver has nothing.
/// </summary>
public sealed class OpenSteps(PerfSignalData data, Access access, PilotGate pilot, Organization organization, TimeProvider clock)
{
    private readonly DateTimeZone zone = Zones.Of(organization.TimeZone);

    public LocalDate Today => clock.Today(zone);

    /// <summary>The ids of those who have something open in a cycle, or in one step of it; each once. Nobody where the cycle is not open.</summary>
    public async Task<IQueryable<Guid>> Doers(Guid cycleId, Guid? stepId, CancellationToken ct)
    {
        var cycle = await data.Set<ReviewCycle>().AsNoTracking().FirstOrDefaultAsync(row => row.Id == cycleId, ct);
        return cycle is { State: CycleState.Open }
            ? (await In(cycle, stepId, ct)).Select(open => open.DoerId).Distinct()
            : data.People.Where(person => false).Select(person => person.Id);
    }

    public async Task<bool> HasOpen(Guid person, Guid cycleId, Guid? stepId, CancellationToken ct) =>
        await (await Doers(cycleId, stepId, ct)).AnyAsync(id => id == person, ct);

    /// <summary>Those of the people, at most a few hundred at a time, who have something open in the cycle.</summary>
    public async Task<IReadOnlySet<Guid>> WithOpen(IReadOnlyCollection<Guid> people, Guid cycleId, Guid? stepId, CancellationToken ct) =>
        (await (await Doers(cycleId, stepId, ct)).Where(id => people.Contains(id)).ToListAsync(ct)).ToHashSet();

    /// <summary>Everything that given people, at most a few hundred at a time, have open in any cycle; what is due first comes first.</summary>
    public async Task<IReadOnlyList<OpenLine>> For(IReadOnlyCollection<Guid> doers, CancellationToken ct)
    {
        var lines = new List<OpenLine>();
        foreach (var (cycle, steps) in await Open(ct))
        {
            var open = await (await In(cycle, null, ct)).Where(one => doers.Contains(one.DoerId)).ToListAsync(ct);
            lines.AddRange(open.Select(one => new OpenLine(cycle, steps.First(step => step.Id == one.StepId), one.SubjectId, one.DoerId)));
        }

        return [.. lines.OrderBy(line => line.Step.Due).ThenBy(line => line.Cycle.Id).ThenBy(line => line.Step.Position)];
    }

    /// <summary>The open cycles with their steps.</summary>
    public async Task<IReadOnlyList<(ReviewCycle Cycle, IReadOnlyList<CycleStep> Steps)>> Open(CancellationToken ct)
    {
        var cycles = await data.Set<ReviewCycle>()
            .AsNoTracking()
            .Where(row => row.State == CycleState.Open)
            .OrderBy(row => row.OpenedAt)
            .ThenBy(row => row.Id)
            .ToListAsync(ct);
        if (cycles.Count == 0)
        {
            return [];
        }

        var ids = cycles.ConvertAll(row => row.Id);
        var steps = await data.Set<CycleStep>()
            .AsNoTracking()
            .Where(step => ids.Contains(step.CycleId))
            .OrderBy(step => step.Position)
            .ToListAsync(ct);
        return [.. cycles.Select(cycle => (cycle, (IReadOnlyList<CycleStep>)steps.FindAll(step => step.CycleId == cycle.Id)))];
    }

    /// <summary>Whose steps a person does today: their own, and those of the managers for whom they stand in.</summary>
    public async Task<IReadOnlyList<Guid>> InPlaceOf(Guid person, CancellationToken ct)
    {
        var today = Today;
        var managers = await data.Set<Delegation>()
            .Where(row => row.DelegateId == person && row.From <= today && row.Until > today)
            .Select(row => row.ManagerId)
            .ToListAsync(ct);
        return [person, .. managers.Where(manager => manager != person).Distinct()];
    }

    /// <summary>
    /// What a person may complete: their own steps, those about their reports, and as a stand-in those about a manager's reports. Nothing for somebody whom
    /// the pilot does not take in, since what they complete would be kept.
    /// </summary>
    public async Task<IReadOnlyList<OpenLine>> ToDo(Guid person, CancellationToken ct) =>
        !await pilot.Has(person, ct)
            ? []
            :
            [
                .. (await For(await InPlaceOf(person, ct), ct)).Where(line =>
                    line.DoerId == person || (line.Step.Doer == StepDoer.Manager && line.SubjectId != person)
                ),
            ];

    /// <summary>What is open in one cycle, for whoever works here and has it to do.</summary>
    public async Task<IQueryable<OpenStep>> In(ReviewCycle cycle, Guid? stepId, CancellationToken ct)
    {
        var (subjects, steps) = (await Subjects(cycle, ct), Steps(cycle.Id, stepId));
        var (today, done) = (Today, Completed);
        var open = steps
            .SelectMany(step => subjects, (step, person) => new { Step = step, Subject = person.Id })
            .Where(one => !done.Any(row => row.StepId == one.Step.Id && row.SubjectId == one.Subject));
        var own = open.Where(one => one.Step.Doer == StepDoer.Self)
            .Select(one => new OpenStep
            {
                StepId = one.Step.Id,
                SubjectId = one.Subject,
                DoerId = one.Subject,
            });
        var managed = open.Where(one => one.Step.Doer == StepDoer.Manager)
            .Join(
                Lines(today),
                one => one.Subject,
                line => line.ReportId,
                (one, line) =>
                    new OpenStep
                    {
                        StepId = one.Step.Id,
                        SubjectId = one.Subject,
                        DoerId = line.ManagerId,
                    }
            );
        return own.Concat(managed);
    }

    /// <summary>Everybody whom a cycle reviews today: of its departments and role families, in the pilot, employed, and since its period at the latest.</summary>
    public Task<IQueryable<Person>> Subjects(ReviewCycle cycle, CancellationToken ct)
    {
        var (today, to) = (Today, cycle.To);
        var people = data.People.Where(person =>
            person.HireDate <= today && person.HireDate <= to && (person.LastDay == null || person.LastDay >= today)
        );
        if (cycle.Teams is { Count: > 0 } teams)
        {
            people = people.Where(person => teams.Contains(person.Department));
        }

        if (cycle.Families is { Count: > 0 } families)
        {
            people = people.Where(person => families.Contains(person.RoleFamily));
        }

        return pilot.Inside(people, ct);
    }

    /// <summary>The lines of a day whose managers work here on it; somebody without one has no manager.</summary>
    public IQueryable<ReportingLine> Lines(LocalDate today) =>
        data.ReportingLines.Where(line =>
            line.From <= today
            && (line.Until == null || line.Until > today)
            && data.People.Any(manager =>
                manager.Id == line.ManagerId && manager.HireDate <= today && (manager.LastDay == null || manager.LastDay >= today)
            )
        );

    /// <summary>What counts as completed.</summary>
    public IQueryable<StepDone> Completed => access.ForService<StepDone>().Where(row => row.ReopenedAt == null);

    private IQueryable<CycleStep> Steps(Guid cycleId, Guid? stepId)
    {
        var steps = data.Set<CycleStep>().Where(step => step.CycleId == cycleId);
        return stepId is { } one ? steps.Where(step => step.Id == one) : steps;
    }
}
