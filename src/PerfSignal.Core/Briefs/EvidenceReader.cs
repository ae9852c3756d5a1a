using Microsoft.EntityFrameworkCore;
using NodaTime;
using PerfSignal.Core.Commitments;
using PerfSignal.Core.Data;
using PerfSignal.Core.Development;
using PerfSignal.Core.Feedback;
using PerfSignal.Core.Goals;
using PerfSignal.Core.Governance;
using PerfSignal.Core.People;
using PerfSignal.Core.Signals;

namespace PerfSignal.Core.Briefs;

/// <summary>A brief of a pair before the one at hand: when, and which questions it suggested.</summary>
internal sealed record BriefBefore(Guid OccurrenceId, Instant FrozenAt, IReadOnlyList<string> Questions);

/// <summary>The rows behind the evidence of some pairs, by person.</summary>
internal sealed class EvidenceMaterial
{
    public required ItemCounts Counts { get; init; }
    public required ILookup<Guid, ReportingLine> Lines { get; init; }
    public required ILookup<Guid, Commitment> Commitments { get; init; }
    public required IReadOnlyDictionary<Guid, Instant> CarriedSince { get; init; }
    public required ILookup<Guid, Goal> Goals { get; init; }
    public required ILookup<Guid, CheckIn> CheckIns { get; init; }
    public required ILookup<Guid, FeedbackNote> Feedback { get; init; }
    public required ILookup<Guid, ContextNote> Notes { get; init; }
    public required ILookup<Guid, PlanItem> Plans { get; init; }
    public required ILookup<(Guid Manager, Guid Report), BriefBefore> Briefs { get; init; }
    public required IReadOnlyDictionary<(Guid Author, Guid Subject), Instant> LastFeedback { get; init; }
    public required IReadOnlyDictionary<Guid, string> Names { get; init; }
    public required IReadOnlyDictionary<Guid, int[]> Facts { get; init; }

    /// <summary>One entry an occasion, newest first, without the pair's occasion at hand.</summary>
    public IReadOnlyList<BriefBefore> BriefsBefore(PairAt pair) =>
        [
            .. Briefs[(pair.Manager.Id, pair.Report.Id)]
                .Where(brief => brief.OccurrenceId != pair.OccurrenceId)
                .GroupBy(brief => brief.OccurrenceId)
                .Select(revisions => new BriefBefore(
                    revisions.Key,
                    revisions.Max(one => one.FrozenAt),
                    [.. revisions.SelectMany(one => one.Questions)]
                ))
                .OrderByDescending(brief => brief.FrozenAt),
        ];

    public Recency Spread(Guid report)
    {
        var perPiece = Facts.TryGetValue(report, out var facts) ? (int[])facts.Clone() : new int[ItemCounts.Pieces];
        var others = Feedback[report]
            .Select(row => row.At)
            .Concat(Commitments[report].Select(row => row.CreatedAt))
            .Concat(Goals[report].SelectMany(goal => CheckIns[goal.Id]).Select(row => row.At));
        foreach (var piece in others.Select(Counts.PieceOf))
        {
            if (piece is { } known)
            {
                perPiece[known]++;
            }
        }

        return Counts.Spread(perPiece);
    }
}

/// <summary>Reads the rows behind the evidence of some pairs at once: the number of queries does not grow with the pairs.</summary>
public sealed class EvidenceReader(PerfSignalData data, Access access)
{
    /// <summary>Revisions of the last briefs of a pair that are looked at, enough for three occasions with a revision or two each.</summary>
    private const int RevisionsBack = 10;

    internal async Task<EvidenceMaterial> Read(IReadOnlyList<PairAt> pairs, Instant at, CancellationToken ct)
    {
        var reports = pairs.Select(pair => pair.Report.Id).Distinct().ToList();
        var managers = pairs.Select(pair => pair.Manager.Id).Distinct().ToList();
        var counts = new ItemCounts(at);
        var briefs = await Briefs(managers, reports, at, ct);
        var from = Instant.Min(counts.From, briefs.Count == 0 ? at : OldestLastBrief(briefs));
        var feedback = await access
            .ForService<FeedbackNote>()
            .AsNoTracking()
            .Where(row => reports.Contains(row.SubjectId) && row.At >= from && row.At <= at)
            .ToListAsync(ct);
        var commitments = await Commitments(managers, reports, from, ct);
        var authors = feedback.Select(row => row.AuthorId).Distinct().ToList();
        return new EvidenceMaterial
        {
            Counts = counts,
            Lines = (await data.ReportingLines.AsNoTracking().Where(line => reports.Contains(line.ReportId)).ToListAsync(ct)).ToLookup(
                line => line.ReportId
            ),
            Commitments = commitments.ToLookup(row => row.ReportId),
            CarriedSince = await CarryOver.Of(data, commitments, at, ct),
            Goals = (
                await access
                    .ForService<Goal>()
                    .AsNoTracking()
                    .Where(row => reports.Contains(row.OwnerId) && row.CreatedAt <= at)
                    .ToListAsync(ct)
            ).ToLookup(row => row.OwnerId),
            CheckIns = (
                await access
                    .ForService<CheckIn>()
                    .AsNoTracking()
                    .Where(row => reports.Contains(row.OwnerId) && row.At <= at)
                    .ToListAsync(ct)
            ).ToLookup(row => row.GoalId),
            Feedback = feedback.ToLookup(row => row.SubjectId),
            Notes = (
                await access
                    .ForService<ContextNote>()
                    .AsNoTracking()
                    .Where(row => reports.Contains(row.PersonId) && row.At >= from && row.At <= at)
                    .ToListAsync(ct)
            ).ToLookup(row => row.PersonId),
            Plans = (
                await access
                    .ForService<PlanItem>()
                    .AsNoTracking()
                    .Where(row => reports.Contains(row.PersonId) && row.State == PlanState.Open && row.CreatedAt <= at)
                    .ToListAsync(ct)
            ).ToLookup(row => row.PersonId),
            Briefs = briefs.ToLookup(brief => brief.Pair, brief => brief.Brief),
            LastFeedback = await LastFeedback(managers, reports, at, ct),
            Names = await data
                .People.AsNoTracking()
                .Where(person => authors.Contains(person.Id))
                .ToDictionaryAsync(person => person.Id, person => person.Name, ct),
            Facts = await Facts(reports, counts, ct),
        };
    }

    private static Instant OldestLastBrief(List<((Guid Manager, Guid Report) Pair, BriefBefore Brief)> briefs) =>
        briefs
            .GroupBy(brief => brief.Pair)
            .Min(pair =>
                pair.GroupBy(brief => brief.Brief.OccurrenceId)
                    .Select(one => one.Max(row => row.Brief.FrozenAt))
                    .OrderDescending()
                    .Take(2)
                    .Min()
            );

    private Task<List<Commitment>> Commitments(List<Guid> managers, List<Guid> reports, Instant from, CancellationToken ct) =>
        access
            .ForService<Commitment>()
            .AsNoTracking()
            .Where(row => reports.Contains(row.ReportId) && managers.Contains(row.ManagerId))
            .Where(row => row.State == CommitmentState.Open || row.ClosedAt >= from || row.CreatedAt >= from)
            .ToListAsync(ct);

    private async Task<List<((Guid Manager, Guid Report) Pair, BriefBefore Brief)>> Briefs(
        List<Guid> managers,
        List<Guid> reports,
        Instant at,
        CancellationToken ct
    )
    {
        var rows = await access
            .ForService<Brief>()
            .Where(row => managers.Contains(row.ManagerId) && reports.Contains(row.ReportId) && row.FrozenAt <= at)
            .GroupBy(row => new { row.ManagerId, row.ReportId })
            .Select(pair =>
                pair.OrderByDescending(row => row.FrozenAt)
                    .Take(RevisionsBack)
                    .Select(row => new
                    {
                        row.ManagerId,
                        row.ReportId,
                        row.OccurrenceId,
                        row.FrozenAt,
                        row.Questions,
                    })
                    .ToList()
            )
            .ToListAsync(ct);
        return
        [
            .. rows.SelectMany(pair => pair)
                .Select(row =>
                    (
                        (row.ManagerId, row.ReportId),
                        new BriefBefore(row.OccurrenceId, row.FrozenAt, row.Questions.Split(' ', StringSplitOptions.RemoveEmptyEntries))
                    )
                ),
        ];
    }

    private async Task<Dictionary<(Guid, Guid), Instant>> LastFeedback(
        List<Guid> managers,
        List<Guid> reports,
        Instant at,
        CancellationToken ct
    )
    {
        var rows = await access
            .ForService<FeedbackNote>()
            .Where(row => managers.Contains(row.AuthorId) && reports.Contains(row.SubjectId) && row.At <= at)
            .GroupBy(row => new { row.AuthorId, row.SubjectId })
            .Select(pair => new
            {
                pair.Key.AuthorId,
                pair.Key.SubjectId,
                At = pair.Max(row => row.At),
            })
            .ToListAsync(ct);
        return rows.ToDictionary(row => (row.AuthorId, row.SubjectId), row => row.At);
    }

    private async Task<Dictionary<Guid, int[]>> Facts(List<Guid> reports, ItemCounts counts, CancellationToken ct)
    {
        var (b0, b1, b2, b3) = (counts.Borders[0], counts.Borders[1], counts.Borders[2], counts.Borders[3]);
        var (b4, b5, b6, b7) = (counts.Borders[4], counts.Borders[5], counts.Borders[6], counts.Borders[7]);
        var rows = await access
            .ForService<Fact>()
            .Where(row => row.PersonId != null && reports.Contains(row.PersonId.Value) && row.At >= b0 && row.At < b7)
            .GroupBy(row => row.PersonId!.Value)
            .Select(person => new
            {
                person.Key,
                P0 = person.Sum(row => row.At < b1 ? 1 : 0),
                P1 = person.Sum(row => row.At >= b1 && row.At < b2 ? 1 : 0),
                P2 = person.Sum(row => row.At >= b2 && row.At < b3 ? 1 : 0),
                P3 = person.Sum(row => row.At >= b3 && row.At < b4 ? 1 : 0),
                P4 = person.Sum(row => row.At >= b4 && row.At < b5 ? 1 : 0),
                P5 = person.Sum(row => row.At >= b5 && row.At < b6 ? 1 : 0),
                P6 = person.Sum(row => row.At >= b6 && row.At < b7 ? 1 : 0),
            })
            .ToListAsync(ct);
        return rows.ToDictionary(row => row.Key, row => new[] { row.P0, row.P1, row.P2, row.P3, row.P4, row.P5, row.P6 });
    }
}
