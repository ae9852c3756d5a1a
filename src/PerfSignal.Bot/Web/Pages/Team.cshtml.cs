using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using PerfSignal.Core.Briefs;
using PerfSignal.Core.Calendar;
using PerfSignal.Core.Commitments;
using PerfSignal.Core.Data;
using PerfSignal.Core.Development;
using PerfSignal.Core.Governance;
using PerfSignal.Core.People;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Bot.Web.Pages;

/// <summary>One report on the team's page.</summary>
public sealed record TeamMember(
    Person Person,
    Instant? NextStart,
    int Open,
    int Overdue,
    int Plan,
    Guid? BriefOf,
    Instant? BriefAt,
    bool IsInPilot
);

/// <summary>A manager's reports with their next 1:1, what is promised and open, and the latest brief; no figure side by side.</summary>
public sealed class TeamModel(PerfSignalData data, Access access, PilotGate pilot, TimeProvider clock) : SitePage
{
    public IReadOnlyList<TeamMember> Members { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync()
    {
        var today = clock.Today(Me.Zone);
        var reports = await data
            .ReportingLines.Where(line => line.ManagerId == Me.Id && line.From <= today && (line.Until == null || today < line.Until))
            .Join(data.People, line => line.ReportId, person => person.Id, (line, person) => person)
            .AsNoTracking()
            .ToListAsync(Aborted);
        if (reports.Count == 0)
        {
            return NotFound();
        }

        var now = clock.Now();
        var next = await data
            .Occurrences.Where(row => row.ManagerId == Me.Id && row.State == OccurrenceState.Planned && row.Start >= now)
            .GroupBy(row => row.ReportId)
            .Select(rows => new { rows.Key, Start = rows.Min(row => row.Start) })
            .ToDictionaryAsync(row => row.Key, row => row.Start, Aborted);
        var members = new List<TeamMember>();
        foreach (
            var report in reports
                .Where(person => person.WorksOn(today))
                .DistinctBy(person => person.Id)
                .OrderBy(person => person.Name, StringComparer.Ordinal)
        )
        {
            var open = await (await access.Read<Commitment>(Viewer, report.Id, Purpose.Team, Aborted))
                .Where(row => row.ManagerId == Me.Id && row.ReportId == report.Id && row.State == CommitmentState.Open)
                .Select(row => row.DueOn)
                .ToListAsync(Aborted);
            var plan = await (await access.Read<PlanItem>(Viewer, report.Id, Purpose.Team, Aborted)).CountAsync(
                row => row.State == PlanState.Open,
                Aborted
            );
            var brief = await (await access.Read<Brief>(Viewer, report.Id, Purpose.Team, Aborted))
                .Where(row => row.ManagerId == Me.Id)
                .OrderByDescending(row => row.FrozenAt)
                .Select(row => new { row.OccurrenceId, row.FrozenAt })
                .FirstOrDefaultAsync(Aborted);
            Instant? start = next.TryGetValue(report.Id, out var planned) ? planned : null;
            members.Add(
                new TeamMember(
                    report,
                    start,
                    open.Count,
                    open.Count(due => due < today),
                    plan,
                    brief?.OccurrenceId,
                    brief?.FrozenAt,
                    await pilot.Has(report, Aborted)
                )
            );
        }

        Members = members;
        await data.SaveChangesAsync(Aborted);
        return Page();
    }
}
