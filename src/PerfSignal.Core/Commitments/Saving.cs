using Microsoft.EntityFrameworkCore;
using PerfSignal.Core.Data;
using PerfSignal.Core.Delivery;

namespace PerfSignal.Core.Commitments;

internal static class Saving
{
    /// <summary>False where the other of the two changed the same commitment at this moment; then nothing was saved.</summary>
    public static async Task<bool> Saved(this PerfSignalData data, CancellationToken ct)
    {
        try
        {
            await data.SaveChangesAsync(ct);
            return true;
        }
        catch (DbUpdateConcurrencyException)
        {
            data.ChangeTracker.Clear();
            return false;
        }
    }

    /// <summary>Queues messages and saves; where another node queued one of them at this moment nothing is saved, and the next run finds its rows.</summary>
    /// <returns>How many were queued.</returns>
    public static async Task<int> SaveQueued(this PerfSignalData data, Outbox outbox, List<DeliveryRow> rows, CancellationToken ct)
    {
        var added = await outbox.Queue(rows, ct);
        try
        {
            await data.SaveChangesAsync(ct);
        }
        catch (DbUpdateException) when (added > 0)
        {
            data.ChangeTracker.Clear();
            var keys = rows.Select(row => row.DedupeKey).ToList();
            if (await data.Set<DeliveryRow>().CountAsync(row => keys.Contains(row.DedupeKey), ct) > rows.Count - added)
            {
                return 0;
            }

            throw;
        }

        data.ChangeTracker.Clear();
        return added;
    }
}
