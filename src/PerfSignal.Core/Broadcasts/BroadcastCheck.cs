using Microsoft.EntityFrameworkCore;
using PerfSignal.Core.Data;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.Governance;

namespace PerfSignal.Core.Broadcasts;

/// <summary>Asked right before a message of a broadcast leaves: does the recipient still meet the rule, and may its author still write to them?</summary>
public sealed class BroadcastCheck(PerfSignalData data, AudienceFinder audience, BroadcastFinder finder, Exclusions exclusions)
    : IDeliveryCheck
{
    public const string Word = "broadcast";
    public const string NotInAudience = "not_in_audience";
    public const string AuthorLostRole = "author_lost_role";

    public string Name => Word;

    public async Task<string?> WhyNot(DeliveryRow row, CancellationToken ct) => (await WhyNot([row], ct))?.GetValueOrDefault(row.Id);

    /// <summary>For several rows with one query for each broadcast; a row that is missing may leave.</summary>
    public async Task<IReadOnlyDictionary<Guid, string>?> WhyNot(IReadOnlyCollection<DeliveryRow> rows, CancellationToken ct)
    {
        var reasons = new Dictionary<Guid, string>();
        foreach (var group in rows.GroupBy(row => row.CheckId))
        {
            var why = await Reasons(group.Key, [.. group.Select(row => row.RecipientId)], ct);
            foreach (var row in group)
            {
                if (why(row.RecipientId) is { } reason)
                {
                    reasons[row.Id] = reason;
                }
            }
        }

        return reasons;
    }

    private async Task<Func<Guid, string?>> Reasons(Guid? id, List<Guid> recipients, CancellationToken ct)
    {
        var broadcast = await data.Set<Broadcast>().AsNoTracking().FirstOrDefaultAsync(one => one.Id == id, ct);
        if (broadcast is null || broadcast.State == BroadcastState.Cancelled)
        {
            return _ => "withdrawn";
        }

        if ((await finder.Population(broadcast.AuthorId, ct)).IsNobody)
        {
            return _ => AuthorLostRole;
        }

        var rule = AudienceRule.FromJson(broadcast.Audience);
        var people = await (await audience.Of(new Viewer(broadcast.AuthorId), rule, ct))
            .Where(person => recipients.Contains(person.Id))
            .ToDictionaryAsync(person => person.Id, ct);
        var excluded = await exclusions.Of(rule, people.Values, ct);
        return recipient => people.ContainsKey(recipient) ? excluded.GetValueOrDefault(recipient) : NotInAudience;
    }

    /// <summary>It says nothing about anybody.</summary>
    public Task<IReadOnlyDictionary<Guid, (Guid Subject, DataClass Class)>> About(
        IReadOnlyCollection<DeliveryRow> rows,
        CancellationToken ct
    ) => Task.FromResult<IReadOnlyDictionary<Guid, (Guid, DataClass)>>(new Dictionary<Guid, (Guid, DataClass)>());
}
