using NodaTime;
using NodaTime.Calendars;

namespace PerfSignal.Core.Commitments.Due;

/// <summary>Days counted from the writer's own day.</summary>
internal static class Days
{
    /// <summary>Promises reach no further; a number beyond it is a slip.</summary>
    public const int MostYears = 10;

    public static LocalDate MondayOf(LocalDate day) => day.PlusDays(1 - (int)day.DayOfWeek);

    public static LocalDate InWeekOf(LocalDate day, IsoDayOfWeek weekday) => MondayOf(day).PlusDays((int)weekday - 1);

    public static LocalDate EndOfMonth(LocalDate day) => day.With(DateAdjusters.EndOfMonth);

    /// <summary>Calendar quarters.</summary>
    public static LocalDate EndOfQuarter(LocalDate day) => EndOfMonth(new LocalDate(day.Year, ((day.Month - 1) / 3 * 3) + 3, 1));

    public static LocalDate? Of(int year, int month, int day) =>
        year is >= 1 and <= 9999 && month is >= 1 and <= 12 && day >= 1 && day <= CalendarSystem.Iso.GetDaysInMonth(year, month)
            ? new LocalDate(year, month, day)
            : null;

    /// <summary>
    /// A day without its year: the next there is, unless the last one is nearer; that is the one meant, and it is past. 29 February is
    /// not moved to another year or day.
    /// </summary>
    public static LocalDate? WithoutYear(int month, int day, LocalDate today)
    {
        var passed = (month * 100) + day < (today.Month * 100) + today.Day;
        if (Of(today.Year + (passed ? 1 : 0), month, day) is not { } next)
        {
            return null;
        }

        return passed && Of(today.Year, month, day) is { } last && Between(last, today) < Between(today, next) ? last : next;
    }

    /// <summary>The year as typed: empty, two digits or four.</summary>
    public static Reading WithYear(string year, int month, int day, LocalDate today)
    {
        var date = year.Length switch
        {
            0 => WithoutYear(month, day, today),
            2 => Of(2000 + int.Parse(year, System.Globalization.CultureInfo.InvariantCulture), month, day),
            _ => Of(int.Parse(year, System.Globalization.CultureInfo.InvariantCulture), month, day),
        };
        return date is { } known && Math.Abs(known.Year - today.Year) <= MostYears ? Reading.Of(known) : Reading.Unclear;
    }

    private static int Between(LocalDate from, LocalDate to) => Period.DaysBetween(from, to);
}
