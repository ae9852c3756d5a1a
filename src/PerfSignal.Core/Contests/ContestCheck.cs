using Microsoft.EntityFrameworkCore;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.Governance;

namespace PerfSignal.Core.Contests;

/// <summary>Asked right before a contest is brought to its decider: is it still open, and still theirs?</summary>
public sealed class ContestCheck(ContestFinder contests) : IDeliveryCheck
{
    public const string Word = "contest";

    public string Name => Word;

    public bool IsForOffice => true;

    public async Task<string?> WhyNot(DeliveryRow row, CancellationToken ct)
    {
        var contest = row.CheckId is { } id ? await contests.All.AsNoTracking().FirstOrDefaultAsync(one => one.Id == id, ct) : null;
        return contest?.DecidedAt is not null || contest is null ? "contest_decided"
            : contest.DeciderId != row.RecipientId ? "contest_decider_changed"
            : null;
    }

    /// <summary>The card brings the item itself, so it counts as a read of its class.</summary>
    public async Task<IReadOnlyDictionary<Guid, (Guid Subject, DataClass Class)>> About(
        IReadOnlyCollection<DeliveryRow> rows,
        CancellationToken ct
    )
    {
        var ids = rows.Select(row => row.CheckId).OfType<Guid>().Distinct().ToList();
        var known = await contests.All.AsNoTracking().Where(one => ids.Contains(one.Id)).ToDictionaryAsync(one => one.Id, ct);
        return rows.Where(row => row.CheckId is { } id && known.ContainsKey(id))
            .ToDictionary(row => row.Id, row => (known[row.CheckId!.Value].PersonId, known[row.CheckId!.Value].ClassOfItem));
    }
}
