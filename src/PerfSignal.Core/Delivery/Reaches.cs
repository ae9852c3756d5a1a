using Microsoft.EntityFrameworkCore;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.People;

namespace PerfSignal.Core.Delivery;

/// <summary>Where people can be written to.</summary>
internal sealed class Reaches(PerfSignalData data, IEnumerable<IPlatform> platforms)
{
    /// <summary>Where each of some people can be written to, asked for all of them at once.</summary>
    public async Task<IReadOnlyDictionary<Guid, IReadOnlyList<Reach>>> Of(IReadOnlyList<Person> people, CancellationToken ct)
    {
        if (people.Count == 0)
        {
            return new Dictionary<Guid, IReadOnlyList<Reach>>();
        }

        var ids = people.Select(person => person.Id).ToArray();
        var gone = await data.Set<Unreachable>()
            .Where(mark => EF.Parameter(ids).Contains(mark.PersonId))
            .Select(mark => new { mark.PersonId, mark.Platform })
            .ToListAsync(ct);
        var ways = new List<(PlatformName Platform, IReadOnlyDictionary<Guid, string> People)>();
        foreach (var platform in platforms.OrderBy(platform => platform.Name == PlatformName.Web))
        {
            ways.Add((platform.Name, await platform.Reached(people, ct)));
        }

        return ids.ToDictionary(
            id => id,
            IReadOnlyList<Reach> (id) =>
                [
                    .. ways.Where(way =>
                            way.People.ContainsKey(id) && !gone.Exists(mark => mark.PersonId == id && mark.Platform == way.Platform)
                        )
                        .Select(way => new Reach(way.Platform, way.People[id])),
                ]
        );
    }
}
