using NodaTime;

namespace PerfSignal.Bot.Calendars.Ics;

/// <summary>The periods of rules that repeat daily, weekly, monthly or yearly, each with all its times in order.</summary>
internal static class DayPeriods
{
    private static readonly LocalDate Epoch = new(1970, 1, 1);

    public static IEnumerable<IReadOnlyList<LocalDateTime>> Of(
        RecurrenceRule rule,
        LocalDateTime start,
        LocalDateTime skip,
        LocalDateTime to,
        RecurrenceWork work
    )
    {
        var days = new RuleDays(rule, start.Date);
        var times = Times(rule, start.TimeOfDay);
        var first = Index(rule, start.Date);
        var last = Index(rule, to.Date);
        var index = first + Math.Max(0, (Index(rule, skip.Date) - first) / rule.Interval) * rule.Interval;
        for (; index <= last; index += rule.Interval)
        {
            work.Step();
            var found = new List<LocalDateTime>();
            foreach (var day in Days(rule, index, days))
            {
                foreach (var time in times)
                {
                    work.Step();
                    found.Add(day + time);
                }
            }

            if (found.Count > 0)
            {
                yield return found;
            }
        }
    }

    // Periods are numbered: days since 1970, weeks since then by WKST, months since year 0, years.
    private static long Index(RecurrenceRule rule, LocalDate day) =>
        rule.Frequency switch
        {
            RecurrenceFrequency.Yearly => day.Year,
            RecurrenceFrequency.Monthly => day.Year * 12L + day.Month - 1,
            RecurrenceFrequency.Weekly => Math.DivRem(SinceEpoch(day) - WeekShift(rule) + 7_000_000, 7).Quotient,
            _ => SinceEpoch(day),
        };

    private static IEnumerable<LocalDate> Days(RecurrenceRule rule, long index, RuleDays days)
    {
        var (begin, length) = rule.Frequency switch
        {
            RecurrenceFrequency.Yearly => (new LocalDate((int)index, 1, 1), CalendarSystem.Iso.GetDaysInYear((int)index)),
            RecurrenceFrequency.Monthly => Month(index),
            RecurrenceFrequency.Weekly => (Epoch.PlusDays((int)(index * 7 - 7_000_000) + WeekShift(rule)), 7),
            _ => (Epoch.PlusDays((int)index), 1),
        };
        for (var offset = 0; offset < length; )
        {
            var day = begin.PlusDays(offset);
            if (rule.Frequency == RecurrenceFrequency.Yearly && !days.AllowsMonth(day.Month))
            {
                offset += CalendarSystem.Iso.GetDaysInMonth(day.Year, day.Month) - day.Day + 1;
                continue;
            }

            if (days.Allows(day))
            {
                yield return day;
            }

            offset++;
        }
    }

    private static (LocalDate Begin, int Length) Month(long index)
    {
        var (year, month) = ((int)(index / 12), (int)(index % 12) + 1);
        return (new LocalDate(year, month, 1), CalendarSystem.Iso.GetDaysInMonth(year, month));
    }

    private static long SinceEpoch(LocalDate day) => NodaTime.Period.DaysBetween(Epoch, day);

    // 1970-01-01 was a Thursday: the shift from it to a day on which weeks start.
    private static int WeekShift(RecurrenceRule rule) => (int)rule.WeekStart - (int)IsoDayOfWeek.Thursday;

    private static List<LocalTime> Times(RecurrenceRule rule, LocalTime start)
    {
        var times = new List<LocalTime>();
        foreach (var hour in Or(rule.Hours, start.Hour))
        {
            foreach (var minute in Or(rule.Minutes, start.Minute))
            {
                times.AddRange(Or(rule.Seconds, start.Second).Select(second => new LocalTime(hour, minute, second)));
            }
        }

        return times;
    }

    private static IEnumerable<int> Or(IReadOnlyList<int> given, int otherwise) => given.Count > 0 ? given : [otherwise];
}
