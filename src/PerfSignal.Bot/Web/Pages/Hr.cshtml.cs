using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using PerfSignal.Core.Briefs;
using PerfSignal.Core.Calendar;
using PerfSignal.Core.Data;
using PerfSignal.Core.People;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Bot.Web.Pages;

/// <summary>A reporting line that one of the two says is wrong.</summary>
public sealed record DoubtedLine(string Report, string Manager, Instant At);

/// <summary>What HR mends in the directory: people of its population without a manager, with a doubted one, and without a planned 1:1.</summary>
public sealed class HrModel(PerfSignalData data, TimeProvider clock) : SitePage
{
    private const int Shown = 200;

    public int Population { get; private set; }
    public IReadOnlyList<Person> WithoutManager { get; private set; } = [];
    public IReadOnlyList<Person> WithoutMeeting { get; private set; } = [];
    public IReadOnlyList<DoubtedLine> Doubted { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync()
    {
        var roles = await data.PersonRoles.Where(role => role.PersonId == Me.Id && role.Kind == RoleKind.Hr).ToListAsync(Aborted);
        if (roles.Count == 0)
        {
            return NotFound();
        }

        var today = clock.Today(Me.Zone);
        var now = clock.Now();
        var people = data.People.AsNoTracking().Where(row => row.HireDate <= today && (row.LastDay == null || row.LastDay >= today));
        if (roles.TrueForAll(role => role.Department is not null))
        {
            var departments = roles.ConvertAll(role => role.Department!);
            people = people.Where(row => departments.Contains(row.Department));
        }

        var lines = data.ReportingLines.Where(line => line.From <= today && (line.Until == null || line.Until > today));
        Population = await people.CountAsync(Aborted);
        WithoutManager = await people
            .Where(row => !lines.Any(line => line.ReportId == row.Id))
            .OrderBy(row => row.Name)
            .Take(Shown)
            .ToListAsync(Aborted);
        WithoutMeeting = await people
            .Where(row => lines.Any(line => line.ReportId == row.Id))
            .Where(row => !data.Occurrences.Any(one => one.ReportId == row.Id && one.State == OccurrenceState.Planned && one.Start >= now))
            .OrderBy(row => row.Name)
            .Take(Shown)
            .ToListAsync(Aborted);
        Doubted = await data.Set<OrgDataDoubt>()
            .Where(doubt => doubt.DismissedAt == null && lines.Any(line => line.Id == doubt.LineId))
            .Join(people, doubt => doubt.ReportId, report => report.Id, (doubt, report) => new { doubt, report })
            .Join(
                data.People,
                pair => pair.doubt.ManagerId,
                manager => manager.Id,
                (pair, manager) =>
                    new
                    {
                        pair.doubt,
                        pair.report,
                        manager,
                    }
            )
            .OrderBy(pair => pair.doubt.At)
            .Take(Shown)
            .Select(pair => new DoubtedLine(pair.report.Name, pair.manager.Name, pair.doubt.At))
            .ToListAsync(Aborted);
        return Page();
    }
}
