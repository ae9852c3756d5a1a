using Microsoft.EntityFrameworkCore;
using NodaTime;
using PerfSignal.Core.Data;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Core.Calendar;

/// <summary>Scheduled act: works out further instances of kept series, so that planning never runs out of them.</summary>
public sealed class ExtendSeries(PerfSignalData data, CalendarImport import, ExpandSeries expand, TimeProvider clock)
{
    /// <summary>How far instances stand ahead at least: the planning horizon twice over, so that a day without this act does no harm.</summary>
    public static Duration AtLeast { get; } = Duration.FromDays(28);
    public static Duration UpTo { get; } = Duration.FromDays(60);

    /// <returns>The number of series extended.</returns>
    public async Task<int> Run(CancellationToken ct)
    {
        var now = clock.Now();
        var atLeast = now + AtLeast;
        var ids = await data.Set<CalendarSeries>().Where(row => row.ExpandedUntil < atLeast).Select(row => row.Id).ToListAsync(ct);
        foreach (var id in ids)
        {
            await Extend(id, now, ct);
        }

        return ids.Count;
    }

    private async Task Extend(Guid id, Instant now, CancellationToken ct)
    {
        data.ChangeTracker.Clear();
        if (
            await data.Set<CalendarSeries>().FindAsync([id], ct) is not { } series
            || await data.People.FindAsync([series.OwnerId], ct) is not { } owner
        )
        {
            return;
        }

        // Only the new stretch: what stands already may have been changed by a later reading.
        var window = new Interval(Instant.Max(series.ExpandedUntil, now - PlanOccurrences.Back), now + UpTo);
        var instances = expand(series.Definition, window, Zones.Of(owner.TimeZone))
            .Where(instance => window.Contains(instance.Start))
            .ToList();
        await import.Import(owner, new CalendarReading(series.Source, window, instances), ct);
        series.ExpandedUntil = window.End;
        await data.SaveChangesAsync(ct);
        data.ChangeTracker.Clear();
    }
}
