using Microsoft.EntityFrameworkCore;
using NodaTime;
using PerfSignal.Core.Data;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.People;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Core.Contests;

/// <summary>
/// Scheduled act: chooses a decider anew where the first has left or none was found, reminds the decider before the day and on it, and tells the
/// person which sent cards could not be changed. Each is told once; doing it again adds nothing.
/// </summary>
public sealed class FollowContests(
    PerfSignalData data,
    ContestFinder contests,
    Deciders deciders,
    ContestedItems items,
    ContestMessages messages,
    SentCards sent,
    TimeProvider clock
)
{
    /// <summary>Working days before the day by which it is to be decided.</summary>
    public const int RemindBefore = 2;

    /// <summary>So long the updates of sent cards may take; what failed by then is told.</summary>
    private static readonly Duration Settled = Duration.FromDays(2);

    /// <returns>How many contests somebody else is to decide now.</returns>
    public async Task<int> Run(CancellationToken ct)
    {
        var since = clock.Now() - Settled;
        var ids = await contests
            .All.Where(row => row.DecidedAt == null || row.OpenedAt >= since)
            .OrderBy(row => row.OpenedAt)
            .Select(row => row.Id)
            .ToListAsync(ct);
        var moved = 0;
        foreach (var id in ids)
        {
            moved += await One(id, ct) ? 1 : 0;
            data.ChangeTracker.Clear();
        }

        return moved;
    }

    private async Task<bool> One(Guid id, CancellationToken ct)
    {
        var contest = await contests.All.SingleAsync(row => row.Id == id, ct);
        var person = await data.People.SingleAsync(one => one.Id == contest.PersonId, ct);
        var moved = contest.DecidedAt is null && await ChooseAnew(contest, person, ct);
        if (contest.DecidedAt is null)
        {
            await Remind(contest, person, ct);
        }

        await TellMissed(contest, person, ct);
        try
        {
            await data.SaveChangesAsync(ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            // Decided at this very moment: nothing is left to follow.
            return false;
        }

        return moved;
    }

    private async Task<bool> ChooseAnew(Contest contest, Person person, CancellationToken ct)
    {
        var authors = await items.Authors(contest, ct);
        if (contest.DeciderId is { } before && await deciders.IsStill(before, person, authors, ct))
        {
            return false;
        }

        var next = await deciders.For(person, authors, ct);
        if (next == contest.DeciderId)
        {
            return false;
        }

        var former = contest.DeciderId;
        contest.DeciderId = next;
        if (former is { } gone)
        {
            await messages.Settle(contest, person, gone, "other", ct);
        }

        await messages.ToDecider(contest, person, "asked", ct);
        await messages.ToPerson(contest, person, "chosen", ct);
        return true;
    }

    private async Task Remind(Contest contest, Person person, CancellationToken ct)
    {
        if (contest.DecideBy is not { } day)
        {
            return;
        }

        var today = clock.Today(person.Zone);
        if (today >= day)
        {
            await messages.ToDecider(contest, person, "due", ct);
        }
        else if (today >= WorkingDays.Before(day, RemindBefore) && today > contest.OpenedAt.InZone(person.Zone).Date)
        {
            await messages.ToDecider(contest, person, "soon", ct);
        }
    }

    private async Task TellMissed(Contest contest, Person person, CancellationToken ct)
    {
        if ((await sent.Of(contest, ct)).Any(card => card.Unchanged))
        {
            await messages.ToPerson(contest, person, "missed", ct);
        }
    }
}
