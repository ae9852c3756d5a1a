using NodaTime;

namespace PerfSignal.Core.Schedules;

/// <summary>Counts Monday to Friday; holidays differ by place and are not known here.</summary>
public static class WorkingDays
{
    /// <summary>The working day so many working days after a day; from a weekend the count begins with Monday.</summary>
    public static LocalDate After(LocalDate day, int days) => Walk(day, days, 1);

    /// <summary>The working day so many working days before a day.</summary>
    public static LocalDate Before(LocalDate day, int days) => Walk(day, days, -1);

    private static LocalDate Walk(LocalDate day, int days, int step)
    {
        for (var left = days; left > 0; )
        {
            day = day.PlusDays(step);
            left -= day.DayOfWeek is IsoDayOfWeek.Saturday or IsoDayOfWeek.Sunday ? 0 : 1;
        }

        return day;
    }
}
