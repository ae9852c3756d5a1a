using Microsoft.EntityFrameworkCore;
using PerfSignal.Core.Data;

namespace PerfSignal.Core.Goals;

internal static class Saving
{
    /// <summary>Saves; false, with nothing saved, where somebody changed the same row in the meantime.</summary>
    public static async Task<bool> TrySave(this PerfSignalData data, CancellationToken ct)
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
}
