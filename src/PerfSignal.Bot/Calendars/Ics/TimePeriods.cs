using NodaTime;

namespace PerfSignal.Bot.Calendars.Ics;

/// <summary>The periods of rules that repeat hourly, each minute or each second; days, hours and minutes that the rule excludes are jumped over.</summary>
internal static class TimePeriods
{
    public static IEnumerable<IReadOnlyList<LocalDateTime>> Of(
        RecurrenceRule rule,
        LocalDateTime start,
        LocalDateTime skip,
        LocalDateTime to,
        RecurrenceWork work
    )
    {
        var days = new RuleDays(rule, start.Date);
        var unit = rule.Frequency switch
        {
            RecurrenceFrequency.Hourly => 3600,
            RecurrenceFrequency.Minutely => 60,
            _ => 1,
        };

        // Steps are counted from the beginning of the start's own period, so that BYMINUTE and BYSECOND choose within a whole one.
        var begin = start.PlusSeconds(-(start.TimeOfDay.TickOfDay / NodaConstants.TicksPerSecond % unit));
        var step = (long)unit * rule.Interval;
        var at = Seconds(begin, skip) / step * step;
        var last = Seconds(begin, to);
        while (at <= last)
        {
            work.Step();
            var local = begin.PlusSeconds(at);
            var jump = Jump(rule, days, local);
            if (jump > 0)
            {
                at += (jump + step - 1) / step * step;
                continue;
            }

            yield return Times(rule, local, start, work);
            at += step;
        }
    }

    /// <returns>Seconds to the next day, hour or minute when this one is excluded; otherwise 0.</returns>
    private static int Jump(RecurrenceRule rule, RuleDays days, LocalDateTime local)
    {
        var inDay = local.Hour * 3600 + local.Minute * 60 + local.Second;
        if (!days.Allows(local.Date))
        {
            return 86_400 - inDay;
        }

        if (rule.Hours.Count > 0 && !rule.Hours.Contains(local.Hour))
        {
            return 3600 - inDay % 3600;
        }

        if (rule.Frequency <= RecurrenceFrequency.Minutely && rule.Minutes.Count > 0 && !rule.Minutes.Contains(local.Minute))
        {
            return 60 - inDay % 60;
        }

        return rule.Frequency == RecurrenceFrequency.Secondly && rule.Seconds.Count > 0 && !rule.Seconds.Contains(local.Second) ? 1 : 0;
    }

    private static List<LocalDateTime> Times(RecurrenceRule rule, LocalDateTime local, LocalDateTime start, RecurrenceWork work)
    {
        if (rule.Frequency == RecurrenceFrequency.Secondly)
        {
            return [local];
        }

        IReadOnlyList<int> seconds = rule.Seconds.Count > 0 ? rule.Seconds : [start.Second];
        IReadOnlyList<int> minutes =
            rule.Frequency == RecurrenceFrequency.Minutely ? [local.Minute]
            : rule.Minutes.Count > 0 ? rule.Minutes
            : [start.Minute];
        var times = new List<LocalDateTime>();
        foreach (var minute in minutes)
        {
            foreach (var second in seconds)
            {
                work.Step();
                times.Add(local.Date.At(new LocalTime(local.Hour, minute, second)));
            }
        }

        return times;
    }

    private static long Seconds(LocalDateTime from, LocalDateTime to) =>
        Period.Between(from, to, PeriodUnits.Seconds).Seconds;
}
