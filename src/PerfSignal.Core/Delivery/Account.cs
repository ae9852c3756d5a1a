using Microsoft.EntityFrameworkCore;

namespace PerfSignal.Core.Delivery;

/// <summary>Where the recipients of a send are; the parts always add up to the audience.</summary>
public sealed record Account(int Audience, int Sent, int Failed, int Excluded, int Cancelled, int Expired, int Waiting)
{
    public bool Done => Waiting == 0;

    public bool AddsUp => Sent + Failed + Excluded + Cancelled + Expired + Waiting == Audience;

    /// <summary>Counts the rows of a send, such as those of one broadcast.</summary>
    public static async Task<Account> Of(IQueryable<DeliveryRow> rows, CancellationToken ct) =>
        Of(
            (await rows.GroupBy(row => row.State).Select(group => new { group.Key, Count = group.Count() }).ToListAsync(ct)).Select(group =>
                (group.Key, group.Count)
            )
        );

    /// <param name="counts">A state may be there several times.</param>
    public static Account Of(IEnumerable<(DeliveryState State, int Count)> counts)
    {
        var all = counts.ToLookup(group => group.State, group => group.Count);
        int In(DeliveryState state) => all[state].Sum();
        return new Account(
            all.Sum(group => group.Sum()),
            In(DeliveryState.Sent),
            In(DeliveryState.Failed),
            In(DeliveryState.Excluded),
            In(DeliveryState.Cancelled),
            In(DeliveryState.Expired),
            In(DeliveryState.Waiting)
        );
    }
}
