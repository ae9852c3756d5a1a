using Microsoft.AspNetCore.Mvc;
using PerfSignal.Core.Data;
using PerfSignal.Core.Reviews;

namespace PerfSignal.Bot.Web.Pages;

/// <summary>The review cycles of somebody of HR, with how far each is.</summary>
public sealed class HrCyclesModel(PerfSignalData data, HrPopulations populations, CycleFinder cycles) : SitePage
{
    public IReadOnlyList<(ReviewCycle Cycle, string State)> Cycles { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync()
    {
        if (await populations.Of(Viewer, Aborted) is not { } population)
        {
            return NotFound();
        }

        var shown = new List<(ReviewCycle, string)>();
        foreach (var cycle in await cycles.Of(population, Aborted))
        {
            shown.Add((cycle, await CycleSaid.State(cycle, cycles, population, Reader, Aborted)));
        }

        Cycles = shown;
        await data.SaveChangesAsync(Aborted);
        return Page();
    }
}
