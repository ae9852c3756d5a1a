using NodaTime;
using PerfSignal.Core.Calendar;
using PerfSignal.Core.People;

namespace PerfSignal.Bot.Calendars.Graph;

/// <summary>Collects one reading; it counts as a whole or not at all.</summary>
internal sealed class GraphReading(Person owner, Interval window)
{
    private readonly Dictionary<string, GraphEvent?> masters = new(StringComparer.Ordinal);
    private readonly List<CalendarInstance> instances = [];
    private readonly HashSet<string> single = new(StringComparer.Ordinal);
    private readonly HashSet<string> whole = new(StringComparer.Ordinal);
    private readonly HashSet<string> removed = new(StringComparer.Ordinal);
    private string? wrong;

    /// <param name="master">Null where the series is gone by now; its occurrences then count as removed.</param>
    public void Know(string series, GraphEvent? master) => masters[series] = master;

    public void Add(GraphEvent item)
    {
        GraphEvent? master = null;
        if (item.SeriesMasterId is { } series && (!masters.TryGetValue(series, out master) || master is null))
        {
            return;
        }

        if (GraphEvents.Instance(item, master, owner.Email) is not { } instance)
        {
            wrong ??= "an event without understandable times or iCalUId";
            return;
        }

        instances.Add(instance);
        if (master is null)
        {
            single.Add(instance.Uid);
        }
    }

    public void Remove(string id) => removed.Add(GraphIds.Short(id));

    /// <summary>Every instance of this known series within the window is added.</summary>
    public void Whole(string series)
    {
        if (masters[series]?.ICalUId is { } uid)
        {
            whole.Add(uid);
        }
    }

    public CalendarSync End(string? cursor, bool full) =>
        wrong is not null
            ? new CalendarSync.Failed(CalendarTrouble.Invalid, wrong)
            : new CalendarSync.Done(
                new CalendarReading(GraphCalendar.SourceName, window, instances)
                {
                    WholeSeries = full ? null : whole,
                    Single = single,
                    Removed = removed,
                },
                cursor,
                full
            );
}
