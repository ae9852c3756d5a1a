using Microsoft.EntityFrameworkCore;
using PerfSignal.Core.Data;

namespace PerfSignal.Core.Drafting;

internal static class SaveDraft
{
    /// <summary>Saves; false, with nothing saved, where somebody changed the same draft in the meantime.</summary>
    public static async Task<bool> TrySaveDraft(this PerfSignalData data, CancellationToken ct)
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
