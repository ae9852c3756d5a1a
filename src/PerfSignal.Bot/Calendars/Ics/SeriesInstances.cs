using NodaTime;
using PerfSignal.Core.Calendar;

namespace PerfSignal.Bot.Calendars.Ics;

/// <summary>The instances of one series: its rule and extra dates, without its exceptions, with its replacements.</summary>
internal sealed class SeriesInstances
{
    private readonly IcsSeries _series;
    private readonly DateTimeZone _owner;
    private readonly DateTimeZone _zone;
    private readonly IcsTime _start;
    private readonly bool _allDay;
    private readonly Dictionary<string, IcsEvent> _replaced = new(StringComparer.Ordinal);
    private readonly List<(Instant At, IcsEvent Event)> _turns = [];

    public SeriesInstances(IcsSeries series, DateTimeZone owner)
    {
        _series = series;
        _owner = owner;
        _start = (series.Master ?? series.Overrides[0]).Start;
        _allDay = _start.IsDate;
        _zone = _start.ZoneOr(owner);
        foreach (var item in series.Overrides)
        {
            var local = LocalOf(item.RecurrenceId!);
            _replaced[Key(local)] = item;
            if (item.ThisAndFuture)
            {
                _turns.Add((IcsTime.Map(local, _zone), item));
            }
        }

        _turns.Sort((one, other) => one.At.CompareTo(other.At));
    }

    public List<CalendarInstance> Between(Instant from, Instant to, int slackDays, IcsLimits limits, RecurrenceWork work)
    {
        var found = new List<CalendarInstance>();
        var (excluded, excludedDays) = Excluded();
        void Add(CalendarInstance instance)
        {
            // An instance without length belongs to the window that its start is in.
            if (instance.Start < to && (instance.End > from || instance.Start >= from))
            {
                found.Add(instance);
                if (found.Count > limits.MaxInstancesPerEvent)
                {
                    var line = _series.Master?.Rule?.Line ?? _series.Master?.Line ?? 1;
                    throw new IcsException(line, $"this event has more than {limits.MaxInstancesPerEvent} instances in the time asked for; use a longer FREQ.");
                }
            }
        }

        foreach (var (key, item) in _replaced.Where(pair => !excluded.Contains(pair.Key)))
        {
            Add(Instance(item, key, item.Start.Local, item.Start.ZoneOr(_owner)));
        }

        if (_series.Master is not { } master)
        {
            return found;
        }

        var seen = new HashSet<string>(_replaced.Keys, StringComparer.Ordinal);
        foreach (var (local, extra) in Originals(master, from, to, slackDays, work))
        {
            var key = Key(local);
            if (!excluded.Contains(key) && !excludedDays.Contains(local.Date) && seen.Add(key))
            {
                Add(extra is null ? Generated(master, key, local) : Extra(master, key, local, extra));
            }
        }

        return found;
    }

    private IEnumerable<(LocalDateTime Local, IcsExtraDate? Extra)> Originals(IcsEvent master, Instant from, Instant to, int slackDays, RecurrenceWork work)
    {
        // Extra dates first: a period given for an instance says more than the rule.
        foreach (var extra in master.ExtraDates)
        {
            yield return (LocalOf(extra.Start), extra);
        }

        if (master.Rule is not { } rule)
        {
            yield return (_start.Local, null);
            yield break;
        }

        var reach = Reach(master) + Duration.FromDays(slackDays);
        var first = (from - reach).InUtc().LocalDateTime;
        var last = (to + reach).InUtc().LocalDateTime;
        var until = rule.Until;
        if (until is not null)
        {
            last = LocalDateTime.Min(last, UntilLocal(until));
        }

        work.Begin(rule.Line);
        foreach (var local in Recurrence.Between(rule, _start.Local, first, last, work))
        {
            if (until is not { Kind: IcsTimeKind.Utc } || _allDay || IcsTime.Map(local, _zone) <= until.ToInstant(_zone))
            {
                yield return (local, null);
            }
        }
    }

    // A UTC limit is compared exactly afterwards; a date includes its whole day; for all-day series only the date counts.
    private LocalDateTime UntilLocal(IcsTime until) =>
        _allDay ? until.Local.Date.AtMidnight()
        : until.IsDate ? until.Local.PlusDays(1).PlusSeconds(-1)
        : until.Kind == IcsTimeKind.Utc ? until.Local.PlusDays(1)
        : until.Local;

    /// <summary>How far an instance may lie from its original start: its length and the largest shift of a replacement with all that follow.</summary>
    private Duration Reach(IcsEvent master)
    {
        var reach = Span(master);
        foreach (var (at, item) in _turns)
        {
            var shift = item.Start.ToInstant(_owner) - at;
            reach += (shift < Duration.Zero ? -shift : shift) + Span(item);
        }

        // More than a century is a mistake in the file; it must not leave the range of instants.
        return Duration.Min(reach, Duration.FromDays(36_600));
    }

    private Duration Span(IcsEvent item) => End(item, item.Start.Local, item.Start.ZoneOr(_owner)) - item.Start.ToInstant(_owner);

    private (HashSet<string> Keys, HashSet<LocalDate> Days) Excluded()
    {
        var keys = new HashSet<string>(StringComparer.Ordinal);
        var days = new HashSet<LocalDate>();
        foreach (var date in _series.Master?.ExceptDates ?? [])
        {
            // Exchange excludes an instance with a time by its date alone.
            if (date.IsDate && !_allDay)
            {
                days.Add(date.Local.Date);
                continue;
            }

            keys.Add(Key(LocalOf(date)));
        }

        return (keys, days);
    }

    /// <summary>A time of any notation as the local time of this series: a mere date takes the series' time of day.</summary>
    private LocalDateTime LocalOf(IcsTime time)
    {
        if (_allDay)
        {
            return time.Local.Date.AtMidnight();
        }

        return time.Kind switch
        {
            IcsTimeKind.Date => time.Local.Date + _start.Local.TimeOfDay,
            IcsTimeKind.Floating => time.Local,
            _ => time.ToInstant(_owner).InZone(_zone).LocalDateTime,
        };
    }

    private string Key(LocalDateTime local) =>
        _allDay ? IcsValues.Write(IcsTime.OnDate(local.Date)) : IcsValues.Write(IcsTime.Map(local, _zone));

    private CalendarInstance Generated(IcsEvent master, string key, LocalDateTime local)
    {
        var at = IcsTime.Map(local, _zone);
        var turn = _turns.FindLast(turn => turn.At <= at);
        if (turn.Event is not { } item)
        {
            return Instance(master, key, local, _zone);
        }

        // All later instances move as the replaced one did (RFC 5545 3.8.4.4).
        var zone = item.Start.ZoneOr(_owner);
        var moved = Period.Between(LocalOf(item.RecurrenceId!), item.Start.ToInstant(_owner).InZone(_zone).LocalDateTime, PeriodUnits.Days | PeriodUnits.AllTimeUnits);
        return _allDay || item.Start.IsDate
            ? Instance(item, key, local + Period.Between(LocalOf(item.RecurrenceId!), item.Start.Local, PeriodUnits.Days), zone)
            : Instance(item, key, IcsTime.Map(local + moved, _zone).InZone(zone).LocalDateTime, zone);
    }

    private CalendarInstance Extra(IcsEvent master, string key, LocalDateTime local, IcsExtraDate extra)
    {
        var instance = Generated(master, key, local);
        return extra switch
        {
            { End: { } end } => instance with { End = Instant.Max(instance.Start, end.ToInstant(_zone)) },
            { Duration: { } duration } => instance with { End = duration.EndOf(local, _zone) },
            _ => instance,
        };
    }

    private CalendarInstance Instance(IcsEvent item, string key, LocalDateTime local, DateTimeZone zone)
    {
        var organizer = item.Organizer ?? _series.Master?.Organizer;
        var cancelled = item.Cancelled || _series.Master?.Cancelled == true;
        return new CalendarInstance(
            item.Uid,
            key,
            IcsTime.Map(local, zone),
            End(item, local, zone),
            item.Start.IsDate,
            cancelled,
            organizer,
            item.Attendees,
            item.Sequence
        );
    }

    private Instant End(IcsEvent item, LocalDateTime local, DateTimeZone zone)
    {
        if (item.Duration is { } duration)
        {
            return duration.EndOf(local, zone);
        }

        if (item.Start.IsDate)
        {
            var days = item.End is { } last ? Period.DaysBetween(item.Start.Local.Date, last.Local.Date) : 1;
            return IcsTime.Map(local.PlusDays(Math.Max(1, days)), zone);
        }

        var start = IcsTime.Map(local, zone);
        if (item.End is { } end)
        {
            // A DTEND gives every instance the same exact duration (RFC 5545 3.8.5.3).
            return start + Duration.Max(Duration.Zero, end.ToInstant(_owner) - item.Start.ToInstant(_owner));
        }

        // A replacement that does not say how long it is takes as long as the series.
        return item.RecurrenceId is not null && _series.Master is { Start.IsDate: false } master && (master.End ?? (object?)master.Duration) is not null
            ? start + Span(master)
            : start;
    }
}
