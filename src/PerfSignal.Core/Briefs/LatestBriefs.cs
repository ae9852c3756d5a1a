using Microsoft.EntityFrameworkCore;
using PerfSignal.Core.Governance;

namespace PerfSignal.Core.Briefs;

/// <summary>The frozen revisions of occurrences, for the service's own acts.</summary>
public sealed class LatestBriefs(Access access)
{
    /// <summary>Every revision of an occurrence, the latest first.</summary>
    public async Task<IReadOnlyList<Brief>> Of(Guid occurrence, CancellationToken ct) =>
        await access
            .ForService<Brief>()
            .AsNoTracking()
            .Where(brief => brief.OccurrenceId == occurrence)
            .OrderByDescending(brief => brief.Revision)
            .ToListAsync(ct);

    public Task<Brief?> Find(Guid id, CancellationToken ct) =>
        access.ForService<Brief>().AsNoTracking().FirstOrDefaultAsync(brief => brief.Id == id, ct);

    public IQueryable<Brief> All => access.ForService<Brief>();
}
