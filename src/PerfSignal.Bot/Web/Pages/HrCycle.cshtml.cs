using Microsoft.AspNetCore.Mvc;
using PerfSignal.Core.Data;
using PerfSignal.Core.Reviews;

namespace PerfSignal.Bot.Web.Pages;

/// <summary>One review cycle for HR: how far it is, who is open with which step, and its settings.</summary>
public sealed class HrCycleModel(
    PerfSignalData data,
    HrPopulations populations,
    CycleFinder cycles,
    CycleActs acts,
    StepCards names,
    StepActs stepActs
) : SitePage
{
    private const int Shown = 50;

    public ReviewCycle Cycle { get; private set; } = null!;
    public string State { get; private set; } = "";
    public IReadOnlyList<StepCount> Steps { get; private set; } = [];
    public IReadOnlyList<CycleCount> Departments { get; private set; } = [];
    public CycleFields? Fields { get; private set; }
    public bool Owns { get; private set; }
    public string? Problem { get; private set; }

    /// <summary>The step whose people are listed; null where the cycle has none.</summary>
    public CycleStep? Step { get; private set; }
    public bool OfDone { get; private set; }
    public IReadOnlyList<StepOf> Rows { get; private set; } = [];
    public IReadOnlyDictionary<Guid, string> Names { get; private set; } = new Dictionary<Guid, string>();
    public int Count { get; private set; }
    public int At { get; private set; }
    public bool HasMore => At + Rows.Count < Count;
    public int Next => At + Shown;
    public int Previous => Math.Max(0, At - Shown);

    /// <param name="step">Whose people to list; the first that is not complete without one.</param>
    /// <param name="done">Those who completed it instead of those who have not.</param>
    public Task<IActionResult> OnGetAsync(Guid id, Guid? step, bool done, int skip) =>
        Show(id, step, done, Math.Clamp(skip, 0, 1_000_000), null, CycleFields.NoErrors);

    public async Task<IActionResult> OnPostAsync(Guid id)
    {
        var wish = CycleFields.Read(await Request.ReadFormAsync(Aborted));
        return await After(id, await acts.Save(Viewer, id, wish, Reader, Aborted), wish);
    }

    public async Task<IActionResult> OnPostOpenAsync(Guid id) => await After(id, await acts.Open(Viewer, id, Aborted), null);

    public async Task<IActionResult> OnPostCloseAsync(Guid id) => await After(id, await acts.Close(Viewer, id, Aborted), null);

    public async Task<IActionResult> OnPostReopenAsync(Guid id, string? row)
    {
        var end = await stepActs.Reopen(Viewer, StepKey.Parse(row), Aborted);
        Problem = end.Changed ? null : end.In(Reader);
        return end.Changed ? Redirect($"/hr/cycles/{id:N}") : await Wrong(id, null, CycleFields.NoErrors);
    }

    private async Task<IActionResult> After(Guid id, CycleEnd end, CycleWish? wish)
    {
        switch (end)
        {
            case CycleEnd.Done:
                await data.SaveChangesAsync(Aborted);
                return Redirect($"/hr/cycles/{id:N}");
            case CycleEnd.Invalid invalid:
                return await Wrong(id, wish, invalid.Errors);
            case CycleEnd.Refused refused:
                Problem = Reader.Say(refused.Word);
                return await Wrong(id, wish, CycleFields.NoErrors);
            default:
                return NotFound();
        }
    }

    private Task<IActionResult> Wrong(Guid id, CycleWish? wish, IReadOnlyDictionary<string, string> errors)
    {
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return Show(id, null, done: false, 0, wish, errors);
    }

    private async Task<IActionResult> Show(
        Guid id,
        Guid? step,
        bool done,
        int skip,
        CycleWish? wish,
        IReadOnlyDictionary<string, string> errors
    )
    {
        if (
            await populations.Of(Viewer, Aborted) is not { } population
            || await cycles.Find(id, Aborted) is not { } cycle
            || !population.Sees(cycle)
        )
        {
            return NotFound();
        }

        (Cycle, Owns) = (cycle, population.Owns(cycle));
        State = await CycleSaid.State(cycle, cycles, population, Reader, Aborted);
        Steps = await cycles.ByStep(cycle, population, Aborted);
        Departments = await cycles.ByDepartment(cycle, population, Aborted);
        Step = (
            Steps.FirstOrDefault(one => one.Step.Id == step)
            ?? Steps.FirstOrDefault(one => one.Count.Done < one.Count.All)
            ?? (Steps.Count > 0 ? Steps[0] : null)
        )?.Step;
        if (Step is { } shown && cycle.State != CycleState.Draft)
        {
            (OfDone, At) = (done, skip);
            (Count, Rows) = await cycles.People(Viewer, cycle, shown, population, !done, skip, Shown, Aborted);
            Names = await names.Names(Rows.Select(row => row.Doer).OfType<Guid>(), Aborted);
        }

        if (Owns && cycle.State != CycleState.Closed)
        {
            var stored = CycleWish.Of(cycle, Steps.Select(one => one.Step), Reader);
            Fields = new(Reader, wish ?? stored, errors, $"/hr/cycles/{id:N}", cycle.State == CycleState.Open);
        }

        // The entries about what was read.
        await data.SaveChangesAsync(Aborted);
        return Page();
    }
}
