using NodaTime;
using PerfSignal.Core.Commitments;
using PerfSignal.Core.People;
using PerfSignal.Core.Signals;

namespace PerfSignal.Core.Briefs;

/// <summary>Reads people's figures as they stood at an instant, by person; later facts do not count.</summary>
public delegate Task<IReadOnlyDictionary<Guid, IReadOnlyList<Figure>>> ReadFigures(
    IReadOnlyCollection<Person> people,
    Instant at,
    CancellationToken ct
);

/// <summary>A manager and a report about to meet.</summary>
/// <param name="OccurrenceId">Null where no 1:1 is planned.</param>
/// <param name="Start">When they meet; null where no 1:1 is planned.</param>
public sealed record PairAt(Person Manager, Person Report, Guid? OccurrenceId, Instant? Start);

/// <summary>Collects what a brief rests on, for many pairs with a handful of queries. Private notes are never read here.</summary>
/// <remarks>It acts in nobody's name: whoever shows the evidence to a person asks <see cref="Governance.Access"/> before.</remarks>
public sealed class EvidenceBuilder(EvidenceReader reader, ReadFigures figures)
{
    /// <summary>Notes beside no figure are shown for this long, or since the brief before where that is longer ago.</summary>
    private static readonly Duration NotesFor = Duration.FromDays(30);

    /// <summary>The evidence of each pair, in their order.</summary>
    public async Task<IReadOnlyList<Evidence>> Build(IReadOnlyList<PairAt> pairs, Instant at, CancellationToken ct)
    {
        var material = await reader.Read(pairs, at, ct);
        var read = await figures([.. pairs.Select(pair => pair.Report).DistinctBy(person => person.Id)], at, ct);
        return [.. pairs.Select(pair => For(pair, material, read[pair.Report.Id], at))];
    }

    private static Evidence For(PairAt pair, EvidenceMaterial material, IReadOnlyList<Figure> figures, Instant at)
    {
        var (manager, report) = (pair.Manager, pair.Report);
        var before = material.BriefsBefore(pair);
        Instant? since = before.Count == 0 ? null : before[0].FrozenAt;
        var feedback = material.Feedback[report.Id].Where(note => note.AuthorId != report.Id);
        var feedbackFrom = since ?? material.Counts.From;
        var notesFrom = Instant.Min(since ?? at, at - NotesFor);
        var evidence = new Evidence
        {
            Manager = About(manager),
            Report = About(report),
            MeetingStart = pair.Start,
            FrozenAt = at,
            Since = since,
            PairSince = material
                .Lines[report.Id]
                .Where(line => line.ManagerId == manager.Id && line.From <= at.InZone(report.Zone).Date)
                .Max(line => (LocalDate?)line.From),
            Commitments = Commitments(pair, material, since ?? material.Counts.From, at),
            Figures = figures,
            Goals =
            [
                .. material
                    .Goals[report.Id]
                    .OrderBy(goal => goal.DueOn ?? LocalDate.MaxIsoValue)
                    .ThenBy(goal => goal.Key, StringComparer.Ordinal)
                    .Select(goal => Goal(goal, report, material, since)),
            ],
            Feedback =
            [
                .. feedback
                    .Where(note => note.At >= feedbackFrom && note.At <= at)
                    .OrderByDescending(note => note.At)
                    .ThenBy(note => note.Id)
                    .Select(note => new EvidenceFeedback(
                        note.Id,
                        material.Names.GetValueOrDefault(note.AuthorId, ""),
                        note.AuthorId == manager.Id,
                        note.Kind == Core.Feedback.FeedbackKind.Praise,
                        note.Text,
                        note.At,
                        note.Contested
                    )),
            ],
            Plan = Plan(pair, material, at),
            LastFeedbackAt = material.LastFeedback.TryGetValue((manager.Id, report.Id), out var last) ? last : null,
            ContextNotes =
            [
                .. material
                    .Notes[report.Id]
                    .Where(note => note.MetricKey is null && note.At >= notesFrom && note.At <= at)
                    .OrderByDescending(note => note.At)
                    .Select(note => new EvidenceNote(note.Text, note.At)),
            ],
            Missing = [.. MissingFrom(figures)],
            Recency = material.Spread(report.Id),
        };
        return evidence with
        {
            Questions = QuestionLibrary.Choose(
                evidence,
                before.Take(QuestionLibrary.Apart).SelectMany(brief => brief.Questions).ToHashSet(StringComparer.Ordinal)
            ),
        };
    }

    private static EvidencePerson About(Person person) =>
        new(person.Id, person.Name, person.RoleFamily, person.ChosenTimeZone ?? person.TimeZone, person.HireDate);

    private static List<EvidenceCommitment> Commitments(PairAt pair, EvidenceMaterial material, Instant since, Instant at)
    {
        var rows = material.Commitments[pair.Report.Id].Where(row => row.ManagerId == pair.Manager.Id && row.CreatedAt <= at);
        return
        [
            .. rows.Where(row => row.State == CommitmentState.Open || (row.State == CommitmentState.Done && row.ClosedAt >= since))
                .Select(row =>
                {
                    var owner = row.OwnerId == pair.Report.Id ? pair.Report : pair.Manager;
                    return new EvidenceCommitment(
                        row.Id,
                        owner.Name,
                        owner == pair.Report,
                        row.Text,
                        row.DueOn,
                        row.OverdueOn(at.InZone(owner.Zone).Date),
                        row.State == CommitmentState.Done,
                        material.CarriedSince.TryGetValue(row.Id, out var carried) ? carried : null
                    );
                })
                .OrderByDescending(row => row.Overdue)
                .ThenBy(row => row.Done)
                .ThenBy(row => row.DueOn ?? LocalDate.MaxIsoValue)
                .ThenBy(row => row.Id),
        ];
    }

    private static List<EvidencePlanItem> Plan(PairAt pair, EvidenceMaterial material, Instant at)
    {
        var (today, meeting) = (at.InZone(pair.Report.Zone).Date, (pair.Start ?? at).InZone(pair.Report.Zone).Date);
        return
        [
            .. material
                .Plans[pair.Report.Id]
                .Select(row => new EvidencePlanItem(
                    row.Id,
                    row.Text,
                    row.DueOn,
                    row.ReviewOn,
                    row.OverdueOn(today),
                    row.ReviewOn <= meeting
                ))
                .OrderByDescending(row => row.ToReview)
                .ThenByDescending(row => row.Overdue)
                .ThenBy(row => row.DueOn ?? row.ReviewOn ?? LocalDate.MaxIsoValue)
                .ThenBy(row => row.Id),
        ];
    }

    private static EvidenceGoal Goal(Goals.Goal goal, Person report, EvidenceMaterial material, Instant? since)
    {
        var checkIns = material.CheckIns[goal.Id].OrderBy(row => row.At).ToList();
        // The first report says where a goal started, not that it moved.
        var moved = since is { } from && checkIns.Skip(1).Any(row => row.At >= from);
        var before = moved ? (checkIns.LastOrDefault(row => row.At < since) ?? checkIns[0]).Progress : (decimal?)null;
        return new EvidenceGoal(
            goal.Id,
            goal.Key,
            goal.Title,
            goal.Progress,
            goal.CreatedAt.InZone(report.Zone).Date,
            goal.DueOn,
            before,
            goal.Status == Goals.GoalStatus.AtRisk
        );
    }

    private static IEnumerable<Missing> MissingFrom(IReadOnlyList<Figure> figures)
    {
        var sources = figures
            .SelectMany(figure => figure.Sources)
            .Where(source => !source.Fresh)
            .GroupBy(source => source.Source, StringComparer.Ordinal);
        foreach (var source in sources.OrderBy(source => source.Key, StringComparer.Ordinal))
        {
            var read = source.Max(one => one.FetchedAt);
            yield return new Missing(read is null ? "never_read" : "stale_source", source.Key, read);
        }

        foreach (var figure in figures.Where(figure => figure.State == FigureState.TooFew))
        {
            yield return new Missing("small_sample", figure.MetricKey);
        }

        foreach (var figure in figures.Where(figure => figure.State == FigureState.Quarantined))
        {
            yield return new Missing("quarantined", figure.MetricKey);
        }
    }
}
