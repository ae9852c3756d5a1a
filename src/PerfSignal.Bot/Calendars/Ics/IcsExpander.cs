using NodaTime;
using PerfSignal.Core.Calendar;

namespace PerfSignal.Bot.Calendars.Ics;

/// <summary>Works out the instances of events in a window of time.</summary>
public static class IcsExpander
{
    // Room for zones (at most 18 h either way) when local times are compared with the window.
    private const int SlackDays = 2;
    private static readonly Instant Earliest = Instant.FromUtc(2, 1, 1, 0, 0);
    private static readonly Instant Latest = Instant.FromUtc(IcsValues.LastYear, 1, 1, 0, 0);

    /// <summary>The instances that overlap the window, cancelled ones included and marked, in order of their starts.</summary>
    /// <param name="calendar">What <see cref="IcsReader"/> read.</param>
    /// <param name="from">Beginning of the window; included.</param>
    /// <param name="to">End of the window; excluded.</param>
    /// <param name="ownerZone">The zone of the calendar's owner, for all-day events and floating times.</param>
    /// <param name="limits">What is refused; the default when null.</param>
    /// <exception cref="IcsException">A rule has too many instances or needs too much work.</exception>
    public static IReadOnlyList<CalendarInstance> Expand(
        IcsCalendar calendar,
        Instant from,
        Instant to,
        DateTimeZone ownerZone,
        IcsLimits? limits = null
    ) => Expand(calendar.Series, from, to, ownerZone, limits ?? IcsLimits.Default);

    /// <inheritdoc cref="Expand(IcsCalendar, Instant, Instant, DateTimeZone, IcsLimits?)"/>
    /// <param name="series">One series, as kept by <see cref="IcsSeries.ToText"/>.</param>
#pragma warning disable CS1573 // The other parameters are inherited.
    public static IReadOnlyList<CalendarInstance> Expand(
        IcsSeries series,
        Instant from,
        Instant to,
        DateTimeZone ownerZone,
        IcsLimits? limits = null
    ) => Expand([series], from, to, ownerZone, limits ?? IcsLimits.Default);
#pragma warning restore CS1573

    private static List<CalendarInstance> Expand(
        IReadOnlyList<IcsSeries> all,
        Instant from,
        Instant to,
        DateTimeZone ownerZone,
        IcsLimits limits
    )
    {
        var window = (From: Instant.Max(from, Earliest), To: Instant.Min(to, Latest));
        var work = new RecurrenceWork(limits);
        return
        [
            .. all.SelectMany(series => new SeriesInstances(series, ownerZone).Between(window.From, window.To, SlackDays, limits, work))
                .OrderBy(instance => instance.Start)
                .ThenBy(instance => instance.Uid, StringComparer.Ordinal)
                .ThenBy(instance => instance.OriginalStart, StringComparer.Ordinal),
        ];
    }
}
