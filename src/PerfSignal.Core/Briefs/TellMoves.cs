using Microsoft.EntityFrameworkCore;
using PerfSignal.Core.Calendar;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Core.Briefs;

/// <summary>Updates cards on their way, or sent, when the 1:1 was moved, dropped or put back; the frozen figures stay, and nothing is sent twice.</summary>
public sealed class TellMoves(PerfSignalData data, BriefRows rows, LatestBriefs briefs, BriefMarksReader marks, TimeProvider clock)
{
    /// <returns>How many 1:1s were told.</returns>
    public async Task<int> Run(CancellationToken ct)
    {
        var now = clock.Now();
        var changed = await data
            .Occurrences.Where(one => one.Revisions > 0 && one.BriefAt > now - BriefFreezer.LongestLead)
            .Where(one =>
                (one.State == OccurrenceState.Dropped && one.ToldStart != null)
                || (one.State == OccurrenceState.Planned && (one.ToldStart == null || one.ToldStart != one.Start))
            )
            .Select(one => one.Id)
            .ToListAsync(ct);
        var told = 0;
        foreach (var id in changed)
        {
            told += await Tell(id, ct);
        }

        return told;
    }

    private async Task<int> Tell(Guid id, CancellationToken ct)
    {
        var occurrence = await data.Occurrences.SingleAsync(one => one.Id == id, ct);
        var version = occurrence.Version;
        var known = await briefs.Of(id, ct);
        var people = await data
            .People.AsNoTracking()
            .Where(person => person.Id == occurrence.ManagerId || person.Id == occurrence.ReportId)
            .ToDictionaryAsync(person => person.Id, ct);
        if (known.Count > 0)
        {
            var evidence = CardJson.Read<Evidence>(known[0].Evidence);
            evidence = (await marks.Of(evidence, ct)).On(evidence);
            var sends = await rows.Sends([.. known.Select(brief => brief.Id)], [.. people.Keys], ct);
            data.AddRange(rows.Updates(sends, BriefView.Of(occurrence, evidence), people, $"told-{version:N}", occurrence.End));
        }

        occurrence.ToldStart = occurrence.State == OccurrenceState.Dropped ? null : occurrence.Start;
        occurrence.Version = Guid.NewGuid();
        return await Lost.Race(data, id, version, ct) ? 0 : 1;
    }
}
