using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using PerfSignal.Core.Briefs;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Governance;
using PerfSignal.Core.Signals;

namespace PerfSignal.Bot.Web.Pages;

/// <summary>The whole brief of one 1:1, the same for the manager and the report; addressed by its occasion, which carries no authority.</summary>
public sealed class BriefModel(PerfSignalData data, Access access, BriefMarksReader marks) : SitePage
{
    public Evidence Evidence { get; private set; } = null!;
    public int Revision { get; private set; }
    public int Revisions { get; private set; }
    public Guid OccurrenceId { get; private set; }
    public IReadOnlyList<QuestionLine> Questions => [.. BriefCards.Questions(Evidence, Reader)];
    public IReadOnlyList<FigureView> Figures { get; private set; } = [];

    /// <summary>A metric's or a source's name for its key.</summary>
    public string AboutOf(string key) =>
        Evidence.Figures.FirstOrDefault(figure => figure.MetricKey == key) is { } figure
            ? FigureText.Of(figure, Reader).Name
            : Words.Of("source_", key, Reader);

    public async Task<IActionResult> OnGetAsync(Guid id, int? revision)
    {
        var occurrence = await data.Occurrences.AsNoTracking().SingleOrDefaultAsync(row => row.Id == id, Aborted);
        if (occurrence is null)
        {
            return NotFound();
        }

        var purpose = occurrence.ReportId == Me.Id ? Purpose.OwnData : Purpose.OneOnOne;
        var rows = (await access.Read<Brief>(Viewer, occurrence.ReportId, purpose, Aborted)).AsNoTracking();
        var found = await rows.Where(row => row.OccurrenceId == id && (row.ManagerId == Me.Id || row.ReportId == Me.Id))
            .OrderByDescending(row => row.Revision)
            .ToListAsync(Aborted);

        // The entry about the read, or about its refusal, stays.
        await data.SaveChangesAsync(Aborted);
        var brief = revision is null ? found.FirstOrDefault() : found.Find(row => row.Revision == revision);
        if (brief is null)
        {
            return NotFound();
        }

        (OccurrenceId, Revision, Revisions) = (id, brief.Revision, found.Count);
        var frozen = CardJson.Read<Evidence>(brief.Evidence);
        Evidence = (await marks.Of(frozen, Aborted)).On(frozen);
        Figures = [.. Evidence.Figures.Select((figure, index) => new FigureView($"figure-{index}", figure))];
        return Page();
    }
}
