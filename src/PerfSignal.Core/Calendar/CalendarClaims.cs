using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using PerfSignal.Core.Data;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Core.Calendar;

/// <summary>Takes due calendars for one node; every change is conditional, so that two nodes never read one calendar at once.</summary>
internal sealed class CalendarClaims(PerfSignalData data, TimeProvider clock)
{
    private DbSet<CalendarLink> Links => data.Set<CalendarLink>();

    /// <summary>Due calendars of a source, the longest due first. Their next turn is pushed ahead by a lease, whose instant names the claim.</summary>
    public async Task<IReadOnlyList<CalendarLink>> Take(string source, int most, CancellationToken ct)
    {
        var now = clock.Now();
        var due = await Links
            .Where(link => link.Source == source && link.NextAt <= now)
            .OrderBy(link => link.NextAt)
            .Select(link => link.PersonId)
            .Take(most)
            .ToListAsync(ct);
        if (due.Count == 0)
        {
            return [];
        }

        // Microseconds at random tell the claims of two nodes apart.
        var lease = now + SyncRules.Lease + Duration.FromTicks(10.0 * RandomNumberGenerator.GetInt32(60_000_000));
        lease = Instant.FromUnixTimeTicks(lease.ToUnixTimeTicks() / 10 * 10);
        await Links
            .Where(link => link.Source == source && due.Contains(link.PersonId) && link.NextAt <= now)
            .ExecuteUpdateAsync(set => set.SetProperty(link => link.NextAt, lease), ct);
        return await Links.AsNoTracking().Where(link => link.Source == source && link.NextAt == lease).ToListAsync(ct);
    }

    /// <summary>Writes what became of a claimed calendar.</summary>
    /// <param name="lease">As the claim was taken.</param>
    /// <returns>False where the claim was lost: the link was ended, or another node reads now.</returns>
    public async Task<bool> End(CalendarLink link, Instant lease, CancellationToken ct) =>
        await Links
            .Where(row => row.PersonId == link.PersonId && row.Source == link.Source && row.NextAt == lease)
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(row => row.NextAt, link.NextAt)
                        .SetProperty(row => row.Cursor, link.Cursor)
                        .SetProperty(row => row.WindowStart, link.WindowStart)
                        .SetProperty(row => row.WindowEnd, link.WindowEnd)
                        .SetProperty(row => row.ReadAt, link.ReadAt)
                        .SetProperty(row => row.Failures, link.Failures)
                        .SetProperty(row => row.Trouble, link.Trouble)
                        .SetProperty(row => row.Word, link.Word)
                        .SetProperty(row => row.TroubleSince, link.TroubleSince),
                ct
            ) == 1;

    /// <summary>Leaves the whole source alone until then, claimed calendars that were not begun with it.</summary>
    public Task Hold(string source, Instant until, Instant lease, CancellationToken ct) =>
        Links
            .Where(link => link.Source == source && (link.NextAt < until || link.NextAt == lease))
            .ExecuteUpdateAsync(set => set.SetProperty(link => link.NextAt, until), ct);
}
