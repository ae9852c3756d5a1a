using Microsoft.EntityFrameworkCore;
using PerfSignal.Core.Data;

namespace PerfSignal.Core.Briefs;

/// <summary>Saves one occurrence's change, knowing that another node may be about the same.</summary>
internal static class Lost
{
    /// <summary>Saves, and forgets what was loaded. True where another writer of the same occurrence was first and nothing was saved.</summary>
    /// <param name="version">Of the occurrence, as it was loaded.</param>
    public static async Task<bool> Race(PerfSignalData data, Guid occurrence, Guid version, CancellationToken ct)
    {
        try
        {
            await data.SaveChangesAsync(ct);
            data.ChangeTracker.Clear();
            return false;
        }
        catch (DbUpdateException)
        {
            data.ChangeTracker.Clear();
            if (await data.Occurrences.AnyAsync(one => one.Id == occurrence && one.Version == version, ct))
            {
                throw;
            }

            return true;
        }
    }
}
