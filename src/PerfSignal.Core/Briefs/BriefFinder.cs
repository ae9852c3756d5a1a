using Microsoft.EntityFrameworkCore;
using NodaTime;
using PerfSignal.Core.Calendar;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Governance;
using PerfSignal.Core.People;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Core.Briefs;

/// <summary>Finds the brief that somebody asks for, as far as they may read it: the frozen one, or before that what it would be now.</summary>
/// <remarks>The entry about a read of another person's data is saved by the caller.</remarks>
public sealed class BriefFinder(
    PerfSignalData data,
    Access access,
    EvidenceBuilder builder,
    BriefMarksReader marks,
    PilotGate pilot,
    TimeProvider clock
)
{
    /// <summary>The brief of a 1:1, or of the pair with another person, by the opaque id in a button; null where there is none for this viewer.</summary>
    public async Task<BriefView?> ByRow(Command command, CancellationToken ct)
    {
        if (!Guid.TryParse(command.Row, out var row))
        {
            return null;
        }

        var me = command.By.Id;
        var occurrence = await data
            .Occurrences.AsNoTracking()
            .FirstOrDefaultAsync(one => one.Id == row && (one.ManagerId == me || one.ReportId == me), ct);
        if (occurrence is not null)
        {
            return await Of(occurrence, command.Viewer, ct);
        }

        return await Pair.Of(data, me, row, command.Reader.Today, ct) is { } pair ? await Of(pair, command.Viewer, ct) : null;
    }

    /// <summary>The brief of a pair's next 1:1, or of the pair as it is now where none is planned.</summary>
    public async Task<BriefView?> Of(Pair pair, Viewer viewer, CancellationToken ct)
    {
        var now = clock.Now();
        var next = await data
            .Occurrences.AsNoTracking()
            .Where(one =>
                one.ManagerId == pair.Manager.Id && one.ReportId == pair.Report.Id && one.State == OccurrenceState.Planned && one.End > now
            )
            .OrderBy(one => one.Start)
            .FirstOrDefaultAsync(ct);
        return next is not null ? await Of(next, viewer, ct) : await Live(pair, null, viewer, ct);
    }

    public async Task<BriefView?> Of(Occurrence occurrence, Viewer viewer, CancellationToken ct)
    {
        var readable = await access.Read<Brief>(viewer, occurrence.ReportId, Purpose.OneOnOne, ct);
        var frozen = await readable
            .AsNoTracking()
            .Where(brief => brief.OccurrenceId == occurrence.Id)
            .OrderByDescending(brief => brief.Revision)
            .FirstOrDefaultAsync(ct);
        if (frozen is not null)
        {
            var evidence = CardJson.Read<Evidence>(frozen.Evidence);
            return BriefView.Of(occurrence, (await marks.Of(evidence, ct)).On(evidence));
        }

        var pair = await Pair.Of(data, occurrence.ManagerId, occurrence.ReportId, occurrence.Start.InUtc().Date, ct);
        return pair is null || occurrence.State == OccurrenceState.Dropped ? null : await Live(pair, occurrence, viewer, ct);
    }

    /// <summary>The evidence as it is now; nothing is frozen by looking.</summary>
    private async Task<BriefView?> Live(Pair pair, Occurrence? occurrence, Viewer viewer, CancellationToken ct)
    {
        if (!await pilot.Has(pair.Manager, ct) || !await pilot.Has(pair.Report, ct) || !await MaySeeToday(pair, viewer, ct))
        {
            return null;
        }

        // What is read is recorded; the rows themselves are put together by the builder.
        _ = await access.Read<Signals.Fact>(viewer, pair.Report.Id, Purpose.OneOnOne, ct);
        _ = await access.Read<Commitments.Commitment>(viewer, pair.Report.Id, Purpose.OneOnOne, ct);
        _ = await access.Read<Feedback.FeedbackNote>(viewer, pair.Report.Id, Purpose.OneOnOne, ct);
        _ = await access.Read<Goals.Goal>(viewer, pair.Report.Id, Purpose.OneOnOne, ct);
        var evidence = (await builder.Build([new PairAt(pair.Manager, pair.Report, occurrence?.Id, occurrence?.Start)], clock.Now(), ct))[
            0
        ];
        return occurrence is not null
            ? BriefView.Of(occurrence, evidence) with
            {
                RefreshAt = null,
                HasPage = false,
            }
            : new BriefView(evidence, pair.Other(viewer.PersonId).Id, null);
    }

    /// <summary>Oneself, or who manages the report today: a former manager's right ends with their own period, and this is of now.</summary>
    private async Task<bool> MaySeeToday(Pair pair, Viewer viewer, CancellationToken ct) =>
        (pair.Report.Id == viewer.PersonId || pair.Manager.Id == viewer.PersonId)
        && (await access.Reaches(viewer, pair.Report.Id, DataClass.Figures, Right.Read, ct)).Contains(Reach.All);
}
