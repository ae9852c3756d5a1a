using Microsoft.EntityFrameworkCore;
using PerfSignal.Core.Briefs;
using PerfSignal.Core.Governance;
using PerfSignal.Core.Signals;

namespace PerfSignal.Core.Contests;

/// <summary>What a person contests now: open, or upheld.</summary>
/// <param name="Metrics">Keys of metrics.</param>
/// <param name="Items">Ids of feedback, assessments and summaries.</param>
public sealed record ContestMarks(IReadOnlySet<string> Metrics, IReadOnlySet<Guid> Items);

/// <summary>Reads what is contested now, and takes it out of what a draft may be written from.</summary>
public sealed class ContestedNow(Access access)
{
    public async Task<ContestMarks> Of(Guid person, CancellationToken ct)
    {
        var rows = await access
            .ForService<Contest>()
            .Where(row => row.PersonId == person)
            .Where(Contest.Stands)
            .Select(row => new { row.MetricKey, row.ItemId })
            .ToListAsync(ct);
        return new ContestMarks(
            rows.Select(row => row.MetricKey).OfType<string>().ToHashSet(StringComparer.Ordinal),
            rows.Select(row => row.ItemId).OfType<Guid>().ToHashSet()
        );
    }

    /// <summary>
    /// The evidence as a draft may be written from it: without figures and feedback that are contested now, open or upheld, and without figures
    /// that the guard set aside. With a figure goes the note beside it.
    /// </summary>
    public async Task<Evidence> ForDraft(Evidence evidence, CancellationToken ct) => ForDraft(evidence, await Of(evidence.Report.Id, ct));

    /// <summary>The rule by itself.</summary>
    public static Evidence ForDraft(Evidence evidence, ContestMarks contested)
    {
        var setAside = evidence
            .Missing.Where(one => one.Reason == "quarantined")
            .Select(one => one.About)
            .ToHashSet(StringComparer.Ordinal);
        return evidence with
        {
            Figures =
            [
                .. evidence.Figures.Where(figure =>
                    figure.State != FigureState.Quarantined
                    && !setAside.Contains(figure.MetricKey)
                    && !contested.Metrics.Contains(figure.MetricKey)
                ),
            ],
            Feedback = [.. evidence.Feedback.Where(note => !contested.Items.Contains(note.Id))],
        };
    }
}
