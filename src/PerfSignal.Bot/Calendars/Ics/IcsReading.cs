using NodaTime;
using PerfSignal.Core.Calendar;

namespace PerfSignal.Bot.Calendars.Ics;

/// <summary>Turns a calendar file into what is imported: the instances of some weeks, and the definitions by which later ones are found.</summary>
public static class IcsReading
{
    public const string Source = "ics";
    private static readonly Duration Before = Duration.FromDays(1);

    /// <summary>Single events, and the beginning of series, are taken this far ahead.</summary>
    private static readonly Duration LookAhead = Duration.FromDays(731);

    /// <exception cref="IcsException">A rule has too many instances or needs too much work.</exception>
    public static CalendarReading Of(IcsCalendar calendar, Instant now, DateTimeZone ownerZone)
    {
        var covered = new Interval(now - Before, now + ExtendSeries.UpTo);
        var instances = IcsExpander.Expand(calendar, covered.Start, now + LookAhead, ownerZone);
        var repeating = calendar
            .Series.Where(series => series.Master is { } master && (master.Rule is not null || master.ExtraDates.Count > 0))
            .ToList();
        var names = repeating.Select(series => series.Uid).ToHashSet(StringComparer.Ordinal);
        return new CalendarReading(Source, covered, [.. Near(instances, names, covered)])
        {
            WholeSeries = calendar
                .Series.Where(series => series.Master is not null)
                .Select(series => series.Uid)
                .ToHashSet(StringComparer.Ordinal),
            Single = calendar
                .Series.Where(series => series.Master is not null && !names.Contains(series.Uid))
                .Select(series => series.Uid)
                .ToHashSet(StringComparer.Ordinal),
            Definitions = repeating.ToDictionary(series => series.Uid, series => series.ToText(), StringComparer.Ordinal),
        };
    }

    /// <summary>The port by which kept definitions are worked out further.</summary>
    public static IReadOnlyList<CalendarInstance> Expand(string definition, Interval window, DateTimeZone ownerZone) =>
        IcsExpander.Expand(IcsSeries.Parse(definition), window.Start, window.End, ownerZone);

    /// <summary>Of a series that begins later the first instance stands for it, so that it is known to be one of two people.</summary>
    private static IEnumerable<CalendarInstance> Near(
        IReadOnlyList<CalendarInstance> instances,
        HashSet<string> repeating,
        Interval covered
    )
    {
        var begun = new HashSet<string>(StringComparer.Ordinal);
        return instances
            .OrderBy(instance => instance.Start)
            .Where(instance => begun.Add(instance.Uid) || !repeating.Contains(instance.Uid) || instance.Start < covered.End);
    }
}
