namespace PerfSignal.Core.Calendar;

/// <summary>Settles what holds when the same event stands in both people's calendars and the copies disagree.</summary>
/// <remarks>
/// A file that was imported once does not count for an owner whose calendar is read over the network. Copies with a lower SEQUENCE are stale
/// and do not count; one without any is as fresh as its last reading and always does. Among those left, one that is cancelled or declined
/// settles the state, since either of the two may call a 1:1 off, and the organizer's copy settles the time (RFC 5546 1.4: the organizer owns
/// the event); without an organizer's copy, that of the owner with the smaller id, so that the answer does not depend on the order of reading.
/// </remarks>
public static class MeetingCopies
{
    private const string File = "ics";

    /// <param name="copies">At least one row, all of the same two people, UID and original start.</param>
    public static (Meeting Truth, MeetingState State) Settle(IEnumerable<Meeting> copies)
    {
        var rows = copies.GroupBy(copy => copy.OwnerId).SelectMany(Live).ToList();
        var newest = rows.Max(copy => copy.Sequence);
        var current = rows.Where(copy => copy.Sequence == newest || copy.Sequence == CalendarInstance.NoSequence).ToList();
        var truth = current
            .OrderByDescending(copy => copy.Organizes)
            .ThenBy(copy => copy.OwnerId)
            .ThenBy(copy => copy.Source, StringComparer.Ordinal)
            .First();
        var state =
            current.Exists(copy => copy.State == MeetingState.Cancelled) ? MeetingState.Cancelled
            : current.Exists(copy => copy.State == MeetingState.Declined) ? MeetingState.Declined
            : MeetingState.Confirmed;
        return (truth, state);
    }

    private static IEnumerable<Meeting> Live(IEnumerable<Meeting> ofOneOwner)
    {
        var rows = ofOneOwner.ToList();
        return rows.Exists(row => row.Source != File) ? rows.Where(row => row.Source != File) : rows;
    }
}
