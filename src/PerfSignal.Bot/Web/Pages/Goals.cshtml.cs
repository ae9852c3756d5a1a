using Microsoft.AspNetCore.Mvc;
using PerfSignal.Core.Data;
using PerfSignal.Core.Goals;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Bot.Web.Pages;

/// <summary>One branch of the tree with what its rendering needs.</summary>
public sealed record GoalBranchView(GoalBranch Branch, GoalOverview Overview, PerfSignal.Core.Conversing.Reader Reader, Guid Me);

/// <summary>The tree of goals: company, team, person, as far as the reader may see.</summary>
public sealed class GoalsModel(PerfSignalData data, GoalForest forest, TimeProvider clock) : SitePage
{
    public GoalOverview Overview { get; private set; } = null!;

    public bool IsMine => Overview.Whose.Id == Me.Id;

    /// <param name="whose">Whose goals; the reader's own without one.</param>
    public async Task<IActionResult> OnGetAsync(Guid? whose)
    {
        var person = whose is { } id ? await data.People.FindAsync([id], Aborted) : Me;
        var found = person is null ? null : await forest.Of(Viewer, person, clock.Today(Me.Zone), Aborted);
        // What was refused is told to the log too.
        await data.SaveChangesAsync(Aborted);
        if (found is null)
        {
            return NotFound();
        }

        Overview = found;
        return Page();
    }
}
