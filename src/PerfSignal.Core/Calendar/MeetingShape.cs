namespace PerfSignal.Core.Calendar;

/// <summary>Why an event of a calendar is not kept.</summary>
public enum PassedOver
{
    AllDay,

    /// <summary>Nobody but the owner takes part.</summary>
    Alone,
    MoreThanTwo,

    /// <summary>The other is not in the directory.</summary>
    Outsider,

    /// <summary>Neither reports to the other: what they meet for is not ours to know.</summary>
    NotReporting,

    /// <summary>No pilot wave takes in both of the two yet.</summary>
    NotInPilot,
}

/// <summary>Whether an event is one of exactly two people of the directory: rooms do not count, the organizer and the owner do.</summary>
public static class MeetingShape
{
    /// <returns>The other person, or why the event is not kept.</returns>
    public static (Guid? Other, PassedOver? Reason) Of(CalendarInstance instance, string owner, IReadOnlyDictionary<string, Guid> directory)
    {
        if (instance.AllDay)
        {
            return (null, PassedOver.AllDay);
        }

        var people = instance.Attendees.Where(IsHuman).Select(attendee => attendee.Email).ToHashSet(StringComparer.OrdinalIgnoreCase);
        people.Add(owner);
        if (
            instance.OrganizerEmail is { Length: > 0 } organizer
            && !instance.Attendees.Any(attendee => IsPlace(attendee) && Same(attendee.Email, organizer))
        )
        {
            people.Add(organizer);
        }

        if (people.Count != 2 || HasGroup(instance))
        {
            return (null, people.Count == 1 && !HasGroup(instance) ? PassedOver.Alone : PassedOver.MoreThanTwo);
        }

        var other = people.First(email => !Same(email, owner));
        return directory.TryGetValue(other.ToLowerInvariant(), out var id) ? (id, null) : (null, PassedOver.Outsider);
    }

    /// <summary>Somebody who sent another in their place does not come (PARTSTAT=DELEGATED, RFC 5545 3.2.12).</summary>
    public static MeetingState StateOf(CalendarInstance instance) =>
        instance.Cancelled ? MeetingState.Cancelled
        : instance.Attendees.Any(attendee => IsHuman(attendee) && attendee.Answer is (AttendeeAnswer.Declined or AttendeeAnswer.Delegated))
            ? MeetingState.Declined
        : MeetingState.Confirmed;

    /// <summary>CUTYPE is often left out or UNKNOWN for people (RFC 5545 3.2.3 makes INDIVIDUAL the default).</summary>
    private static bool IsHuman(Attendee attendee) => attendee.Kind is AttendeeKind.Person or AttendeeKind.Unknown;

    private static bool HasGroup(CalendarInstance instance) => instance.Attendees.Any(attendee => attendee.Kind == AttendeeKind.Group);

    private static bool IsPlace(Attendee attendee) => attendee.Kind is AttendeeKind.Room or AttendeeKind.Resource;

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
