using Microsoft.EntityFrameworkCore;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Governance;
using PerfSignal.Core.People;

namespace PerfSignal.Core.Contests;

/// <summary>Finds contests by id, or by whom they wait for; what of them somebody may read is asked of <see cref="Access"/>.</summary>
public sealed class ContestFinder(PerfSignalData data, Access access, Audit audit)
{
    public IQueryable<Contest> All => access.ForService<Contest>();

    /// <summary>The contest of a button, with the person concerned; null where the one who pressed may not see it, which looks like absence.</summary>
    public async Task<(Contest Contest, Person Person)?> ByRow(Command command, CancellationToken ct)
    {
        if (
            !Guid.TryParse(command.Row, out var id)
            || await All.Where(row => row.Id == id).Select(row => (Guid?)row.PersonId).FirstOrDefaultAsync(ct) is not { } subject
        )
        {
            return null;
        }

        var readable = await access.Read<Contest>(command.Viewer, subject, Purpose.Contest, ct);
        if (await readable.FirstOrDefaultAsync(row => row.Id == id, ct) is not { } contest)
        {
            return null;
        }

        if (command.By.Id != subject)
        {
            await audit.Add(command.By.Id, "read", contest.ClassOfItem.ToString(), subject, nameof(Purpose.Contest), ct);
        }

        return (contest, await data.People.SingleAsync(person => person.Id == subject, ct));
    }

    /// <summary>The open contests that wait for this person, the first due first; each is read by the right to decide it.</summary>
    public async Task<IReadOnlyList<Contest>> WaitingFor(Viewer viewer, int most, CancellationToken ct)
    {
        var subjects = await All.Where(row => row.DeciderId == viewer.PersonId && row.DecidedAt == null)
            .OrderBy(row => row.DecideBy)
            .Select(row => row.PersonId)
            .Take(most)
            .ToListAsync(ct);
        var waiting = new List<Contest>();
        foreach (var subject in subjects.Distinct())
        {
            var readable = await access.Read<Contest>(viewer, subject, Purpose.Contest, ct);
            waiting.AddRange(
                await readable.Where(row => row.DeciderId == viewer.PersonId && row.DecidedAt == null).Take(most).ToListAsync(ct)
            );
        }

        return [.. waiting.OrderBy(row => row.DecideBy).ThenBy(row => row.OpenedAt).Take(most)];
    }
}
