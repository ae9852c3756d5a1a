using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using PerfSignal.Core;
using PerfSignal.Core.Data;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Bot.Web.Pages;

/// <summary>A department large enough to be named.</summary>
public sealed record DepartmentLine(string Name, int People);

/// <summary>The organisation by department, in groups large enough to hide individuals; for executives and HR.</summary>
public sealed class OrgModel(PerfSignalData data, Standings standings, Organization organization, TimeProvider clock) : SitePage
{
    public IReadOnlyList<DepartmentLine> Departments { get; private set; } = [];
    public int SmallerDepartments { get; private set; }
    public int MinimumGroup => Math.Max(5, organization.MinimumGroup);

    public async Task<IActionResult> OnGetAsync()
    {
        if (!(await standings.Of(Me, Aborted)).SeesOrganisation)
        {
            return NotFound();
        }

        var today = clock.Today(Me.Zone);
        var counted = await data
            .People.Where(row => row.HireDate <= today && (row.LastDay == null || row.LastDay >= today))
            .GroupBy(row => row.Department)
            .Select(rows => new { rows.Key, People = rows.Count() })
            .ToListAsync(Aborted);
        Departments =
        [
            .. counted
                .Where(row => row.People >= MinimumGroup)
                .OrderBy(row => row.Key, StringComparer.Ordinal)
                .Select(row => new DepartmentLine(row.Key, row.People)),
        ];
        SmallerDepartments = counted.Count - Departments.Count;
        return Page();
    }
}
