using NodaTime;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Core.Calendar;

/// <summary>How many occurrences one run added and changed.</summary>
public sealed record PlanOutcome(int Added = 0, int Moved = 0, int Dropped = 0, int Restored = 0)
{
    public static PlanOutcome operator +(PlanOutcome left, PlanOutcome right) =>
        new(left.Added + right.Added, left.Moved + right.Moved, left.Dropped + right.Dropped, left.Restored + right.Restored);
}

/// <summary>Brings the occurrences of one report in line with diary and directory; doing it again changes nothing.</summary>
public sealed class PlanReport(ReportDiary diary, Instant now, Instant from, Instant until, Func<Guid> newId)
{
    private readonly HashSet<(Guid, string)> seen = [];
    private PlanOutcome outcome = new();

    /// <summary>Occurrences to be stored; those that were known are changed in place.</summary>
    public List<Occurrence> Added { get; } = [];

    public PlanOutcome Run()
    {
        foreach (var candidate in Candidates.Of(diary, now, from, until))
        {
            seen.Add((candidate.Manager.Id, candidate.Key));
            if (diary.Known.TryGetValue((candidate.Manager.Id, candidate.Key), out var known))
            {
                Update(known, candidate);
            }
            else if (candidate.Drop is null && candidate.Start > now && candidate.Start < until)
            {
                Add(candidate);
            }
        }

        foreach (var (name, known) in diary.Known)
        {
            if (!seen.Contains(name) && known.Start >= from)
            {
                Drop(known, WhyGone(known));
            }
        }

        return outcome;
    }

    private void Add(Candidate candidate)
    {
        var when = BriefTime.For(candidate.Start, candidate.Manager.Settings);
        Added.Add(
            new Occurrence
            {
                Id = newId(),
                ManagerId = candidate.Manager.Id,
                ReportId = diary.Report.Id,
                Key = candidate.Key,
                Start = candidate.Start,
                End = candidate.End,
                BriefAt = when.LeavesAt,
                RefreshAt = when.RefreshAt,
                Version = newId(),
            }
        );
        outcome = outcome with { Added = outcome.Added + 1 };
    }

    private void Update(Occurrence known, Candidate candidate)
    {
        if (candidate.Drop is { } reason)
        {
            Drop(known, reason);
        }
        else if (!Candidates.IsOpen(diary, candidate, now))
        {
            Drop(known, DroppedBecause.Past);
        }
        else if (known.State == OccurrenceState.Dropped)
        {
            known.State = OccurrenceState.Planned;
            known.DroppedBecause = null;
            Place(known, candidate);
            outcome = outcome with { Restored = outcome.Restored + 1 };
        }
        else if (
            known.Start != candidate.Start
            || known.End != candidate.End
            || (known.Revisions == 0 && IsTimedOtherwise(known, candidate))
        )
        {
            Place(known, candidate);
            outcome = outcome with { Moved = outcome.Moved + 1 };
        }
    }

    /// <summary>Settings changed since; a brief that is out keeps the times it left by.</summary>
    private static bool IsTimedOtherwise(Occurrence known, Candidate candidate) =>
        BriefTime.For(candidate.Start, candidate.Manager.Settings) is var when
        && (when.LeavesAt != known.BriefAt || when.RefreshAt != known.RefreshAt);

    private void Place(Occurrence known, Candidate candidate)
    {
        if (known.Revisions == 0 || known.Start != candidate.Start)
        {
            var when = BriefTime.For(candidate.Start, candidate.Manager.Settings);
            known.BriefAt = when.LeavesAt;
            known.RefreshAt = when.RefreshAt;
        }

        known.Start = candidate.Start;
        known.End = candidate.End;
        known.Version = newId();
    }

    /// <summary>The first reason stays once nothing is sent any more.</summary>
    private void Drop(Occurrence known, string reason)
    {
        if (known.State == OccurrenceState.Dropped)
        {
            return;
        }

        known.State = OccurrenceState.Dropped;
        known.DroppedBecause = reason;
        known.Version = newId();
        outcome = outcome with { Dropped = outcome.Dropped + 1 };
    }

    private string WhyGone(Occurrence known)
    {
        var manager = diary.People[known.ManagerId];
        return !diary.Manages(manager, known.Start) ? DroppedBecause.ManagerChanged
            : OccasionKey.IsCadence(known.Key) ? DroppedBecause.CadenceChanged
            : DroppedBecause.NotAPair;
    }
}
