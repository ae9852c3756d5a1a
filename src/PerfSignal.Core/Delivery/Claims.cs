using Microsoft.EntityFrameworkCore;
using NodaTime;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.People;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Core.Delivery;

/// <param name="Send">The send that the row changes; the row itself where it is one.</param>
/// <param name="Reached">Where the recipient can be written to, a chat before the web.</param>
internal sealed record Claimed(DeliveryRow Row, Person Recipient, DeliveryRow Send, IReadOnlyList<PlatformName> Reached);

/// <summary>Takes due rows for one node; every change is conditional, so that two nodes never hold one row.</summary>
internal sealed class Claims(
    PerfSignalData data,
    Due due,
    Ends ends,
    IEnumerable<IPlatform> platforms,
    TimeProvider clock,
    DispatchSettings settings
)
{
    private IQueryable<DeliveryRow> Rows => data.Set<DeliveryRow>();

    /// <summary>Due rows, urgent ones first, leased to the caller under the given claim.</summary>
    /// <param name="most">How many at most; no more than are worked on at once, so that what is claimed is in flight.</param>
    /// <param name="busy">Recipients whose messages are on their way: one recipient's messages keep their order.</param>
    public async Task<IReadOnlyList<Claimed>> Take(Guid claim, int most, IReadOnlyCollection<Guid> busy, Holds holds, CancellationToken ct)
    {
        var now = clock.Now();
        await holds.Load(data, now, ct);
        var ids = await due.Next(now, most, busy, ct);
        if (ids.Count == 0)
        {
            return [];
        }

        var until = now + settings.Lease;
        await Rows.Where(row => ids.Contains(row.Id) && row.State == DeliveryState.Waiting && row.LeaseId == null)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.LeaseId, claim).SetProperty(row => row.LeaseUntil, until), ct);
        var rows = await Rows.AsNoTracking()
            .Where(row => row.LeaseId == claim && row.State == DeliveryState.Waiting)
            .Join(data.People.AsNoTracking(), row => row.RecipientId, person => person.Id, (row, person) => new { row, person })
            .ToListAsync(ct);
        var sends = await Sends([.. rows.Select(taken => taken.row.OfId).OfType<Guid>()], ct);
        var reached = await Reached(
            [.. rows.Where(taken => taken.row.OfId is null).Select(taken => taken.person).DistinctBy(one => one.Id)],
            ct
        );
        return
        [
            .. rows.Select(taken => new Claimed(
                    taken.row,
                    taken.person,
                    taken.row.OfId is { } of ? sends[of] : taken.row,
                    reached.GetValueOrDefault(taken.person.Id, [])
                ))
                .OrderBy(taken => taken.Row.Lane)
                .ThenBy(taken => taken.Row.NotBefore)
                .ThenBy(taken => taken.Row.Id),
        ];
    }

    private async Task<Dictionary<Guid, DeliveryRow>> Sends(List<Guid> ids, CancellationToken ct) =>
        ids.Count == 0 ? [] : await Rows.AsNoTracking().Where(row => ids.Contains(row.Id)).ToDictionaryAsync(row => row.Id, ct);

    /// <summary>Where each of some people can be written to, asked for all of them at once.</summary>
    private async Task<Dictionary<Guid, IReadOnlyList<PlatformName>>> Reached(IReadOnlyList<Person> people, CancellationToken ct)
    {
        if (people.Count == 0)
        {
            return [];
        }

        var ids = people.Select(person => person.Id).ToList();
        var gone = await data.Set<Unreachable>()
            .Where(mark => ids.Contains(mark.PersonId))
            .Select(mark => new { mark.PersonId, mark.Platform })
            .ToListAsync(ct);
        var ways = new List<(PlatformName Platform, IReadOnlySet<Guid> People)>();
        foreach (var platform in platforms.OrderBy(platform => platform.Name == PlatformName.Web))
        {
            ways.Add((platform.Name, await platform.Reached(people, ct)));
        }

        return ids.ToDictionary(
            id => id,
            IReadOnlyList<PlatformName> (id) =>
                [
                    .. ways.Where(way =>
                            way.People.Contains(id) && !gone.Exists(mark => mark.PersonId == id && mark.Platform == way.Platform)
                        )
                        .Select(way => way.Platform),
                ]
        );
    }

    /// <summary>Stores the platform of rows before it is asked, so that after a crash it is known where a message may have arrived.</summary>
    /// <returns>For each whether its lease still holds.</returns>
    public async Task<IReadOnlyList<bool>> Begin(IReadOnlyList<(DeliveryRow Row, PlatformName Platform)> begun, CancellationToken ct)
    {
        var kept = new HashSet<Guid>();
        foreach (var group in begun.GroupBy(one => (one.Platform, one.Row.LeaseId)))
        {
            var ((platform, claim), ids) = (group.Key, group.Select(one => one.Row.Id).ToList());
            var rows = Rows.Where(row => ids.Contains(row.Id) && row.LeaseId == claim && row.State == DeliveryState.Waiting);
            if (await rows.ExecuteUpdateAsync(set => set.SetProperty(row => row.Platform, platform), ct) == ids.Count)
            {
                kept.UnionWith(ids);
            }
            else
            {
                kept.UnionWith(await rows.Select(row => row.Id).ToListAsync(ct));
            }
        }

        return [.. begun.Select(one => kept.Contains(one.Row.Id))];
    }

    /// <summary>Marks the recipient as unreachable on the row's platform, until heard from.</summary>
    public async Task MarkGone(DeliveryRow row, CancellationToken ct)
    {
        if (row.Platform is { } platform && await data.Set<Unreachable>().FindAsync([row.RecipientId, platform], ct) is null)
        {
            data.Add(
                new Unreachable
                {
                    PersonId = row.RecipientId,
                    Platform = platform,
                    Since = clock.Now(),
                }
            );
            await data.SaveChangesAsync(ct);
        }
    }

    /// <summary>Gives rows back that were claimed and not begun.</summary>
    public Task Release(Guid claim, IReadOnlyCollection<Guid> ids, CancellationToken ct) =>
        Rows.Where(row => row.LeaseId == claim && ids.Contains(row.Id) && row.State == DeliveryState.Waiting)
            .ExecuteUpdateAsync(
                set => set.SetProperty(row => row.LeaseId, (Guid?)null).SetProperty(row => row.LeaseUntil, (Instant?)null),
                ct
            );

    /// <summary>Rows whose node stopped in the middle become due again, counted as attempts without an answer.</summary>
    public async Task Recover(CancellationToken ct)
    {
        var now = clock.Now();
        foreach (
            var row in await Rows.AsNoTracking().Where(row => row.LeaseUntil < now && row.State == DeliveryState.Waiting).ToListAsync(ct)
        )
        {
            await ends.Write([(row, DeliveryRules.AfterInterruption(row, now))], ct);
        }
    }

    /// <summary>Ends what is no longer worth sending.</summary>
    public Task Expire(CancellationToken ct)
    {
        var now = clock.Now();
        return Rows.Where(row => row.State == DeliveryState.Waiting && row.ExpiresAt <= now && row.LeaseId == null)
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(row => row.State, DeliveryState.Expired)
                        .SetProperty(row => row.Reason, "expired")
                        .SetProperty(row => row.EndedAt, now),
                ct
            );
    }
}
