using NodaTime;
using NodaTime.Text;
using PerfSignal.Core.Calendar;
using PerfSignal.Core.People;

namespace PerfSignal.Bot.Calendars.Graph;

/// <summary>Reads the main calendars of Microsoft 365 by rounds of changes (https://learn.microsoft.com/graph/delta-query-events).</summary>
internal sealed class GraphCalendar(GraphClient client) : ICalendar
{
    public const string SourceName = "graph";

    /// <summary>With more series changed at once, one full reading is cheaper than asking for each.</summary>
    private const int MostSeries = 25;

    private readonly GraphRound round = new(client);

    public string Source => SourceName;

    public bool Has(Person owner) => true;

    public async Task<CalendarSync> Read(Person owner, string? cursor, Interval window, CancellationToken ct)
    {
        if (cursor is not null && client.Inside(cursor) is { } link)
        {
            var (changes, failed, outdated) = await round.Read(link, ofChanges: true, ct);
            if (changes is { Items.Count: 0 })
            {
                return new CalendarSync.Same(changes.DeltaLink);
            }

            if (changes is not null && Series(changes).Count <= MostSeries)
            {
                return await Changes(owner, changes, window, ct);
            }

            if (changes is null && !outdated)
            {
                return failed!;
            }
        }

        return await Everything(owner, window, ct);
    }

    private async Task<CalendarSync> Everything(Person owner, Interval window, CancellationToken ct)
    {
        var (pages, failed, _) = await round.Read(Address(owner, "calendarView/delta", window), ofChanges: true, ct);
        if (pages is null)
        {
            return failed!;
        }

        var reading = new GraphReading(owner, window);
        foreach (var series in Series(pages))
        {
            var (master, notRead) = await Master(owner, series, pages, ct);
            if (notRead is not null)
            {
                return notRead;
            }

            reading.Know(series, master);
        }

        foreach (var item in pages.Items.Values.Where(item => item is { Removed: null, IsMaster: false }))
        {
            reading.Add(item);
        }

        return reading.End(pages.DeltaLink, full: true);
    }

    /// <summary>
    /// Of a series that changed in any way every instance is asked for: a round of changes does not say which occurrence was removed
    /// (https://github.com/microsoftgraph/microsoft-graph-docs/pull/4501), and tells of the others neither who takes part nor their original start.
    /// </summary>
    private async Task<CalendarSync> Changes(Person owner, GraphPages changes, Interval window, CancellationToken ct)
    {
        var reading = new GraphReading(owner, window);
        foreach (var item in changes.Items.Values)
        {
            if (item.Removed is not null)
            {
                reading.Remove(item.Id!);
            }
            else if (item is { IsMaster: false, SeriesMasterId: null })
            {
                reading.Add(item);
            }
        }

        foreach (var series in Series(changes))
        {
            var (master, failed) = await Master(owner, series, changes, ct);
            if (failed is not null)
            {
                return failed;
            }

            if (master is null)
            {
                reading.Remove(series);
                continue;
            }

            var address = Address(owner, $"events/{Uri.EscapeDataString(series)}/instances", window, GraphEvent.Select);
            var (instances, notRead, gone) = await round.Read(address, ofChanges: false, ct);
            if (instances is null && !gone)
            {
                return notRead!;
            }

            reading.Know(series, master);
            reading.Whole(series);
            foreach (var item in instances?.Items.Values ?? [])
            {
                reading.Add(item with { SeriesMasterId = series });
            }
        }

        return reading.End(changes.DeltaLink, full: false);
    }

    /// <summary>Series that are named, by their master or by an instance.</summary>
    private static HashSet<string> Series(GraphPages pages) =>
        [
            .. pages
                .Items.Values.Where(item => item.Removed is null)
                .Select(item => item.IsMaster ? item.Id : item.SeriesMasterId)
                .OfType<string>(),
        ];

    /// <summary>The master as the round brought it, else asked for: one that began before the window may be missing. Null where it is gone.</summary>
    private async Task<(GraphEvent? Master, CalendarSync.Failed? Failed)> Master(
        Person owner,
        string id,
        GraphPages pages,
        CancellationToken ct
    )
    {
        if (pages.Items.TryGetValue(id, out var known) && known.Removed is null)
        {
            return (known, null);
        }

        var address = client.Inside($"users/{Uri.EscapeDataString(owner.Email)}/events/{Uri.EscapeDataString(id)}?{GraphEvent.Select}")!;
        var (master, failed, gone) = await client.Get<GraphEvent>(address, ct);
        return gone ? (null, null) : (master, failed);
    }

    private Uri Address(Person owner, string what, Interval window, string? more = null)
    {
        var (start, end) = (InstantPattern.General.Format(window.Start), InstantPattern.General.Format(window.End));
        var query = $"startDateTime={Uri.EscapeDataString(start)}&endDateTime={Uri.EscapeDataString(end)}";
        return client.Inside($"users/{Uri.EscapeDataString(owner.Email)}/{what}?{query}{(more is null ? "" : "&" + more)}")!;
    }
}
