using NodaTime;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Core.Reviews;

/// <summary>On which days somebody is told of a step that is open for them; working days only, on their own calendar.</summary>
public static class NudgeDays
{
    /// <summary>On the clock of whoever is told; a service that was down at nine tells until the evening, and then leaves the day out.</summary>
    public static readonly LocalTime Morning = new(9, 0);
    public static readonly LocalTime Evening = new(18, 0);

    public static bool IsOne(ReviewCycle cycle, LocalDate due, LocalDate day) => Next(cycle, due, day.PlusDays(-1)) == day;

    /// <summary>The first day after another; null where there is none any more.</summary>
    public static LocalDate? Next(ReviewCycle cycle, LocalDate due, LocalDate after)
    {
        var before = cycle.DaysBefore.Select(days => Before(due, days)).Where(day => day > after).ToList();
        if (before.Count > 0)
        {
            return before.Min();
        }

        if (cycle.NudgeEveryDays <= 0)
        {
            return null;
        }

        var day = due;
        do
        {
            day = WorkingDays.After(day, cycle.NudgeEveryDays);
        } while (day <= after);
        return day;
    }

    /// <summary>The first day on which somebody else may be told; null where nobody is.</summary>
    public static LocalDate? Escalation(ReviewCycle cycle, LocalDate due) =>
        cycle.EscalateAfterDays is { } days ? WorkingDays.After(due, days) : null;

    /// <summary>
    /// The day that a nudge has to name from which somebody else is told: where it is the last one before that. At the earliest the working day after the
    /// nudge, so that nobody is told of somebody who was not warned.
    /// </summary>
    /// <param name="last">Whether no more nudges are left after this one.</param>
    /// <param name="announced">Whether an earlier nudge named a day.</param>
    public static LocalDate? Announced(ReviewCycle cycle, LocalDate due, LocalDate day, bool last, bool announced)
    {
        if (Escalation(cycle, due) is not { } planned || (announced && day >= planned))
        {
            return null;
        }

        var from = LocalDate.Max(planned, WorkingDays.After(day, 1));
        return last || Next(cycle, due, day) is not { } next || next >= from ? from : null;
    }

    public static bool IsWorkingDay(LocalDate day) => day.DayOfWeek is not (IsoDayOfWeek.Saturday or IsoDayOfWeek.Sunday);

    /// <summary>Of a due date on a weekend the day itself is the Friday before.</summary>
    private static LocalDate Before(LocalDate due, int days) =>
        days == 0 && !IsWorkingDay(due) ? WorkingDays.Before(due, 1) : WorkingDays.Before(due, days);
}
