using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using PerfSignal.Core.Data;
using PerfSignal.Core.Drafting;
using PerfSignal.Core.People;

namespace PerfSignal.Bot.Web.Pages;

/// <summary>How drafts come out in numbers, for HR and the works council, and HR's switch for models.</summary>
public sealed class HrDraftsModel(PerfSignalData data, DraftOversight oversight, DraftSwitches switches, IDraftWriter writer) : SitePage
{
    public int Group => oversight.Group;
    public DraftOverview Overview { get; private set; } = null!;

    /// <summary>HR may switch; the works council only looks.</summary>
    public bool IsHr { get; private set; }

    /// <summary>HR of the whole organisation.</summary>
    public bool IsHrOfAll { get; private set; }
    public SwitchedOff Off { get; private set; } = null!;
    public IReadOnlyList<Person> People { get; private set; } = [];
    public IReadOnlyList<string> Departments { get; private set; } = [];
    public string? Problem { get; private set; }

    /// <summary>Null where no model is set up.</summary>
    public string? Writer => writer is PlainWriter ? null : writer.Name;

    public async Task<IActionResult> OnGetAsync() => await Load() ? Page() : NotFound();

    /// <param name="scope">`organisation`, `department` or `person`.</param>
    /// <param name="of">The department, or an e-mail address.</param>
    public async Task<IActionResult> OnPostAsync(string? scope, string? of, bool off)
    {
        var which = (of ?? "").Trim();
        // Addresses are stored in lower case.
        var email = which.ToLowerInvariant();
        var person = scope == "person" ? await data.People.FirstOrDefaultAsync(row => row.Email == email, Aborted) : null;
        var done = scope switch
        {
            "organisation" => await switches.SetOrganisation(Viewer, off, Aborted),
            "department" => await switches.SetDepartment(Viewer, which, off, Aborted),
            "person" => person is not null && await switches.SetPerson(Viewer, person.Id, off, Aborted),
            _ => false,
        };
        if (done)
        {
            await switches.Save(Aborted);
            return Redirect("/hr/drafts");
        }

        if (!await Load() || !IsHr)
        {
            return NotFound();
        }

        Problem = Reader.Say("web_hr_drafts_not_yours");
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return Page();
    }

    private async Task<bool> Load()
    {
        var hr = await oversight.ForHr(Viewer, Aborted);
        IsHr = hr is not null;
        var seen = hr ?? await oversight.ForCouncil(Viewer, Aborted);
        if (seen is null)
        {
            return false;
        }

        Overview = seen;
        Off = await switches.Everywhere(Group, Aborted);
        if (IsHr)
        {
            IsHrOfAll = await switches.IsHrOf(Viewer, null, Aborted);
            People = await switches.SetByHr(Viewer, Aborted);
            var departments = await data.People.Select(row => row.Department).Distinct().OrderBy(name => name).ToListAsync(Aborted);
            var mine = await data
                .PersonRoles.Where(role => role.PersonId == Me.Id && role.Kind == RoleKind.Hr)
                .Select(role => role.Department)
                .ToListAsync(Aborted);
            Departments = [.. departments.Where(name => mine.Contains(null) || mine.Contains(name))];
        }

        await data.SaveChangesAsync(Aborted);
        return true;
    }
}
