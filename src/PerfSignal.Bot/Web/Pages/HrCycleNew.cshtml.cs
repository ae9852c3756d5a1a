using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PerfSignal.Core.Data;
using PerfSignal.Core.Reviews;

namespace PerfSignal.Bot.Web.Pages;

/// <summary>The form of a new review cycle.</summary>
public sealed class HrCycleNewModel(PerfSignalData data, HrPopulations populations, CycleActs acts) : SitePage
{
    public CycleFields Fields { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync()
    {
        if (await populations.Of(Viewer, Aborted) is not { } population)
        {
            return NotFound();
        }

        var wish = CycleWish.New with { Departments = population.Everyone ? "" : string.Join(", ", population.Departments) };
        return Show(wish, CycleFields.NoErrors);
    }

    public async Task<IActionResult> OnPostAsync()
    {
        var wish = CycleFields.Read(await Request.ReadFormAsync(Aborted));
        switch (await acts.Save(Viewer, null, wish, Reader, Aborted))
        {
            case CycleEnd.Done done:
                await data.SaveChangesAsync(Aborted);
                return Redirect($"/hr/cycles/{done.Cycle.Id:N}");
            case CycleEnd.Invalid invalid:
                Response.StatusCode = StatusCodes.Status400BadRequest;
                return Show(wish, invalid.Errors);
            default:
                return NotFound();
        }
    }

    private PageResult Show(CycleWish wish, IReadOnlyDictionary<string, string> errors)
    {
        Fields = new(Reader, wish, errors, "/hr/cycles/new", Fixed: false);
        return Page();
    }
}
