using Microsoft.EntityFrameworkCore;
using PerfSignal.Core.Calendar;
using PerfSignal.Core.Data;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Core.Briefs;

/// <summary>
/// Freezes a fresh revision, and updates the sent cards with it, where the last one is older than the moment the brief is wanted at: it left before
/// quiet hours, or the 1:1 was moved to so much later that this moment came again.
/// </summary>
public sealed class RefreshBriefs(
    PerfSignalData data,
    BriefablePairs pairs,
    EvidenceBuilder builder,
    BriefFreezer freezer,
    BriefRows rows,
    LatestBriefs briefs,
    TimeProvider clock
)
{
    /// <returns>How many briefs were refreshed.</returns>
    public async Task<int> Run(CancellationToken ct)
    {
        var now = clock.Now();
        var frozen = briefs.All;
        var due = await data
            .Occurrences.Where(one => one.State == OccurrenceState.Planned && one.Revisions > 0 && one.Start > now)
            .Where(one =>
                one.BriefAt <= now && one.BriefAt > now - BriefFreezer.LongestLead && (one.RefreshAt == null || one.RefreshAt <= now)
            )
            .Where(one => !frozen.Any(brief => brief.OccurrenceId == one.Id && brief.FrozenAt >= (one.RefreshAt ?? one.BriefAt)))
            .OrderBy(one => one.Start)
            .Select(one => one.Id)
            .ToListAsync(ct);
        var refreshed = 0;
        foreach (var id in due)
        {
            refreshed += await One(id, ct);
        }

        return refreshed;
    }

    private async Task<int> One(Guid id, CancellationToken ct)
    {
        var occurrence = await data.Occurrences.SingleAsync(one => one.Id == id, ct);
        var version = occurrence.Version;
        if (!(await pairs.Of([occurrence], ct)).TryGetValue(id, out var pair))
        {
            return 0;
        }

        var known = await briefs.Of(id, ct);
        var sends = await rows.Sends([.. known.Select(brief => brief.Id)], [occurrence.ManagerId, occurrence.ReportId], ct);
        var evidence = (await builder.Build([new PairAt(pair.Manager, pair.Report, id, occurrence.Start)], clock.Now(), ct))[0];
        var fresh = freezer.Freeze(occurrence, evidence);
        var people = new[] { pair.Manager, pair.Report }.ToDictionary(person => person.Id);
        data.AddRange(rows.Updates(sends, BriefView.Of(occurrence, evidence), people, $"revision-{fresh.Revision}", occurrence.End));

        return await Lost.Race(data, id, version, ct) ? 0 : 1;
    }
}
