using Microsoft.EntityFrameworkCore;
using PerfSignal.Core.Data;
using PerfSignal.Core.Delivery;

namespace PerfSignal.Core.Broadcasts;

/// <summary>Counts the messages of several broadcasts at once, for lists.</summary>
public sealed class BroadcastAccounts(PerfSignalData data)
{
    /// <summary>By broadcast; one without any message is missing. The caller has asked who may see them.</summary>
    public async Task<IReadOnlyDictionary<Guid, Account>> Of(IReadOnlyCollection<Guid> broadcasts, CancellationToken ct)
    {
        var ids = broadcasts.Select(id => (Guid?)id).ToList();
        var counts = await data.Set<DeliveryRow>()
            .Where(row => ids.Contains(row.SendId) && row.Act == DeliveryAct.Send)
            .GroupBy(row => new { row.SendId, row.State })
            .Select(group => new
            {
                group.Key.SendId,
                group.Key.State,
                Count = group.Count(),
            })
            .ToListAsync(ct);
        return counts
            .GroupBy(one => one.SendId!.Value)
            .ToDictionary(group => group.Key, group => Account.Of(group.Select(one => (one.State, one.Count))));
    }
}
