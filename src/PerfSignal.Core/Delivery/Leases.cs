using Microsoft.EntityFrameworkCore;
using NodaTime;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Core.Delivery;

/// <summary>Gives leased rows back: those that were not begun, those whose node stopped, and those that nothing can read.</summary>
internal sealed class Leases(PerfSignalData data, Ends ends, TimeProvider clock, DispatchLog log)
{
    /// <summary>Rows of one round; the rest comes with the next.</summary>
    private const int Piece = 500;

    /// <summary>How long a row is left alone that cannot be read; six times it is about an hour, as for any other.</summary>
    private static readonly Duration UnreadableWait = Duration.FromMinutes(10);

    private IQueryable<DeliveryRow> Rows => data.Set<DeliveryRow>();

    /// <summary>Gives rows back that were claimed and not begun.</summary>
    public Task Release(Guid claim, IReadOnlyCollection<Guid> ids, CancellationToken ct) =>
        Release(Rows.Where(row => row.LeaseId == claim && ids.Contains(row.Id)), ct);

    /// <summary>Gives rows back for which their platform has no place yet; there they wait until it has.</summary>
    public Task SetAside(Guid claim, PlatformName platform, IReadOnlyCollection<Guid> ids, CancellationToken ct) =>
        Release(Rows.Where(row => row.LeaseId == claim && ids.Contains(row.Id)), ct, platform);

    /// <summary>Gives back a whole claim of which nothing was begun.</summary>
    public Task Release(Guid claim, CancellationToken ct) => Release(Rows.Where(row => row.LeaseId == claim), ct);

    /// <param name="waitsFor">The platform for which the rows wait from now on; null leaves that as it is.</param>
    private static Task<int> Release(IQueryable<DeliveryRow> rows, CancellationToken ct, PlatformName? waitsFor = null) =>
        rows.Where(row => row.State == DeliveryState.Waiting)
            .ExecuteUpdateAsync(
                set =>
                {
                    set.SetProperty(row => row.LeaseId, (Guid?)null)
                        .SetProperty(row => row.LeaseUntil, (Instant?)null)
                        .SetProperty(row => row.BegunAt, (Instant?)null);
                    if (waitsFor is { } platform)
                    {
                        set.SetProperty(row => row.Platform, platform);
                    }
                },
                ct
            );

    /// <summary>Rows whose node stopped in the middle become due again; where it had asked the platform, as an attempt without an answer.</summary>
    public async Task Recover(CancellationToken ct)
    {
        var now = clock.Now();
        // Only what waits is leased; naming the state would lead to all that waits.
        var stopped = Rows.Where(row => row.LeaseUntil < now);
        var claims = await stopped.OrderBy(row => row.LeaseUntil).Select(row => row.LeaseId).Take(Piece).ToListAsync(ct);
        foreach (var claim in claims.OfType<Guid>().Distinct())
        {
            await EachThatCanBeRead(stopped.Where(row => row.LeaseId == claim), claim, rows => Recover(rows, now, ct), ct);
        }
    }

    private async Task<IReadOnlyList<DeliveryRow>> Recover(IQueryable<DeliveryRow> stopped, Instant now, CancellationToken ct)
    {
        var rows = await stopped.AsNoTracking().OrderBy(row => row.Id).Take(Piece).ToListAsync(ct);
        await ends.Write([.. rows.Select(row => (row, DeliveryRules.AfterInterruption(row, now)))], ct);
        return rows;
    }

    /// <summary>Reads leased rows; where that throws, one by one, and the one that throws is set aside so that it holds up no other.</summary>
    /// <param name="leased">Rows under the claim.</param>
    public async Task<IReadOnlyList<T>> EachThatCanBeRead<T>(
        IQueryable<DeliveryRow> leased,
        Guid claim,
        Func<IQueryable<DeliveryRow>, Task<IReadOnlyList<T>>> read,
        CancellationToken ct
    )
    {
        try
        {
            return await read(leased);
        }
        catch (Exception) when (!ct.IsCancellationRequested)
        {
            data.ChangeTracker.Clear();
        }

        var all = new List<T>();
        foreach (var id in await leased.OrderBy(row => row.Id).Select(row => row.Id).ToListAsync(ct))
        {
            try
            {
                all.AddRange(await read(leased.Where(row => row.Id == id)));
            }
            catch (Exception bug) when (!ct.IsCancellationRequested)
            {
                data.ChangeTracker.Clear();
                await SetAside(id, claim, bug.GetType().Name, ct);
                log.Unreadable(id, bug);
            }
        }

        return all;
    }

    /// <summary>An attempt of a row of which nothing but its id is taken for granted.</summary>
    private Task<int> SetAside(Guid id, Guid claim, string word, CancellationToken ct)
    {
        var now = clock.Now();
        var later = now + UnreadableWait;
        var bounded = word.Length <= DeliveryRow.MaxWord ? word : word[..DeliveryRow.MaxWord];
        return Rows.Where(row => row.Id == id && row.LeaseId == claim && row.State == DeliveryState.Waiting)
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(
                            row => row.State,
                            row => row.Attempts + 1 >= DeliveryRules.MaxAttempts ? DeliveryState.Failed : DeliveryState.Waiting
                        )
                        .SetProperty(row => row.Reason, row => row.Attempts + 1 >= DeliveryRules.MaxAttempts ? "bug" : null)
                        .SetProperty(row => row.EndedAt, row => row.Attempts + 1 >= DeliveryRules.MaxAttempts ? now : (Instant?)null)
                        .SetProperty(
                            row => row.Category,
                            row => row.BegunAt != null ? FailureCategory.Uncertain : row.Category ?? FailureCategory.Transient
                        )
                        .SetProperty(row => row.Word, bounded)
                        .SetProperty(row => row.Attempts, row => row.Attempts + 1)
                        .SetProperty(row => row.NotBefore, later)
                        .SetProperty(row => row.LeaseId, (Guid?)null)
                        .SetProperty(row => row.LeaseUntil, (Instant?)null)
                        .SetProperty(row => row.BegunAt, (Instant?)null),
                ct
            );
    }
}
