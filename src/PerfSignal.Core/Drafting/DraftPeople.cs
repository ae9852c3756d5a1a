using Microsoft.EntityFrameworkCore;
using NodaTime;
using PerfSignal.Core.Data;
using PerfSignal.Core.Governance;

namespace PerfSignal.Core.Drafting;

/// <summary>Which counts of a month may be shown.</summary>
internal sealed record ShownCounts(bool Asked, bool Approved, bool Discarded);

/// <summary>Finds who is behind the counts of a month, in the whole organisation: what a part may be shown depends on the rest.</summary>
internal sealed class DraftPeople(PerfSignalData data, Access access)
{
    public async Task<ShownCounts> In(Instant from, Instant until, IQueryable<Guid> managers, int group, CancellationToken ct)
    {
        if (group == 1)
        {
            return new(true, true, true);
        }

        var drafts = access.ForService<Draft>();
        var asked = drafts.Where(row => row.CreatedAt >= from && row.CreatedAt < until);
        var discarded = drafts.Where(row => row.State == DraftState.Discarded && row.EndedAt >= from && row.EndedAt < until);
        // One who stands in for five managers is one.
        var approved = access.ForService<Summary>().Where(row => row.ApprovedAt >= from && row.ApprovedAt < until);
        return new(
            await Shows(asked.Select(row => new Acted { By = row.ManagerId, Manager = row.ManagerId })),
            await Shows(approved.Select(row => new Acted { By = row.ApprovedById, Manager = row.ManagerId })),
            await Shows(discarded.Select(row => new Acted { By = row.ManagerId, Manager = row.ManagerId }))
        );

        async Task<bool> Shows(IQueryable<Acted> acted)
        {
            var behind = await acted
                .Join(
                    data.People,
                    row => row.Manager,
                    person => person.Id,
                    (row, person) =>
                        new
                        {
                            row.By,
                            person.Department,
                            IsInside = managers.Contains(person.Id),
                        }
                )
                .Distinct()
                .ToListAsync(ct);
            return DraftGroup.Shows([.. behind.Select(one => new Behind(one.By, one.Department, one.IsInside))], group);
        }
    }

    private sealed record Acted
    {
        public required Guid By { get; init; }
        public required Guid Manager { get; init; }
    }
}
