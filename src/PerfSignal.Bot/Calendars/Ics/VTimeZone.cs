using NodaTime;
using NodaTime.TimeZones;

namespace PerfSignal.Bot.Calendars.Ics;

/// <summary>A change of clocks in a zone that a calendar defines itself.</summary>
internal sealed record ZoneChange(Instant At, Offset Offset);

/// <summary>A time zone that a calendar defines itself (VTIMEZONE), with the text it was defined by.</summary>
internal sealed class VTimeZone : DateTimeZone
{
    private readonly ZoneInterval[] _intervals;

    private VTimeZone(string id, IReadOnlyList<string> definition, Offset before, ZoneInterval[] intervals)
        : base(id, intervals.Length == 1, intervals.Min(interval => interval.WallOffset), intervals.Max(interval => interval.WallOffset))
    {
        Definition = definition;
        Before = before;
        _intervals = intervals;
    }

    /// <summary>The lines between BEGIN and END, reduced to what defines the offsets.</summary>
    public IReadOnlyList<string> Definition { get; }

    /// <summary>The offset before the first change.</summary>
    public Offset Before { get; }

    public override ZoneInterval GetZoneInterval(Instant instant)
    {
        var (low, high) = (0, _intervals.Length - 1);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_intervals[middle].HasEnd && instant >= _intervals[middle].End)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return _intervals[low];
    }

    public static VTimeZone Of(string id, IReadOnlyList<string> definition, Offset before, IReadOnlyList<ZoneChange> changes)
    {
        var kept = new List<ZoneChange>();
        var offset = before;
        foreach (var change in changes.OrderBy(change => change.At))
        {
            // Two changes within hours are a definition's own overlap; the later one holds.
            if (kept.Count > 0 && change.At - kept[^1].At < Duration.FromHours(48))
            {
                kept.RemoveAt(kept.Count - 1);
                offset = kept.Count > 0 ? kept[^1].Offset : before;
            }

            if (change.Offset != offset)
            {
                kept.Add(change);
                offset = change.Offset;
            }
        }

        var intervals = new ZoneInterval[kept.Count + 1];
        for (var index = 0; index <= kept.Count; index++)
        {
            Instant? start = index == 0 ? null : kept[index - 1].At;
            Instant? end = index == kept.Count ? null : kept[index].At;
            intervals[index] = new ZoneInterval(id, start, end, index == 0 ? before : kept[index - 1].Offset, Offset.Zero);
        }

        return new VTimeZone(id, definition, before, intervals);
    }
}
