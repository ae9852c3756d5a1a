using Microsoft.EntityFrameworkCore;
using NodaTime;
using PerfSignal.Core.Calendar;
using PerfSignal.Core.Data;
using PerfSignal.Core.People;

namespace PerfSignal.Core.Briefs;

/// <summary>Tells for which 1:1s a brief may be made: the manager manages the report on that date, both work here and are in the pilot, and nobody doubts the line.</summary>
public sealed class BriefablePairs(PerfSignalData data, PilotGate pilot)
{
    /// <summary>The people of those of the occurrences for which a brief may be made.</summary>
    public async Task<IReadOnlyDictionary<Guid, Pair>> Of(IReadOnlyList<Occurrence> occurrences, CancellationToken ct)
    {
        var reports = occurrences.Select(one => one.ReportId).Distinct().ToList();
        var ids = occurrences.SelectMany(one => new[] { one.ManagerId, one.ReportId }).Distinct().ToList();
        var people = await data.People.AsNoTracking().Where(person => ids.Contains(person.Id)).ToDictionaryAsync(person => person.Id, ct);
        var lines = (await data.ReportingLines.AsNoTracking().Where(line => reports.Contains(line.ReportId)).ToListAsync(ct)).ToLookup(
            line => line.ReportId
        );
        var doubts = await data.Set<OrgDataDoubt>()
            .AsNoTracking()
            .Where(doubt => reports.Contains(doubt.ReportId) && doubt.DismissedAt == null)
            .Select(doubt => doubt.LineId)
            .ToListAsync(ct);
        var now = await pilot.Now(ct);
        var pairs = new Dictionary<Guid, Pair>();
        foreach (var one in occurrences)
        {
            var pair = new Pair(people[one.ManagerId], people[one.ReportId]);
            var date = DateOf(one.Start, pair.Manager);
            var line = lines[one.ReportId].FirstOrDefault(line => line.ManagerId == one.ManagerId && line.HoldsOn(date));
            if (
                line is not null
                && !doubts.Contains(line.Id)
                && pair.Manager.WorksOn(date)
                && pair.Report.WorksOn(date)
                && now.Takes(pair.Manager)
                && now.Takes(pair.Report)
            )
            {
                pairs.Add(one.Id, pair);
            }
        }

        return pairs;
    }

    /// <summary>The local day of a 1:1, on the manager's calendar.</summary>
    public static LocalDate DateOf(Instant start, Person manager) => start.InZone(manager.Zone).Date;
}
