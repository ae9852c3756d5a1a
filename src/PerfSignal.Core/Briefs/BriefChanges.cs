using Microsoft.EntityFrameworkCore;
using NodaTime;
using PerfSignal.Core.Calendar;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Core.Briefs;

/// <summary>Brings what a person said since, a contest or a note, to the cards that were sent about them.</summary>
public sealed class BriefChanges(PerfSignalData data, LatestBriefs briefs, BriefRows rows, BriefMarksReader marks, TimeProvider clock)
{
    /// <summary>Cards older than this are left as they are; whoever opens the brief again sees the marks of then.</summary>
    public static readonly Duration Reach = Duration.FromDays(90);

    /// <summary>Queues an update of every card of the person's briefs that the change shows on; the caller saves.</summary>
    /// <param name="what">Names the change, such as the contest's id: said twice, it writes nothing more.</param>
    /// <param name="change">Adds to the stored marks what the caller is about to save; null where it is saved.</param>
    /// <returns>How many cards.</returns>
    public async Task<int> Queue(Guid report, string what, Func<BriefMarks, BriefMarks>? change, CancellationToken ct)
    {
        var from = clock.Now() - Reach;
        var known = await briefs.All.AsNoTracking().Where(brief => brief.ReportId == report && brief.FrozenAt >= from).ToListAsync(ct);
        var ids = known.Select(brief => brief.OccurrenceId).Distinct().ToList();
        var occurrences = await data
            .Occurrences.AsNoTracking()
            .Where(one => ids.Contains(one.Id) && one.State == OccurrenceState.Planned)
            .ToListAsync(ct);
        var managers = known.Select(brief => brief.ManagerId).Append(report).Distinct().ToList();
        var people = await data
            .People.AsNoTracking()
            .Where(person => managers.Contains(person.Id))
            .ToDictionaryAsync(person => person.Id, ct);
        var queued = 0;
        foreach (var occurrence in occurrences)
        {
            var revisions = known.Where(brief => brief.OccurrenceId == occurrence.Id).OrderByDescending(brief => brief.Revision).ToList();
            var frozen = CardJson.Read<Evidence>(revisions[0].Evidence);
            var before = (await marks.Of(frozen, ct)).On(frozen);
            var after = (change?.Invoke(await marks.Of(frozen, ct)) ?? await marks.Of(frozen, ct)).On(frozen);
            if (change is not null && CardJson.Write(before) == CardJson.Write(after))
            {
                continue;
            }

            var sends = await rows.Sends([.. revisions.Select(brief => brief.Id)], [occurrence.ManagerId, report], ct);
            foreach (var row in rows.Updates(sends, BriefView.Of(occurrence, after), people, what, occurrence.End))
            {
                if (!await data.Set<Delivery.DeliveryRow>().AnyAsync(other => other.DedupeKey == row.DedupeKey, ct))
                {
                    data.Add(row);
                    queued++;
                }
            }
        }

        return queued;
    }
}
