using Microsoft.EntityFrameworkCore;
using NodaTime;
using PerfSignal.Core.Contests;
using PerfSignal.Core.Feedback;
using PerfSignal.Core.Governance;
using PerfSignal.Core.Signals;

namespace PerfSignal.Core.Briefs;

/// <summary>What a person said about frozen evidence since: what they contest, and the notes they added. Figures themselves stay as frozen.</summary>
/// <param name="Contested">Metric keys contested now: open, or upheld.</param>
/// <param name="Feedback">Ids of feedback contested now.</param>
public sealed record BriefMarks(IReadOnlySet<string> Contested, IReadOnlySet<Guid> Feedback, IReadOnlyList<ContextNote> Notes)
{
    /// <summary>Notes count until so long after the start of the 1:1; later ones belong to the next.</summary>
    private static readonly Duration Late = Duration.FromHours(2);

    public BriefMarks With(Contest contest) =>
        this with
        {
            Contested = contest.MetricKey is { } metric ? Contested.Append(metric).ToHashSet(StringComparer.Ordinal) : Contested,
            Feedback = contest.ItemId is { } item ? Feedback.Append(item).ToHashSet() : Feedback,
        };

    /// <summary>After the contest was withdrawn, or decided against the person.</summary>
    public BriefMarks Without(Contest contest) =>
        this with
        {
            Contested = Contested.Where(metric => metric != contest.MetricKey).ToHashSet(StringComparer.Ordinal),
            Feedback = Feedback.Where(item => item != contest.ItemId).ToHashSet(),
        };

    public BriefMarks With(ContextNote note) => this with { Notes = [.. Notes, note] };

    /// <summary>The evidence with the marks of now.</summary>
    public Evidence On(Evidence evidence)
    {
        var since = Notes
            .Where(note => note.At > evidence.FrozenAt && note.At <= (evidence.MeetingStart ?? evidence.FrozenAt) + Late)
            .OrderByDescending(note => note.At)
            .ToList();
        return evidence with
        {
            Figures =
            [
                .. evidence.Figures.Select(figure =>
                    figure with
                    {
                        Contested = Contested.Contains(figure.MetricKey),
                        ContextNote = since.Find(note => note.MetricKey == figure.MetricKey)?.Text ?? figure.ContextNote,
                    }
                ),
            ],
            Feedback = [.. evidence.Feedback.Select(note => note with { Contested = Feedback.Contains(note.Id) })],
            ContextNotes =
            [
                .. since.Where(note => note.MetricKey is null).Select(note => new EvidenceNote(note.Text, note.At)),
                .. evidence.ContextNotes,
            ],
        };
    }
}

/// <summary>Reads the marks of a person.</summary>
public sealed class BriefMarksReader(Access access)
{
    public async Task<BriefMarks> Of(Evidence evidence, CancellationToken ct)
    {
        var (person, frozen) = (evidence.Report.Id, evidence.FrozenAt);
        var contested = await access
            .ForService<Contest>()
            .Where(row => row.PersonId == person && row.MetricKey != null)
            .Where(Contest.Stands)
            .Select(row => row.MetricKey!)
            .Distinct()
            .ToListAsync(ct);
        var ids = evidence.Feedback.Select(note => note.Id).ToList();
        var feedback = await access
            .ForService<FeedbackNote>()
            .Where(row => ids.Contains(row.Id) && row.Contested)
            .Select(row => row.Id)
            .ToListAsync(ct);
        var notes = await access
            .ForService<ContextNote>()
            .AsNoTracking()
            .Where(row => row.PersonId == person && row.At > frozen)
            .ToListAsync(ct);
        return new BriefMarks(contested.ToHashSet(StringComparer.Ordinal), feedback.ToHashSet(), notes);
    }
}
