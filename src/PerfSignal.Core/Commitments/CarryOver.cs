using Microsoft.EntityFrameworkCore;
using NodaTime;
using PerfSignal.Core.Calendar;
using PerfSignal.Core.Data;

namespace PerfSignal.Core.Commitments;

/// <summary>Tells since which 1:1 an open commitment is carried over.</summary>
public static class CarryOver
{
    /// <summary>
    /// The start of the 1:1 in which each was made, or of the first one after, by commitment; only of open ones that a later 1:1 of the pair,
    /// held by the given instant, left open.
    /// </summary>
    public static async Task<IReadOnlyDictionary<Guid, Instant>> Of(
        PerfSignalData data,
        IReadOnlyCollection<Commitment> commitments,
        Instant at,
        CancellationToken ct
    )
    {
        var open = commitments.Where(row => row.State == CommitmentState.Open).ToList();
        if (open.Count == 0)
        {
            return new Dictionary<Guid, Instant>();
        }

        // A promise noted after a 1:1 belongs to one that began up to a day before.
        var from = open.Min(row => row.CreatedAt) - Duration.FromDays(2);
        var managers = open.Select(row => row.ManagerId).Distinct().ToList();
        var reports = open.Select(row => row.ReportId).Distinct().ToList();
        var held = (
            await data
                .Occurrences.AsNoTracking()
                .Where(one => one.State == OccurrenceState.Planned && one.End <= at && one.Start >= from)
                .Where(one => managers.Contains(one.ManagerId) && reports.Contains(one.ReportId))
                .Select(one => new
                {
                    one.Id,
                    one.ManagerId,
                    one.ReportId,
                    one.Start,
                })
                .ToListAsync(ct)
        ).ToLookup(one => (one.ManagerId, one.ReportId));
        var since = new Dictionary<Guid, Instant>();
        foreach (var row in open)
        {
            var meetings = held[(row.ManagerId, row.ReportId)].OrderBy(one => one.Start).ToList();
            var later = meetings.Where(one => one.Start > row.CreatedAt && one.Id != row.OccurrenceId).ToList();
            if (later.Count > 0)
            {
                since[row.Id] = meetings.FirstOrDefault(one => one.Id == row.OccurrenceId)?.Start ?? later[0].Start;
            }
        }

        return since;
    }
}
