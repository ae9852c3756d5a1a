using Microsoft.EntityFrameworkCore;
using NodaTime;
using PerfSignal.Core.Data;
using PerfSignal.Core.People;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Core.Calendar;

/// <summary>
/// Scheduled act: decides whose calendars are read. That is everybody who works here, stands in a reporting line now or within the planning
/// horizon, and has a calendar at a source that is switched on; of anybody else no calendar is opened.
/// </summary>
public sealed class LinkCalendars(
    PerfSignalData data,
    IEnumerable<ICalendar> calendars,
    PilotGate pilot,
    Organization organization,
    TimeProvider clock
)
{
    private const int Batch = 500;

    /// <returns>The number of links made and ended.</returns>
    public async Task<int> Run(CancellationToken ct)
    {
        var (now, today) = (clock.Now(), clock.Today(Zones.Of(organization.TimeZone)));
        var soon = today.Plus(Period.FromDays((int)PlanOccurrences.Ahead.TotalDays));
        var lines = data.ReportingLines.Where(line => line.From <= soon && (line.Until == null || line.Until > today));
        var people = await pilot.Inside(
            data.People.Where(person =>
                person.HireDate <= soon
                && (person.LastDay == null || person.LastDay >= today)
                && lines.Any(line => line.ReportId == person.Id || line.ManagerId == person.Id)
            ),
            ct
        );
        var sources = calendars.ToList();
        var changed = await End(people, [.. sources.Select(calendar => calendar.Source)], ct);
        foreach (var calendar in sources)
        {
            changed += await EndWhereNone(calendar, ct);
            changed += await Begin(calendar, people, now, ct);
        }

        return changed;
    }

    /// <summary>Of somebody who has left, or whom the pilot no longer takes in, nothing is read any more, nor at a source that was switched off.</summary>
    private Task<int> End(IQueryable<Person> people, List<string> sources, CancellationToken ct) =>
        data.Set<CalendarLink>()
            .Where(link => !sources.Contains(link.Source) || !people.Any(person => person.Id == link.PersonId))
            .ExecuteDeleteAsync(ct);

    private async Task<int> EndWhereNone(ICalendar calendar, CancellationToken ct)
    {
        var linked = await (
            from link in data.Set<CalendarLink>()
            where link.Source == calendar.Source
            join person in data.People on link.PersonId equals person.Id
            select person
        )
            .AsNoTracking()
            .ToListAsync(ct);
        var ended = 0;
        foreach (var some in linked.Where(person => !calendar.Has(person)).Select(person => person.Id).Chunk(Batch))
        {
            ended += await data.Set<CalendarLink>()
                .Where(link => link.Source == calendar.Source && some.Contains(link.PersonId))
                .ExecuteDeleteAsync(ct);
        }

        return ended;
    }

    private async Task<int> Begin(ICalendar calendar, IQueryable<Person> people, Instant now, CancellationToken ct)
    {
        var source = calendar.Source;
        var missing = await people
            .AsNoTracking()
            .Where(person => !data.Set<CalendarLink>().Any(link => link.Source == source && link.PersonId == person.Id))
            .ToListAsync(ct);
        var fresh = missing.Where(calendar.Has).ToList();
        data.AddRange(
            fresh.Select(person => new CalendarLink
            {
                PersonId = person.Id,
                Source = source,
                NextAt = SyncRules.Turn(person.Id, now),
            })
        );
        await data.SaveChangesAsync(ct);
        data.ChangeTracker.Clear();
        return fresh.Count;
    }
}
