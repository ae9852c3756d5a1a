namespace PerfSignal.Core.Calendar;

/// <summary>What takes part in an event: a person, a room, or something else (CUTYPE of RFC 5545 3.2.3).</summary>
public enum AttendeeKind
{
    Person,
    Room,
    Resource,
    Group,
    Unknown,
}

/// <summary>The answer of a participant (PARTSTAT of RFC 5545 3.2.12).</summary>
public enum AttendeeAnswer
{
    NeedsAction,
    Accepted,
    Tentative,
    Declined,
    Delegated,
}

/// <summary>A participant of an event, without name or comment. Email is lower-case.</summary>
public sealed record Attendee(string Email, AttendeeKind Kind, AttendeeAnswer Answer);

/// <summary>One instance of an event, reduced to what planning needs: no title, no body, no place.</summary>
/// <remarks>
/// OriginalStart: the instance's start by the series' rule (RECURRENCE-ID normalised to UTC <c>yyyyMMddTHHmmssZ</c>, or <c>yyyyMMdd</c> for all-day,
/// or the start itself for a single event); identifies the instance when it was moved.
/// </remarks>
public sealed record CalendarInstance(
    string Uid,
    string OriginalStart,
    NodaTime.Instant Start,
    NodaTime.Instant End,
    bool AllDay,
    bool Cancelled,
    string? OrganizerEmail,
    IReadOnlyList<Attendee> Attendees,
    int Sequence
)
{
    /// <summary>For <see cref="Sequence"/>, where the source does not count revisions.</summary>
    public const int NoSequence = -1;

    /// <summary>
    /// The source's own id of the instance, by which it names what was removed; null in a calendar file. An instance of a series may be
    /// `SERIES/INSTANCE`: then it is taken out also when the source names the series alone.
    /// </summary>
    public string? ProviderId { get; init; }
}
