using NodaTime;

namespace PerfSignal.Core.Calendar;

/// <summary>Finds the 1:1s of a report in calendars and cadences and says of each why it is none, if so.</summary>
public static class Candidates
{
    /// <summary>How long a 1:1 of a cadence lasts, which does not say; used to find overlaps.</summary>
    public static Duration CadenceLength { get; } = Duration.FromMinutes(30);

    public static IReadOnlyList<Candidate> Of(ReportDiary diary, Instant now, Instant from, Instant until)
    {
        var calendar = FromCalendars(diary).ToList();
        var cadences = FromCadences(diary, calendar, from, until);
        return WithoutDuplicates(diary, [.. calendar, .. cadences], now);
    }

    /// <summary>Whether it can still be planned, or runs as it was planned.</summary>
    public static bool IsOpen(ReportDiary diary, Candidate candidate, Instant now) =>
        candidate.Start > now || (Find(diary, candidate) is { State: OccurrenceState.Planned } known && known.Start == candidate.Start);

    private static IEnumerable<Candidate> FromCalendars(ReportDiary diary)
    {
        var report = diary.Report.Id;
        foreach (
            var copies in diary.Meetings.GroupBy(row =>
                (Other: row.OwnerId == report ? row.OtherId : row.OwnerId, Key: OccasionKey.Of(row))
            )
        )
        {
            var manager = diary.People[copies.Key.Other];
            if (!diary.Lines.Any(line => line.ManagerId == manager.Id))
            {
                continue;
            }

            var (event_, state) = MeetingCopies.Settle(copies);
            var drop = state switch
            {
                MeetingState.Cancelled => DroppedBecause.Cancelled,
                MeetingState.Declined => DroppedBecause.Declined,
                _ => Unfit(diary, manager, event_.Start),
            };
            var original = OccasionKey.Original(event_.OriginalStart) ?? event_.Start;
            yield return new Candidate(manager, copies.Key.Key, event_.Start, event_.End, original, drop);
        }
    }

    private static string? Unfit(ReportDiary diary, Planned manager, Instant start) =>
        !manager.WorksAt(start) || !diary.Report.WorksAt(start) ? DroppedBecause.Departed
        : !manager.InPilot || !diary.Report.InPilot ? DroppedBecause.NotInPilot
        : !diary.Manages(manager, start) ? DroppedBecause.ManagerChanged
        : null;

    /// <summary>
    /// A cadence stays with the report: once the time of the manager it was set with has ended, the manager on that date gets it, unless
    /// the two have a cadence of their own.
    /// </summary>
    private static IEnumerable<Candidate> FromCadences(ReportDiary diary, List<Candidate> calendar, Instant from, Instant until)
    {
        var taken = new HashSet<(Guid, LocalDate)>();
        foreach (var cadence in diary.Cadences.OrderByDescending(cadence => cadence.Starts).ThenBy(cadence => cadence.Id))
        {
            foreach (var (date, start) in CadenceDates.Between(cadence, from, until))
            {
                var own = diary.People[cadence.ManagerId];
                var manager = diary.Manages(own, start) ? own : Successor(diary, own, start);
                if (manager is null || (manager.Id != own.Id && diary.Cadences.Any(other => other.ManagerId == manager.Id)))
                {
                    continue;
                }

                if (!taken.Add((manager.Id, date)))
                {
                    continue;
                }

                var drop =
                    Unfit(diary, manager, start) ?? (HasCalendarDay(calendar, manager, start) ? DroppedBecause.CalendarInstead : null);
                yield return new Candidate(manager, OccasionKey.Of(date), start, start + CadenceLength, start, drop);
            }
        }
    }

    private static Planned? Successor(ReportDiary diary, Planned former, Instant start) =>
        diary
            .Lines.Where(_ => diary.Lines.Any(line => line.ManagerId == former.Id && line.Until <= former.DayOf(start)))
            .Where(line => line.HoldsOn(diary.People[line.ManagerId].DayOf(start)))
            .OrderByDescending(line => line.From)
            .Select(line => diary.People[line.ManagerId])
            .FirstOrDefault();

    /// <summary>
    /// A day counts as the calendar's where the pair has a 1:1 on it, called one off on it, or moved one away from it: in each case a brief
    /// for the cadence would be for a 1:1 that does not take place.
    /// </summary>
    private static bool HasCalendarDay(List<Candidate> calendar, Planned manager, Instant start)
    {
        var day = manager.DayOf(start);
        return calendar.Exists(event_ =>
            event_.Manager.Id == manager.Id && (manager.DayOf(event_.Start) == day || manager.DayOf(event_.OriginalStart) == day)
        );
    }

    /// <summary>Of overlapping 1:1s of a pair, the one whose brief is out stays; otherwise the one that starts earlier, then the smaller key.</summary>
    private static List<Candidate> WithoutDuplicates(ReportDiary diary, IReadOnlyList<Candidate> found, Instant now)
    {
        var kept = new List<Candidate>();
        var settled = new List<Candidate>();
        var ordered = found
            .OrderByDescending(one => Find(diary, one) is { State: OccurrenceState.Planned, Revisions: > 0 })
            .ThenBy(one => one.Start)
            .ThenBy(one => one.Key, StringComparer.Ordinal);
        foreach (var one in ordered)
        {
            if (one.Drop is not null || !IsOpen(diary, one, now))
            {
                settled.Add(one);
            }
            else if (kept.Exists(other => other.Manager.Id == one.Manager.Id && other.Overlaps(one)))
            {
                settled.Add(one with { Drop = DroppedBecause.Duplicate });
            }
            else
            {
                kept.Add(one);
                settled.Add(one);
            }
        }

        return settled;
    }

    private static Occurrence? Find(ReportDiary diary, Candidate candidate) =>
        diary.Known.GetValueOrDefault((candidate.Manager.Id, candidate.Key));
}
