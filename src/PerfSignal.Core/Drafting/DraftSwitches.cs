using Microsoft.EntityFrameworkCore;
using PerfSignal.Core.Data;
using PerfSignal.Core.Governance;
using PerfSignal.Core.People;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Core.Drafting;

/// <summary>What a person wished for themself.</summary>
/// <param name="AboutMe">A model may write drafts about them.</param>
/// <param name="MyDrafts">A model may write the drafts they ask for.</param>
public sealed record OwnSwitches(bool AboutMe, bool MyDrafts);

/// <summary>How far models are switched off, as everybody may know it.</summary>
/// <param name="People">How many people it is switched off for, by HR or by their own wish; null where they are fewer than a group.</param>
public sealed record SwitchedOff(bool Organisation, IReadOnlyList<string> Departments, int? People);

/// <summary>Turns the writing of drafts by a model off and on: for the organisation, a department, a person, and for oneself.</summary>
public sealed class DraftSwitches(PerfSignalData data, Access access, Audit audit, TimeProvider clock)
{
    /// <summary>The entry of the audit log about each change.</summary>
    public const string Act = "draft.switch";

    private readonly Dictionary<string, bool> wished = new(StringComparer.Ordinal);

    /// <summary>Whether a model may write no draft about this person for this manager.</summary>
    public Task<bool> IsOff(Person report, Guid manager, CancellationToken ct)
    {
        string[] scopes =
        [
            SwitchScope.Organisation,
            SwitchScope.Department(report.Department),
            SwitchScope.Person(report.Id),
            SwitchScope.AboutMe(report.Id),
            SwitchScope.MyDrafts(manager),
        ];
        return access.ForService<DraftingSwitch>().AnyAsync(row => scopes.Contains(row.Scope), ct);
    }

    public async Task<OwnSwitches> Own(Person person, CancellationToken ct)
    {
        var rows = await access.Read<DraftingSwitch>(new Viewer(person.Id), person.Id, Purpose.OwnData, ct);
        var off = await rows.Select(row => row.Scope).ToListAsync(ct);
        return new(!off.Contains(SwitchScope.AboutMe(person.Id)), !off.Contains(SwitchScope.MyDrafts(person.Id)));
    }

    /// <summary>One's own wish; saved by the caller.</summary>
    public async Task SetOwn(Person person, OwnSwitches wish, CancellationToken ct)
    {
        await Set(SwitchScope.AboutMe(person.Id), person.Id, !wish.AboutMe, person.Id, ct);
        await Set(SwitchScope.MyDrafts(person.Id), person.Id, !wish.MyDrafts, person.Id, ct);
    }

    /// <summary>For the organisation, by HR of all of it; false for anybody else. Saved by the caller.</summary>
    public async Task<bool> SetOrganisation(Viewer viewer, bool off, CancellationToken ct) =>
        await IsHrOf(viewer, null, ct) && await Set(SwitchScope.Organisation, null, off, viewer.PersonId, ct);

    /// <summary>For a department, by HR of it; false for anybody else. Saved by the caller.</summary>
    public async Task<bool> SetDepartment(Viewer viewer, string department, bool off, CancellationToken ct) =>
        await IsHrOf(viewer, department, ct)
        && (!off || await data.People.AnyAsync(person => person.Department == department, ct))
        && await Set(SwitchScope.Department(department), null, off, viewer.PersonId, ct);

    /// <summary>For drafts about a person, by HR of that person; false for anybody else. Saved by the caller.</summary>
    public async Task<bool> SetPerson(Viewer viewer, Guid person, bool off, CancellationToken ct) =>
        viewer.PersonId != person
        && await access.May(viewer, person, DataClass.DraftingSwitch, Right.Write, ct)
        && await Set(SwitchScope.Person(person), person, off, viewer.PersonId, ct);

    /// <summary>People for whom HR switched models off, of those whom the viewer is HR of.</summary>
    public async Task<IReadOnlyList<Person>> SetByHr(Viewer viewer, CancellationToken ct)
    {
        var people = await access
            .ForService<DraftingSwitch>()
            .Where(DraftingSwitch.Marked)
            .Join(data.People, row => row.PersonId, person => person.Id, (row, person) => person)
            .OrderBy(person => person.Name)
            .ToListAsync(ct);
        List<Person> mine = [];
        foreach (var person in people.Where(person => person.Id != viewer.PersonId))
        {
            if (await access.May(viewer, person.Id, DataClass.DraftingSwitch, Right.Write, ct))
            {
                mine.Add(person);
            }
        }

        return mine;
    }

    /// <param name="group">People in the smallest group that may be counted.</param>
    public async Task<SwitchedOff> Everywhere(int group, CancellationToken ct)
    {
        var shared = await access
            .ForService<DraftingSwitch>()
            .Where(row => row.PersonId == null)
            .OrderBy(row => row.Scope)
            .Select(row => row.Scope)
            .ToListAsync(ct);
        var people = await access
            .ForService<DraftingSwitch>()
            .Where(row => row.PersonId != null)
            .Select(row => row.PersonId)
            .Distinct()
            .CountAsync(ct);
        var prefix = SwitchScope.Department("");
        return new(
            shared.Contains(SwitchScope.Organisation),
            [.. shared.Where(scope => scope.StartsWith(prefix, StringComparison.Ordinal)).Select(scope => scope[prefix.Length..])],
            people == 0 || people >= group ? people : null
        );
    }

    /// <summary>Whether the viewer is HR of a department; null asks for everybody.</summary>
    public async Task<bool> IsHrOf(Viewer viewer, string? department, CancellationToken ct) =>
        await data.PersonRoles.AnyAsync(
            role =>
                role.PersonId == viewer.PersonId
                && role.Kind == RoleKind.Hr
                && (role.Department == null || (department != null && role.Department == department)),
            ct
        );

    /// <summary>Saves; where somebody else switched the same at this moment, it is as both wished it.</summary>
    public async Task Save(CancellationToken ct)
    {
        try
        {
            await data.SaveChangesAsync(ct);
        }
        catch (DbUpdateException)
        {
            data.ChangeTracker.Clear();
            foreach (var (scope, off) in wished)
            {
                if (await access.ForService<DraftingSwitch>().AnyAsync(row => row.Scope == scope, ct) != off)
                {
                    throw;
                }
            }
        }
    }

    private async Task<bool> Set(string scope, Guid? person, bool off, Guid by, CancellationToken ct)
    {
        wished[scope] = off;
        var row = await access.ForService<DraftingSwitch>().FirstOrDefaultAsync(one => one.Scope == scope, ct);
        if (row is null == !off)
        {
            return true;
        }

        if (row is null)
        {
            data.Add(
                new DraftingSwitch
                {
                    Scope = scope,
                    PersonId = person,
                    ById = by,
                    At = clock.Now(),
                }
            );
        }
        else
        {
            data.Remove(row);
        }

        var which = scope.Split(':')[0];
        await audit.Add(by, "changed", $"{Act}.{which}.{(off ? "off" : "on")}", person, ct: ct);
        return true;
    }
}
