using Microsoft.EntityFrameworkCore;
using NodaTime;
using PerfSignal.Core.Calendar;
using PerfSignal.Core.Data;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Core.Briefs;

/// <summary>Freezes the evidence of every 1:1 whose brief is due, and queues both cards with it. Twice, or on two nodes at once, it adds nothing.</summary>
/// <remarks>
/// A manager who chose a digest has the digest's time in <see cref="Occurrence.BriefAt"/> of each 1:1 of the day, so the cards arrive together.
/// A brief that is due only after the 1:1 has begun is still frozen, so that both can read it, and its messages end as Expired.
/// </remarks>
public sealed class SendDueBriefs(
    PerfSignalData data,
    BriefablePairs pairs,
    EvidenceBuilder builder,
    BriefFreezer freezer,
    BriefRows rows,
    TimeProvider clock
)
{
    /// <summary>Occurrences frozen in one transaction.</summary>
    private const int Group = 50;

    /// <summary>What began longer ago than this, in a time when the service was down, is left.</summary>
    private static readonly Duration Forgotten = Duration.FromHours(24);

    /// <returns>How many briefs were frozen.</returns>
    /// <exception cref="AggregateException">Some could not be; all others were. They are tried again in the next run.</exception>
    public async Task<int> Run(CancellationToken ct)
    {
        var now = clock.Now();
        var due = await data
            .Occurrences.Where(one => one.State == OccurrenceState.Planned && one.Revisions == 0 && one.BriefAt <= now)
            .Where(one => one.BriefAt > now - Forgotten - BriefFreezer.LongestLead && one.Start > now - Forgotten)
            .OrderBy(one => one.Start)
            .ThenBy(one => one.Id)
            .Select(one => one.Id)
            .ToListAsync(ct);
        var frozen = 0;
        var failures = new List<Exception>();
        foreach (var group in due.Chunk(Group))
        {
            frozen += await Together(group, failures, ct);
        }

        return failures.Count == 0
            ? frozen
            : throw new AggregateException($"{failures.Count} of {due.Count} due briefs could not be frozen.", failures);
    }

    private async Task<int> Together(Guid[] ids, List<Exception> failures, CancellationToken ct)
    {
        try
        {
            return await Freeze(ids, ct);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // Another node was first with one of them or planned it anew, or one is broken: each on its own, so that the others are not held up.
            data.ChangeTracker.Clear();
            var frozen = 0;
            foreach (var id in ids)
            {
                frozen += await Alone(id, failures, ct);
            }

            return frozen;
        }
    }

    private async Task<int> Alone(Guid id, List<Exception> failures, CancellationToken ct)
    {
        try
        {
            return await Freeze([id], ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            // It was planned anew again meanwhile; the next run takes it as it is then.
            data.ChangeTracker.Clear();
            return 0;
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            data.ChangeTracker.Clear();
            if (await data.Occurrences.AnyAsync(one => one.Id == id && one.State == OccurrenceState.Planned && one.Revisions == 0, ct))
            {
                failures.Add(failure);
            }

            return 0;
        }
    }

    private async Task<int> Freeze(IReadOnlyList<Guid> ids, CancellationToken ct)
    {
        var due = await data
            .Occurrences.Where(one => ids.Contains(one.Id) && one.State == OccurrenceState.Planned && one.Revisions == 0)
            .OrderBy(one => one.Start)
            .ToListAsync(ct);
        var briefable = await pairs.Of(due, ct);
        var chosen = due.Where(one => briefable.ContainsKey(one.Id)).ToList();
        var evidence = await builder.Build(
            [.. chosen.Select(one => new PairAt(briefable[one.Id].Manager, briefable[one.Id].Report, one.Id, one.Start))],
            clock.Now(),
            ct
        );
        foreach (var (one, its) in chosen.Zip(evidence))
        {
            var brief = freezer.Freeze(one, its);
            data.AddRange(rows.First(one, brief, its, briefable[one.Id].Manager, briefable[one.Id].Report));
        }

        await data.SaveChangesAsync(ct);
        data.ChangeTracker.Clear();
        return chosen.Count;
    }
}
