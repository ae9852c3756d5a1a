using Microsoft.EntityFrameworkCore;
using PerfSignal.Core.Data;
using PerfSignal.Core.People;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Bot.Web;

/// <summary>What a person is in the organisation today; decides which pages exist for them, never what they may read.</summary>
public sealed record Standing(bool Manages, IReadOnlySet<RoleKind> Roles)
{
    public bool SeesOrganisation => Roles.Contains(RoleKind.Executive) || Roles.Contains(RoleKind.Hr);

    public bool IsHr => Roles.Contains(RoleKind.Hr);

    /// <summary>Whether they look after the service, or answer for what it sends.</summary>
    public bool SeesDelivery => IsHr || Roles.Contains(RoleKind.Admin);
}

/// <summary>Finds a person's standing.</summary>
public sealed class Standings(PerfSignalData data, TimeProvider clock)
{
    public async Task<Standing> Of(Person person, CancellationToken ct)
    {
        var today = clock.Today(person.Zone);
        var manages = await data.ReportingLines.AnyAsync(
            line => line.ManagerId == person.Id && line.From <= today && (line.Until == null || today < line.Until),
            ct
        );
        var roles = await data.PersonRoles.Where(role => role.PersonId == person.Id).Select(role => role.Kind).ToListAsync(ct);
        return new Standing(manages, roles.ToHashSet());
    }
}
