using Microsoft.EntityFrameworkCore;
using NodaTime;
using PerfSignal.Core.Briefs;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Development;
using PerfSignal.Core.Drafting;
using PerfSignal.Core.Feedback;
using PerfSignal.Core.Governance;
using PerfSignal.Core.People;
using PerfSignal.Core.Schedules;
using PerfSignal.Core.Signals;

namespace PerfSignal.Core.Contests;

/// <summary>What a contest is about.</summary>
/// <param name="Title">What it is, in the reader's words.</param>
/// <param name="Text">What was written; empty for a figure.</param>
/// <param name="Facts">For a figure its value and where it comes from.</param>
public sealed record ContestedItem(string Title, string Text, IReadOnlyList<ContestFact> Facts);

public sealed record ContestFact(string Name, string Value);

/// <summary>Reads the one item that a contest is about, for the person and for whoever is to decide it; the caller has asked for the contest itself.</summary>
public sealed class ContestedItems(Access access, ReadFigures figures, TimeProvider clock)
{
    private const int Most = 600;

    /// <summary>Who wrote it; empty for a figure, which nobody did.</summary>
    public async Task<IReadOnlySet<Guid>> Authors(Contest contest, CancellationToken ct) =>
        contest.Of switch
        {
            ContestOf.Feedback => (
                await access.ForService<FeedbackNote>().Where(row => row.Id == contest.ItemId).Select(row => row.AuthorId).ToListAsync(ct)
            ).ToHashSet(),
            ContestOf.Assessment => (
                await access.ForService<Assessment>().Where(row => row.Id == contest.ItemId).Select(row => row.AuthorId).ToListAsync(ct)
            ).ToHashSet(),
            ContestOf.Summary => (
                await access
                    .ForService<Summary>()
                    .Where(row => row.Id == contest.ItemId)
                    .Select(row => new { row.ManagerId, row.ApprovedById })
                    .ToListAsync(ct)
            )
                .SelectMany(row => new[] { row.ManagerId, row.ApprovedById })
                .ToHashSet(),
            _ => new HashSet<Guid>(),
        };

    public async Task<ContestedItem> Of(Contest contest, Person person, Reader reader, CancellationToken ct)
    {
        switch (contest.Of)
        {
            case ContestOf.Feedback
                when await access.ForService<FeedbackNote>().AsNoTracking().FirstOrDefaultAsync(row => row.Id == contest.ItemId, ct)
                    is { } note:
                return Written("feedback", note.At, note.Text, reader);
            case ContestOf.Assessment
                when await access.ForService<Assessment>().AsNoTracking().FirstOrDefaultAsync(row => row.Id == contest.ItemId, ct)
                    is { } given:
                var level = reader.Say("contest_item_level", ("level", reader.Number(given.Level, 0)));
                return Written("assessment", given.At, given.Note is { } words ? $"{level} {words}" : level, reader);
            case ContestOf.Summary
                when await access.ForService<Summary>().AsNoTracking().FirstOrDefaultAsync(row => row.Id == contest.ItemId, ct)
                    is { } summary:
                var label = DraftCards.ShortLabel(summary.Writer, reader);
                return Written("summary", summary.ApprovedAt, $"{label} · {summary.Text}", reader);
            case ContestOf.Figure:
                return await Figure(contest, person, reader, ct);
            default:
                return new ContestedItem(reader.Say("contest_item_gone"), "", []);
        }
    }

    /// <summary>Sets or takes the mark on the item itself, where it has one; saved by the caller.</summary>
    public async Task Mark(Contest contest, bool contested, CancellationToken ct)
    {
        if (
            contest.Of == ContestOf.Feedback
            && await access.ForService<FeedbackNote>().FirstOrDefaultAsync(row => row.Id == contest.ItemId, ct) is { } note
        )
        {
            note.Contested = contested;
        }

        if (
            contest.Of == ContestOf.Summary
            && await access.ForService<Summary>().FirstOrDefaultAsync(row => row.Id == contest.ItemId, ct) is { } summary
        )
        {
            summary.Contested = contested;
        }
    }

    private static ContestedItem Written(string kind, Instant at, string text, Reader reader) =>
        new(reader.Say("contest_item_" + kind, ("date", reader.Date(at.InZone(reader.Zone).Date))), Briefs.BriefCards.Cut(text, Most), []);

    private async Task<ContestedItem> Figure(Contest contest, Person person, Reader reader, CancellationToken ct)
    {
        var now = (await figures([person], clock.Now(), ct))[person.Id].Where(figure => figure.MetricKey == contest.MetricKey).ToList();
        if (now.Count == 0)
        {
            return new ContestedItem(contest.MetricKey ?? "", "", []);
        }

        var texts = now.ConvertAll(figure => FigureText.Of(figure, reader));
        var first = texts[0];
        ContestFact[] facts =
        [
            new(reader.Say("contest_fact_value"), string.Join(", ", texts.Select(text => text.Value))),
            new(reader.Say("contest_fact_target"), first.Target),
            new(reader.Say("contest_fact_window"), first.Window),
            new(reader.Say("contest_fact_formula"), first.Formula),
            new(reader.Say("contest_fact_records"), string.Join(" ", first.Excluded.Prepend(first.Records))),
            new(
                reader.Say("contest_fact_sources"),
                string.Join(" · ", new[] { first.Sources, first.Freshness }.Where(one => one.Length > 0))
            ),
        ];
        return new ContestedItem(
            Briefs.BriefCards.Cut(first.Name, 80),
            "",
            [.. facts.Where(fact => fact.Value.Length > 0).Select(fact => fact with { Value = Briefs.BriefCards.Cut(fact.Value, 300) })]
        );
    }
}
