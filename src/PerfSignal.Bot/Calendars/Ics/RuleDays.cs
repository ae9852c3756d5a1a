using NodaTime;
using NodaTime.Calendars;

namespace PerfSignal.Bot.Calendars.Ics;

/// <summary>Tells which days a rule allows; what the rule leaves open is taken from the series' first instance (RFC 5545 3.3.10).</summary>
internal sealed class RuleDays
{
    private readonly RecurrenceRule _rule;
    private readonly HashSet<int> _months;
    private readonly HashSet<int> _monthDays;
    private readonly IReadOnlyList<RuleWeekday> _weekdays;
    private readonly IWeekYearRule _weekYears;
    private readonly bool _inMonth;

    public RuleDays(RecurrenceRule rule, LocalDate first)
    {
        _rule = rule;
        _weekdays = rule.Weekdays;
        _weekYears = WeekYearRules.ForMinDaysInFirstWeek(4, rule.WeekStart);
        _inMonth = rule.Frequency == RecurrenceFrequency.Monthly || rule.Months.Count > 0;
        IReadOnlyList<int> months = rule.Months;
        IReadOnlyList<int> monthDays = rule.MonthDays;
        var noDay = rule.Weekdays.Count + rule.MonthDays.Count + rule.YearDays.Count == 0;
        switch (rule.Frequency)
        {
            case RecurrenceFrequency.Yearly when noDay && rule.Weeks.Count == 0:
                months = months.Count == 0 ? [first.Month] : months;
                monthDays = [first.Day];
                break;
            case RecurrenceFrequency.Monthly when noDay:
                monthDays = [first.Day];
                break;
            case RecurrenceFrequency.Yearly when noDay:
            case RecurrenceFrequency.Weekly when noDay:
                _weekdays = [new RuleWeekday(0, first.DayOfWeek)];
                break;
        }

        _months = [.. months];
        _monthDays = [.. monthDays];
    }

    public bool AllowsMonth(int month) => _months.Count == 0 || _months.Contains(month);

    public bool Allows(LocalDate day) => AllowsMonth(day.Month) && AllowsMonthDay(day) && AllowsYearDay(day) && AllowsWeek(day) && AllowsWeekday(day);

    private bool AllowsMonthDay(LocalDate day) =>
        _monthDays.Count == 0
        || _monthDays.Contains(day.Day)
        || _monthDays.Contains(day.Day - CalendarSystem.Iso.GetDaysInMonth(day.Year, day.Month) - 1);

    private bool AllowsYearDay(LocalDate day) =>
        _rule.YearDays.Count == 0
        || _rule.YearDays.Contains(day.DayOfYear)
        || _rule.YearDays.Contains(day.DayOfYear - CalendarSystem.Iso.GetDaysInYear(day.Year) - 1);

    private bool AllowsWeek(LocalDate day)
    {
        if (_rule.Weeks.Count == 0)
        {
            return true;
        }

        var week = _weekYears.GetWeekOfWeekYear(day);
        return _rule.Weeks.Contains(week)
            || _rule.Weeks.Contains(week - _weekYears.GetWeeksInWeekYear(_weekYears.GetWeekYear(day), CalendarSystem.Iso) - 1);
    }

    private bool AllowsWeekday(LocalDate day)
    {
        if (_weekdays.Count == 0)
        {
            return true;
        }

        var at = _inMonth ? day.Day : day.DayOfYear;
        var last = _inMonth ? CalendarSystem.Iso.GetDaysInMonth(day.Year, day.Month) : CalendarSystem.Iso.GetDaysInYear(day.Year);
        foreach (var weekday in _weekdays)
        {
            if (weekday.Day != day.DayOfWeek)
            {
                continue;
            }

            var ordinal = weekday.Ordinal;
            if (ordinal == 0 || (ordinal > 0 ? ordinal == (at - 1) / 7 + 1 : -ordinal == (last - at) / 7 + 1))
            {
                return true;
            }
        }

        return false;
    }
}
