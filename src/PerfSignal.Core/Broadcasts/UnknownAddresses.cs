using Microsoft.EntityFrameworkCore;
using PerfSignal.Core.Governance;

namespace PerfSignal.Core.Broadcasts;

/// <summary>Finds the addresses of a list that stand for nobody whom the author may write to.</summary>
public sealed class UnknownAddresses(AudienceFinder audience)
{
    public async Task<IReadOnlyList<ListedAddress>> In(Viewer author, IReadOnlyList<ListedAddress> list, CancellationToken ct)
    {
        if (list.Count == 0)
        {
            return [];
        }

        var people = await audience.Of(author, new AudienceRule { Emails = [.. list.Select(one => one.Address)] }, ct);
        var known = (await people.Select(person => person.Email).ToListAsync(ct)).ToHashSet(StringComparer.Ordinal);
        return [.. list.Where(one => !known.Contains(one.Address))];
    }
}
