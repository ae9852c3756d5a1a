using Microsoft.EntityFrameworkCore;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Governance;
using PerfSignal.Core.People;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Core.Reviews;

/// <summary>How an act on a cycle ended.</summary>
public abstract record CycleEnd
{
    private CycleEnd() { }

    public sealed record Done(ReviewCycle Cycle) : CycleEnd;

    /// <summary>What was typed cannot be taken; a sentence at each field that needs it.</summary>
    public sealed record Invalid(IReadOnlyDictionary<string, string> Errors) : CycleEnd;

    /// <summary>Why not, as a key of the texts.</summary>
    public sealed record Refused(string Word) : CycleEnd;

    public sealed record NotFound : CycleEnd;
}

/// <summary>Sets up, opens and closes review cycles; HR only, of its own population. Nothing that anybody completed is ever deleted by it.</summary>
public sealed class CycleActs(PerfSignalData data, Audit audit, HrPopulations populations, TimeProvider clock)
{
    /// <param name="id">Null for a new cycle.</param>
    public async Task<CycleEnd> Save(Viewer viewer, Guid? id, CycleWish wish, Reader reader, CancellationToken ct)
    {
        if (await populations.Of(viewer, ct) is not { } population)
        {
            return new CycleEnd.NotFound();
        }

        var cycle = id is null ? null : await Owned(id.Value, population, ct);
        if (id is not null && cycle is null)
        {
            return new CycleEnd.NotFound();
        }

        if (cycle is { State: CycleState.Closed })
        {
            return new CycleEnd.Refused("cycle_is_closed");
        }

        var checks = new CycleChecks(
            reader,
            await data.People.Select(person => person.Department).Distinct().ToListAsync(ct),
            await data.People.Select(person => person.RoleFamily).Distinct().ToListAsync(ct)
        );
        if (checks.Read(wish, population) is not { } good)
        {
            return new CycleEnd.Invalid(checks.Errors);
        }

        if (cycle is not null && wish.Version != cycle.Version.ToString("N"))
        {
            return new CycleEnd.Invalid(Error("name", reader.Say("cycle_changed_meanwhile")));
        }

        cycle ??= Make(viewer);
        var steps = await data.Set<CycleStep>().Where(step => step.CycleId == cycle.Id).OrderBy(step => step.Position).ToListAsync(ct);
        if (cycle.State == CycleState.Open && Frozen(cycle, steps, good) is { } fixedOne)
        {
            return new CycleEnd.Invalid(Error(fixedOne, reader.Say("cycle_open_fixed")));
        }

        Write(cycle, good);
        Write(cycle, steps, good);
        return await Saved(cycle, viewer, WriteCycle.Name, ct);
    }

    /// <summary>Opens a draft, or a closed cycle again: what was completed is still there.</summary>
    public Task<CycleEnd> Open(Viewer viewer, Guid id, CancellationToken ct) => Turn(viewer, id, OpenCycle.Open, CycleState.Open, ct);

    public Task<CycleEnd> Close(Viewer viewer, Guid id, CancellationToken ct) => Turn(viewer, id, OpenCycle.Close, CycleState.Closed, ct);

    private async Task<CycleEnd> Turn(Viewer viewer, Guid id, string verb, CycleState state, CancellationToken ct)
    {
        if (await populations.Of(viewer, ct) is not { } population || await Owned(id, population, ct) is not { } cycle)
        {
            return new CycleEnd.NotFound();
        }

        if (cycle.State == state || (state == CycleState.Closed && cycle.State == CycleState.Draft))
        {
            return new CycleEnd.Refused(cycle.State == state ? $"cycle_already_{state.ToString().ToLowerInvariant()}" : "cycle_never_open");
        }

        cycle.State = state;
        cycle.OpenedAt = state == CycleState.Open ? clock.Now() : cycle.OpenedAt;
        cycle.ClosedAt = state == CycleState.Closed ? clock.Now() : null;
        return await Saved(cycle, viewer, verb, ct);
    }

    private async Task<ReviewCycle?> Owned(Guid id, HrPopulation population, CancellationToken ct) =>
        await data.Set<ReviewCycle>().FirstOrDefaultAsync(row => row.Id == id, ct) is { } found && population.Owns(found) ? found : null;

    private ReviewCycle Make(Viewer viewer)
    {
        var cycle = new ReviewCycle
        {
            Id = clock.NewId(),
            Name = "",
            From = default,
            To = default,
            Departments = "[]",
            RoleFamilies = "[]",
            NudgeDaysBefore = "",
            CreatedBy = viewer.PersonId,
            CreatedAt = clock.Now(),
        };
        data.Add(cycle);
        return cycle;
    }

    private static void Write(ReviewCycle cycle, CheckedCycle good)
    {
        (cycle.Name, cycle.From, cycle.To) = (good.Name, good.From, good.To);
        (cycle.Departments, cycle.RoleFamilies) = (ReviewCycle.Write(good.Departments), ReviewCycle.Write(good.Families));
        cycle.NudgeDaysBefore = string.Join(',', good.Before);
        (cycle.NudgeEveryDays, cycle.MostNudges) = (good.Every, good.Most);
        (cycle.EscalateAfterDays, cycle.EscalateEveryDays) = (good.Escalate, good.Again);
        // Also where only a step changed: whoever saves at the same moment is told.
        cycle.Version = Guid.NewGuid();
    }

    private void Write(ReviewCycle cycle, List<CycleStep> steps, CheckedCycle good)
    {
        for (var i = 0; i < good.Steps.Count; i++)
        {
            var wish = good.Steps[i];
            if (i < steps.Count)
            {
                (steps[i].Name, steps[i].Doer, steps[i].Due) = (wish.Name, wish.Doer, wish.Due);
                continue;
            }

            data.Add(
                new CycleStep
                {
                    Id = clock.NewId(),
                    CycleId = cycle.Id,
                    Position = i + 1,
                    Name = wish.Name,
                    Doer = wish.Doer,
                    Due = wish.Due,
                }
            );
        }

        // Only of a draft, in which nobody can have completed anything.
        data.RemoveRange(steps.Skip(good.Steps.Count));
    }

    /// <summary>While it is open, who is reviewed, and who does which step, stays; names, dates and nudges may change and steps may come.</summary>
    private static string? Frozen(ReviewCycle cycle, List<CycleStep> steps, CheckedCycle good) =>
        !good.Departments.ToHashSet(StringComparer.Ordinal).SetEquals(cycle.Teams) ? "departments"
        : !good.Families.ToHashSet(StringComparer.Ordinal).SetEquals(cycle.Families) ? "families"
        : good.Steps.Count < steps.Count || steps.Where((step, i) => step.Doer != good.Steps[i].Doer || Moved(step, i, good.Steps)).Any()
            ? "steps"
        : null;

    /// <summary>What was completed stays with the place of a step: one that changes places would take over what was done of another.</summary>
    private static bool Moved(CycleStep step, int at, IReadOnlyList<StepWish> wishes) =>
        wishes.Where((wish, i) => i != at && string.Equals(wish.Name, step.Name, StringComparison.OrdinalIgnoreCase)).Any();

    private async Task<CycleEnd> Saved(ReviewCycle cycle, Viewer viewer, string verb, CancellationToken ct)
    {
        await audit.Add(viewer.PersonId, "changed", verb, ct: ct);
        try
        {
            await data.SaveChangesAsync(ct);
            return new CycleEnd.Done(cycle);
        }
        catch (DbUpdateConcurrencyException)
        {
            data.ChangeTracker.Clear();
            return new CycleEnd.Refused("cycle_changed_meanwhile");
        }
    }

    private static Dictionary<string, string> Error(string field, string text) => new(StringComparer.Ordinal) { [field] = text };
}
