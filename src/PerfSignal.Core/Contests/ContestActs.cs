using Microsoft.EntityFrameworkCore;
using PerfSignal.Core.Briefs;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Drafting;
using PerfSignal.Core.Governance;
using PerfSignal.Core.People;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Core.Contests;

/// <summary>Opens and ends contests: the mark, the cards that were sent, the decider, everyone who is told, in one transaction.</summary>
public sealed class ContestActs(
    PerfSignalData data,
    Audit audit,
    Organization organization,
    BriefChanges changes,
    ContestedDrafts drafts,
    Deciders deciders,
    ContestedItems items,
    ContestMessages messages,
    TimeProvider clock
)
{
    /// <summary>Opens a contest of the person's own; the caller has asked whether they may, and saves.</summary>
    public async Task<Contest> Open(Command command, ContestOf of, string? metric, Guid? item, string reason, CancellationToken ct)
    {
        var person = command.By;
        var contest = new Contest
        {
            Id = clock.NewId(),
            PersonId = person.Id,
            Of = of,
            MetricKey = metric,
            ItemId = item,
            Reason = reason,
            OpenedAt = clock.Now(),
            DecideBy = WorkingDays.After(clock.Today(person.Zone), organization.DecideDays),
        };
        contest.DeciderId = await deciders.For(person, await items.Authors(contest, ct), ct);
        data.Add(contest);
        await items.Mark(contest, contested: true, ct);
        await changes.Queue(person.Id, SentCards.Change(contest), known => known.With(contest), ct);
        await drafts.TakeOut(contest, person, ct);
        await messages.ToDecider(contest, person, "asked", ct);
        await messages.ToAuthors(contest, person, ct);
        await audit.Add(person.Id, "changed", command.Verb, person.Id, ct: ct);
        return contest;
    }

    /// <summary>What follows from a decision or a withdrawal that was just written into the contest.</summary>
    /// <returns>False where somebody else was first and nothing was saved.</returns>
    public async Task<bool> End(Contest contest, Person person, string verb, CancellationToken ct)
    {
        await items.Mark(contest, contest.Upheld, ct);
        if (!contest.Upheld)
        {
            await changes.Queue(person.Id, $"contest-over-{contest.Id:N}", known => known.Without(contest), ct);
        }

        if (!contest.IsWithdrawn)
        {
            await messages.ToPerson(contest, person, "decided", ct);
        }

        if (contest.DeciderId is { } decider)
        {
            await messages.Settle(contest, person, decider, contest.State, ct);
        }

        await messages.ToAuthors(contest, person, ct);
        await audit.Add(contest.DecidedById, "changed", verb, person.Id, ct: ct);
        try
        {
            await data.SaveChangesAsync(ct);
            return true;
        }
        catch (DbUpdateConcurrencyException)
        {
            // Decided and withdrawn, or decided by two, at the same moment: the first holds.
            data.ChangeTracker.Clear();
            return false;
        }
    }
}
