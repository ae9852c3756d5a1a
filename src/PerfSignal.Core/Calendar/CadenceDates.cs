using NodaTime;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Core.Calendar;

/// <summary>Works out the 1:1s of a cadence from its local dates, so that 09:00 stays 09:00 when the clocks change.</summary>
public static class CadenceDates
{
    /// <summary>The local dates whose 1:1 starts within the window, in order; <paramref name="until"/> is excluded.</summary>
    public static IEnumerable<(LocalDate Date, Instant Start)> Between(Cadence cadence, Instant from, Instant until)
    {
        var zone = Zones.Find(cadence.TimeZone);
        if (zone is null)
        {
            yield break;
        }

        var first = FirstOn(cadence.Starts, cadence.Weekday);
        var step = cadence.EveryWeeks * 7;
        // A day before the window, because an instant's local date depends on the zone's offset.
        var days = Period.DaysBetween(first, from.InZone(zone).Date.PlusDays(-1));
        var skipped = days > 0 ? days / step : 0;
        for (var date = first.PlusDays(skipped * step); ; date = date.PlusDays(step))
        {
            var start = zone.At(date + cadence.Time);
            if (start >= until)
            {
                yield break;
            }

            if (start >= from)
            {
                yield return (date, start);
            }
        }
    }

    private static LocalDate FirstOn(LocalDate starts, IsoDayOfWeek weekday) => starts.DayOfWeek == weekday ? starts : starts.Next(weekday);
}
