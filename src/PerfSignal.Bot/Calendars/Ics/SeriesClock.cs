using NodaTime;

namespace PerfSignal.Bot.Calendars.Ics;

/// <summary>The local time of one series, into which times of any notation are brought.</summary>
internal sealed class SeriesClock(IcsTime start, DateTimeZone owner)
{
    public IcsTime Start => start;
    public bool AllDay => start.IsDate;
    public DateTimeZone Zone { get; } = start.ZoneOr(owner);

    /// <summary>
    /// The last local time a rule may reach: a UTC limit is compared exactly afterwards, a date includes its whole day, and for all-day
    /// series only the date counts.
    /// </summary>
    public LocalDateTime UntilLocal(IcsTime until) =>
        AllDay ? until.Local.Date.AtMidnight()
        : until.IsDate ? until.Local.PlusDays(1).PlusSeconds(-1)
        : until.Kind == IcsTimeKind.Utc ? until.Local.PlusDays(1)
        : until.Local;

    /// <summary>A time of any notation as the local time of this series: a mere date takes the series' time of day.</summary>
    public LocalDateTime LocalOf(IcsTime time)
    {
        if (AllDay)
        {
            return time.Local.Date.AtMidnight();
        }

        return time.Kind switch
        {
            IcsTimeKind.Date => time.Local.Date + Start.Local.TimeOfDay,
            IcsTimeKind.Floating => time.Local,
            _ => time.ToInstant(owner).InZone(Zone).LocalDateTime,
        };
    }

    /// <summary>What identifies the instance with this original start.</summary>
    public string Key(LocalDateTime local) =>
        AllDay ? IcsValues.Write(IcsTime.OnDate(local.Date)) : IcsValues.Write(IcsTime.Map(local, Zone));
}
