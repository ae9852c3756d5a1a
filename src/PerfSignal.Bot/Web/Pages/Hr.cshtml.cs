using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using PerfSignal.Core.Briefs;
using PerfSignal.Core.Calendar;
using PerfSignal.Core.Contests;
using PerfSignal.Core.Data;
using PerfSignal.Core.Governance;
using PerfSignal.Core.People;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Bot.Web.Pages;

/// <summary>A reporting line that one of its two called wrong.</summary>
public sealed record DoubtedLine(Guid Id, string Report, string Manager, string RaisedBy, Instant At);

/// <summary>What HR mends in the directory: doubted reporting lines, and people of its population without a manager or a planned 1:1.</summary>
public sealed class HrModel(PerfSignalData data, Audit audit, ContestsOverview contests, PilotDesk pilot, TimeProvider clock) : SitePage
{
    private const int Shown = 200;

    public int Population { get; private set; }

    /// <summary>Accounts of chat platforms that stand for nobody, in the whole organisation.</summary>
    public int WithoutPerson { get; private set; }
    public IReadOnlyList<DoubtedLine> Doubts { get; private set; } = [];
    public IReadOnlyList<Person> WithoutManager { get; private set; } = [];
    public IReadOnlyList<Person> WithoutMeeting { get; private set; } = [];

    public bool MayChangePilot { get; private set; }

    public int OpenContests { get; private set; }

    /// <summary>Contests of the population that are overdue, or that nobody is to decide; never whose they are.</summary>
    public IReadOnlyList<LateContest> Overdue { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync()
    {
        if (await People() is not { } people)
        {
            return NotFound();
        }

        var now = clock.Now();
        var lines = Lines();
        Doubts = await Open(people)
            .OrderBy(doubt => doubt.At)
            .Take(Shown)
            .Select(doubt => new DoubtedLine(
                doubt.Id,
                data.People.First(person => person.Id == doubt.ReportId).Name,
                data.People.First(person => person.Id == doubt.ManagerId).Name,
                data.People.First(person => person.Id == doubt.RaisedBy).Name,
                doubt.At
            ))
            .ToListAsync(Aborted);
        WithoutPerson = await OpenAccounts.In(data).CountAsync(Aborted);
        (OpenContests, Overdue) = await contests.Of(people, Aborted);
        MayChangePilot = await pilot.MayChange(Me, Aborted);
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
        return Page();
    }

    /// <summary>HR has looked and found the line right: briefs for the two go out again.</summary>
    public async Task<IActionResult> OnPostAsync(Guid doubt)
    {
        if (await People() is not { } people || await Open(people).SingleOrDefaultAsync(row => row.Id == doubt, Aborted) is not { } found)
        {
            return NotFound();
        }

        found.DismissedAt = clock.Now();
        await audit.Add(Me.Id, "changed", "org_data_doubt.dismiss", found.ReportId, ct: Aborted);
        await data.SaveChangesAsync(Aborted);
        return RedirectToPage();
    }

    /// <summary>Today's people of the population; null for somebody who is not HR.</summary>
    private async Task<IQueryable<Person>?> People()
    {
        var roles = await data.PersonRoles.Where(role => role.PersonId == Me.Id && role.Kind == RoleKind.Hr).ToListAsync(Aborted);
        if (roles.Count == 0)
        {
            return null;
        }

        var today = clock.Today(Me.Zone);
        var people = data.People.Where(row => row.HireDate <= today && (row.LastDay == null || row.LastDay >= today));
        if (roles.Exists(role => role.Department is null))
        {
            return people;
        }

        var departments = roles.ConvertAll(role => role.Department!);
        return people.Where(row => departments.Contains(row.Department));
    }

    private IQueryable<ReportingLine> Lines()
    {
        var today = clock.Today(Me.Zone);
        return data.ReportingLines.Where(line => line.From <= today && (line.Until == null || line.Until > today));
    }

    /// <summary>A doubt is over once its line has ended.</summary>
    private IQueryable<OrgDataDoubt> Open(IQueryable<Person> people)
    {
        var lines = Lines();
        return data.Set<OrgDataDoubt>()
            .Where(doubt => doubt.DismissedAt == null && lines.Any(line => line.Id == doubt.LineId))
            .Where(doubt => people.Any(person => person.Id == doubt.ReportId));
    }
}
