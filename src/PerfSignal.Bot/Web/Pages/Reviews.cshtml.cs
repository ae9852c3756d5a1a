using Microsoft.AspNetCore.Mvc;
using PerfSignal.Core.Data;
using PerfSignal.Core.Reviews;

namespace PerfSignal.Bot.Web.Pages;

/// <summary>What is open for the reader in review cycles, and what they completed.</summary>
public sealed class ReviewsModel(PerfSignalData data, MySteps mine, StepActs acts) : SitePage
{
    private const int Most = 50;

    public IReadOnlyList<StepLine> Open { get; private set; } = [];
    public IReadOnlyList<DoneLine> Done { get; private set; } = [];

    /// <summary>What became of the button that was pressed, or why nothing did.</summary>
    public string? Said { get; private set; }

    public Task<IActionResult> OnGetAsync() => Show();

    public async Task<IActionResult> OnPostDoneAsync(string? row) => await After(await acts.Done(Viewer, StepKey.Parse(row), Aborted));

    public async Task<IActionResult> OnPostReopenAsync(string? row) => await After(await acts.Reopen(Viewer, StepKey.Parse(row), Aborted));

    private async Task<IActionResult> After(StepEnd end)
    {
        Said = end.In(Reader);
        if (end.Changed)
        {
            return Redirect("/reviews");
        }

        Response.StatusCode = StatusCodes.Status409Conflict;
        return await Show();
    }

    private async Task<IActionResult> Show()
    {
        Open = await mine.Open(Me, Reader, Aborted);
        Done = await mine.Done(Me, Reader, Most, Aborted);
        // The entries about what was read.
        await data.SaveChangesAsync(Aborted);
        return Page();
    }
}
