using Microsoft.EntityFrameworkCore;
using NodaTime;
using PerfSignal.Core.Data;
using PerfSignal.Core.Governance;
using PerfSignal.Core.People;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Core.Feedback;

/// <summary>Finds the reports of a manager to whom the manager wrote nothing shared for a week.</summary>
public sealed class WithoutFeedback(PerfSignalData data, PilotGate pilot, Access access, TimeProvider clock)
{
    private const int Days = 7;

    /// <summary>By name; neither who reports to them for less than a week, nor who has paused messages, as people on leave do.</summary>
    public async Task<IReadOnlyList<Person>> Of(Person manager, CancellationToken ct)
    {
        var now = clock.Now();
        var today = clock.Today(manager.Zone);
        var (since, day) = (now - Duration.FromDays(Days), today.PlusDays(-Days));
        var reports = await (
            from line in data.ReportingLines
            where line.ManagerId == manager.Id && line.From <= day && (line.Until == null || line.Until > today)
            join person in data.People on line.ReportId equals person.Id
            where person.HireDate <= day && (person.PausedUntil == null || person.PausedUntil <= now)
            select person
        )
            .AsNoTracking()
            .ToListAsync(ct);
        var inside = await pilot.Now(ct);
        if (reports.Count == 0 || !inside.Takes(manager))
        {
            return [];
        }

        var heard = await access
            .ForService<FeedbackNote>()
            .Where(note => note.AuthorId == manager.Id && note.At > since)
            .Select(note => note.SubjectId)
            .Distinct()
            .ToListAsync(ct);
        return
        [
            .. reports
                .Where(person => person.WorksOn(today) && inside.Takes(person) && !heard.Contains(person.Id))
                .OrderBy(person => person.Name, StringComparer.Ordinal)
                .ThenBy(person => person.Id),
        ];
    }
}
