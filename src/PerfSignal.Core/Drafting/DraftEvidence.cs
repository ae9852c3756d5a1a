using Microsoft.EntityFrameworkCore;
using NodaTime;
using PerfSignal.Core.Briefs;
using PerfSignal.Core.Calendar;
using PerfSignal.Core.Commitments;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Feedback;
using PerfSignal.Core.Goals;
using PerfSignal.Core.Governance;
using PerfSignal.Core.People;
using PerfSignal.Core.Schedules;
using PerfSignal.Core.Signals;

namespace PerfSignal.Core.Drafting;

/// <summary>What a draft is about.</summary>
/// <param name="Occurrence">The 1:1; null where none is planned, and for a period.</param>
public sealed record DraftSubject(Pair Pair, Occurrence? Occurrence, LocalDate? From = null, LocalDate? Until = null)
{
    public DraftKind Kind => From is null ? DraftKind.OneOnOne : DraftKind.Period;
}

/// <summary>Collects what a draft may rest on: only what who asks may read today, and nothing contested or set aside.</summary>
public sealed class DraftEvidence(PerfSignalData data, Access access, EvidenceBuilder builder, BriefMarksReader marks, TimeProvider clock)
{
    /// <summary>The entries about what is read are saved by the caller.</summary>
    public async Task<DraftPack> Collect(DraftSubject subject, Person by, Reader reader, CancellationToken ct)
    {
        var evidence = await Readable(subject, await Evidence(subject, by, ct), new Viewer(by.Id), ct);
        var (manager, report) = (subject.Pair.Manager, subject.Pair.Report);
        var mask = new NameMask(await Everybody(ct), manager.Id, report.Id);
        var items = new EvidenceItems(mask, reader);
        items.Add(evidence, subject.Kind);
        return new DraftPack
        {
            Kind = subject.Kind,
            Language = reader.Language,
            Today = reader.Today,
            AskedById = by.Id,
            Items = items.All,
            Names = mask.Names,
            Originals = items.Originals,
            Sources = items.Sources,
            Origins = items.Origins,
        };
    }

    /// <summary>The frozen evidence of the 1:1 with the marks of now; before it is frozen, and for a period, the evidence as it is.</summary>
    private async Task<Evidence> Evidence(DraftSubject subject, Person by, CancellationToken ct)
    {
        var report = subject.Pair.Report;
        if (subject.Occurrence is { } occurrence)
        {
            var frozen = await (await access.Read<Brief>(new Viewer(by.Id), report.Id, Purpose.OneOnOne, ct))
                .AsNoTracking()
                .Where(brief => brief.OccurrenceId == occurrence.Id)
                .OrderByDescending(brief => brief.Revision)
                .FirstOrDefaultAsync(ct);
            if (frozen is not null)
            {
                var read = CardJson.Read<Evidence>(frozen.Evidence);
                return (await marks.Of(read, ct)).On(read);
            }
        }

        var pair = new PairAt(subject.Pair.Manager, report, subject.Occurrence?.Id, subject.Occurrence?.Start);
        var now = (await builder.Build([pair], clock.Now(), ct))[0];
        return subject.Kind == DraftKind.Period ? await Within(subject, now, by, ct) : now;
    }

    /// <summary>For a period: all shared feedback in it and the commitments kept in it, beside the figures and goals as they are.</summary>
    private async Task<Evidence> Within(DraftSubject subject, Evidence now, Person by, CancellationToken ct)
    {
        var report = subject.Pair.Report;
        var viewer = new Viewer(by.Id);
        var from = report.Zone.AtStartOfDay(subject.From!.Value).ToInstant();
        var until = report.Zone.AtStartOfDay(subject.Until!.Value.PlusDays(1)).ToInstant();
        var manager = subject.Pair.Manager;
        var feedback = await (await access.Read<FeedbackNote>(viewer, report.Id, Purpose.OneOnOne, ct))
            .AsNoTracking()
            .Where(row => row.At >= from && row.At < until && row.AuthorId != report.Id)
            .OrderByDescending(row => row.At)
            .ToListAsync(ct);
        var authors = feedback.Select(row => row.AuthorId).Distinct().ToList();
        var names = await data.People.Where(row => authors.Contains(row.Id)).ToDictionaryAsync(row => row.Id, row => row.Name, ct);
        var kept = await (await access.Read<Commitment>(viewer, report.Id, Purpose.OneOnOne, ct))
            .AsNoTracking()
            .Where(row => row.ManagerId == manager.Id && row.State == CommitmentState.Done && row.ClosedAt >= from && row.ClosedAt < until)
            .OrderBy(row => row.ClosedAt)
            .ToListAsync(ct);
        return now with
        {
            Feedback =
            [
                .. feedback.Select(row => new EvidenceFeedback(
                    row.Id,
                    names.GetValueOrDefault(row.AuthorId, ""),
                    row.AuthorId == manager.Id,
                    row.Kind == FeedbackKind.Praise,
                    row.Text,
                    row.At,
                    row.Contested
                )),
            ],
            Commitments =
            [
                .. kept.Select(row => new EvidenceCommitment(
                    row.Id,
                    row.OwnerId == report.Id ? report.Name : manager.Name,
                    row.OwnerId == report.Id,
                    row.Text,
                    row.DueOn,
                    Overdue: false,
                    Done: true
                )),
                .. now.Commitments.Where(row => !row.Done),
            ],
        };
    }

    /// <summary>Without the rows that the viewer may not read today, whatever was frozen before.</summary>
    private async Task<Evidence> Readable(DraftSubject subject, Evidence evidence, Viewer viewer, CancellationToken ct)
    {
        var report = subject.Pair.Report.Id;
        async Task<HashSet<Guid>> Of<T>(IEnumerable<Guid> ids, System.Linq.Expressions.Expression<Func<T, Guid>> id)
            where T : class, IAbout<T>
        {
            var wanted = ids.ToList();
            var readable = await access.Read<T>(viewer, report, Purpose.OneOnOne, ct);
            return [.. await readable.Select(id).Where(one => wanted.Contains(one)).ToListAsync(ct)];
        }

        var commitments = await Of<Commitment>(evidence.Commitments.Select(row => row.Id), row => row.Id);
        var feedback = await Of<FeedbackNote>(evidence.Feedback.Select(row => row.Id), row => row.Id);
        var goals = await Of<Goal>(evidence.Goals.Select(row => row.Id), row => row.Id);
        var figures = await access.May(viewer, report, DataClass.Figures, Right.Read, ct);
        _ = await access.Read<Fact>(viewer, report, Purpose.OneOnOne, ct);
        return evidence with
        {
            Commitments = [.. evidence.Commitments.Where(row => commitments.Contains(row.Id))],
            Feedback = [.. evidence.Feedback.Where(row => feedback.Contains(row.Id))],
            Goals = [.. evidence.Goals.Where(row => goals.Contains(row.Id))],
            Figures = figures ? evidence.Figures : [],
            ContextNotes = figures ? evidence.ContextNotes : [],
            Missing = figures ? evidence.Missing : [],
        };
    }

    /// <summary>Who has left is known by name too, and whom a chat platform knows and the directory does not.</summary>
    private async Task<List<KnownPerson>> Everybody(CancellationToken ct)
    {
        var people = await data
            .People.AsNoTracking()
            .Select(row => new
            {
                row.Id,
                row.Name,
                row.Email,
                row.SlackUserId,
                row.TeamsUserId,
            })
            .ToListAsync(ct);
        var accounts = (
            await data.Set<ChatAccount>()
                .AsNoTracking()
                .Select(row => new
                {
                    Whose = row.PersonId ?? row.Id,
                    IsMatched = row.PersonId != null,
                    row.Name,
                    row.UserId,
                    row.Email,
                    row.PrincipalName,
                    row.Address,
                })
                .ToListAsync(ct)
        ).ToLookup(row => row.Whose);
        var others = accounts.SelectMany(own => own).Where(row => !row.IsMatched).Select(row => (row.Whose, Name: row.Name ?? ""));
        return
        [
            .. people.Select(person => Known(person.Id, person.Name, person.Email, person.SlackUserId, person.TeamsUserId)),
            .. others.Select(other => Known(other.Whose, other.Name)),
        ];

        KnownPerson Known(Guid id, string name, params string?[] ids) =>
            new(
                id,
                name,
                [
                    .. ids.Concat(accounts[id].SelectMany(row => new[] { row.UserId, row.Email, row.PrincipalName, row.Address }))
                        .OfType<string>()
                        .Distinct(StringComparer.OrdinalIgnoreCase),
                ]
            )
            {
                AlsoCalled = [.. accounts[id].Select(row => row.Name).OfType<string>()],
            };
    }
}
