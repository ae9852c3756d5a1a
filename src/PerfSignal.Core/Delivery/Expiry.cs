using Microsoft.EntityFrameworkCore;
using PerfSignal.Core.Data;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Core.Delivery;

/// <summary>Ends what is no longer worth sending, whether or not its send is paused.</summary>
internal sealed class Expiry(PerfSignalData data, TimeProvider clock)
{
    /// <returns>Whether more is left than one piece.</returns>
    public async Task<bool> Run(CancellationToken ct)
    {
        var now = clock.Now();
        var over = data.Set<DeliveryRow>()
            .Where(row => row.State == DeliveryState.Waiting && row.ExpiresAt <= now && row.LeaseId == null)
            .OrderBy(row => row.ExpiresAt)
            .Take(SendWork.Piece);
        return await over.ExecuteUpdateAsync(
                set =>
                    set.SetProperty(row => row.State, DeliveryState.Expired)
                        .SetProperty(row => row.Reason, "expired")
                        .SetProperty(row => row.EndedAt, now),
                ct
            ) == SendWork.Piece;
    }
}
