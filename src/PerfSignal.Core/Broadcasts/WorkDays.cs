using Microsoft.EntityFrameworkCore;
using NodaTime;
using PerfSignal.Core.People;

namespace PerfSignal.Core.Broadcasts;

/// <summary>Who works here at an instant, by the date on each one's own clock, as a condition that the database answers.</summary>
internal static class WorkDays
{
    public static IQueryable<Person> WorkAt(this IQueryable<Person> people, Instant now)
    {
        var today = now.InUtc().Date;
        var (yesterday, tomorrow) = (today.PlusDays(-1), today.PlusDays(1));
        var dates = DateTimeZoneProviders
            .Tzdb.Ids.Select(id => (Zone: id, now.InZone(DateTimeZoneProviders.Tzdb[id]).Date))
            .ToLookup(zone => zone.Date, zone => zone.Zone);
        IReadOnlyList<string> behind = [.. dates[yesterday]],
            ahead = [.. dates[tomorrow]];
        // Who began yesterday at the latest and stays until tomorrow works here wherever they are; only for the others the zone is looked at.
        return people.Where(person =>
            person.HireDate <= tomorrow
            && (person.LastDay == null || person.LastDay >= yesterday)
            && (
                (person.HireDate <= yesterday && (person.LastDay == null || person.LastDay >= tomorrow))
                || (
                    EF.Parameter(behind).Contains(person.ChosenTimeZone ?? person.TimeZone) ? person.HireDate <= yesterday
                    : EF.Parameter(ahead).Contains(person.ChosenTimeZone ?? person.TimeZone)
                        ? person.LastDay == null || person.LastDay >= tomorrow
                    : person.HireDate <= today && (person.LastDay == null || person.LastDay >= today)
                )
            )
        );
    }
}
