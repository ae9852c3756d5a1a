using Microsoft.EntityFrameworkCore;
using NodaTime;
using PerfSignal.Core.Data;
using PerfSignal.Core.Governance;
using PerfSignal.Core.People;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Core.Contests;

/// <summary>Somebody of HR who may decide, with what orders them.</summary>
/// <param name="Everyone">Not limited to a department.</param>
/// <param name="Open">Contests that wait for them.</param>
public sealed record HrCandidate(Guid Id, string Email, bool Everyone, int Open);

/// <summary>Chooses who decides a contest.</summary>
/// <remarks>
/// HR of the person's population; where there is none the manager's manager; then the manager. Never the person, never who wrote what is
/// contested, and only who may read and write contests by the rights table. Of several in HR the one of the department, then the one with the
/// fewest open contests, then the first by address.
/// </remarks>
public sealed class Deciders(PerfSignalData data, Access access, Organization organization, TimeProvider clock)
{
    /// <summary>The rule by itself: nothing but its arguments decides. Null where nobody is left.</summary>
    public static Guid? Choose(Guid person, IReadOnlySet<Guid> authors, IEnumerable<HrCandidate> hr, Guid? manager, Guid? skipLevel)
    {
        var ofHr = hr.Where(one => one.Id != manager)
            .OrderBy(one => one.Everyone)
            .ThenBy(one => one.Open)
            .ThenBy(one => one.Email, StringComparer.Ordinal)
            .Select(one => (Guid?)one.Id);
        return ofHr.Append(skipLevel).Append(manager).FirstOrDefault(one => one is { } id && id != person && !authors.Contains(id));
    }

    public async Task<Guid?> For(Person person, IReadOnlySet<Guid> authors, CancellationToken ct)
    {
        var manager = await ManagerOf(person.Id, ct);
        var skipLevel = manager is { } above ? await ManagerOf(above, ct) : null;
        return Choose(person.Id, authors, await Hr(person, ct), await Eligible(manager, person, ct), await Eligible(skipLevel, person, ct));
    }

    /// <summary>Whether the one who was chosen may still decide.</summary>
    public async Task<bool> IsStill(Guid decider, Person person, IReadOnlySet<Guid> authors, CancellationToken ct) =>
        decider != person.Id && !authors.Contains(decider) && await Eligible(decider, person, ct) is not null;

    private async Task<IReadOnlyList<HrCandidate>> Hr(Person person, CancellationToken ct)
    {
        var today = Today;
        var roles = await data
            .PersonRoles.Where(role => role.Kind == RoleKind.Hr && (role.Department == null || role.Department == person.Department))
            .Join(
                data.People,
                role => role.PersonId,
                one => one.Id,
                (role, one) =>
                    new
                    {
                        one.Id,
                        one.Email,
                        one.HireDate,
                        one.LastDay,
                        Everyone = role.Department == null,
                    }
            )
            .Where(one => one.HireDate <= today && (one.LastDay == null || one.LastDay >= today))
            .ToListAsync(ct);
        var ids = roles.Select(one => one.Id).Distinct().ToList();
        var open = await access
            .ForService<Contest>()
            .Where(row => row.DecidedAt == null && row.DeciderId != null && ids.Contains(row.DeciderId.Value))
            .GroupBy(row => row.DeciderId!.Value)
            .Select(group => new { group.Key, Count = group.Count() })
            .ToDictionaryAsync(group => group.Key, group => group.Count, ct);
        return
        [
            .. roles
                .GroupBy(one => one.Id)
                .Select(one => new HrCandidate(
                    one.Key,
                    one.First().Email,
                    one.All(role => role.Everyone),
                    open.GetValueOrDefault(one.Key)
                )),
        ];
    }

    private async Task<Guid?> ManagerOf(Guid report, CancellationToken ct)
    {
        var today = Today;
        return await data
            .ReportingLines.Where(line => line.ReportId == report && line.From <= today && (line.Until == null || today < line.Until))
            .Select(line => (Guid?)line.ManagerId)
            .FirstOrDefaultAsync(ct);
    }

    private async Task<Guid?> Eligible(Guid? candidate, Person person, CancellationToken ct) =>
        candidate is { } id && await access.May(new Viewer(id), person.Id, DataClass.Contests, Right.Write, ct) ? id : null;

    /// <summary>As relations count it.</summary>
    private LocalDate Today => clock.Today(Zones.Of(organization.TimeZone));
}
