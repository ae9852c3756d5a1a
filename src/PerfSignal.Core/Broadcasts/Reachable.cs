using Microsoft.EntityFrameworkCore;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.People;

namespace PerfSignal.Core.Broadcasts;

/// <summary>On which platform each of some people would get a message, by the rule of the outbox: a chat before the web, and none that they are gone from.</summary>
public sealed class Reachable(PerfSignalData data, IEnumerable<IPlatform> platforms)
{
    public async Task<IReadOnlyDictionary<Guid, PlatformName?>> Of(IReadOnlyCollection<Person> people, CancellationToken ct)
    {
        var ids = people.Select(person => person.Id).ToList();
        var gone = (
            await data.Set<Unreachable>()
                .Where(mark => ids.Contains(mark.PersonId))
                .Select(mark => new { mark.PersonId, mark.Platform })
                .ToListAsync(ct)
        ).ConvertAll(mark => (mark.PersonId, mark.Platform));
        var found = new Dictionary<Guid, PlatformName?>();
        foreach (var platform in platforms.OrderBy(platform => platform.Name == PlatformName.Web))
        {
            foreach (var id in (await platform.Reached(people, ct)).Keys)
            {
                if (!gone.Contains((id, platform.Name)))
                {
                    found.TryAdd(id, platform.Name);
                }
            }
        }

        return found;
    }
}
