using Microsoft.EntityFrameworkCore;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.People;

namespace PerfSignal.Core.Broadcasts;

/// <summary>Who writes broadcasts, said to those who may not.</summary>
public sealed class BroadcastAuthors(PerfSignalData data)
{
    private const int Named = 3;

    public async Task<string> WhoCan(Reader reader, CancellationToken ct)
    {
        var names = await data
            .PersonRoles.Where(role => role.Kind == RoleKind.Hr)
            .OrderBy(role => role.Department != null)
            .Join(
                data.People,
                role => role.PersonId,
                person => person.Id,
                (role, person) =>
                    new
                    {
                        role.Department,
                        person.Name,
                        person.LastDay,
                    }
            )
            .Where(one => one.LastDay == null || one.LastDay >= reader.Today)
            .OrderBy(one => one.Department != null)
            .ThenBy(one => one.Name)
            .Select(one => one.Name)
            .Take(Named * 2)
            .ToListAsync(ct);
        return names.Count == 0
            ? reader.Say("nudge_only_hr_nobody")
            : reader.Say(
                "nudge_only_hr",
                (
                    "names",
                    string.Join(", ", names.Distinct(StringComparer.Ordinal).Take(Named).Select(name => Briefs.BriefCards.Cut(name, 80)))
                )
            );
    }
}
