using NodaTime;
using PerfSignal.Core.People;

namespace PerfSignal.Core.Calendar;

/// <summary>Why a calendar could not be read; decides when it is tried again, and what the doctor says.</summary>
public enum CalendarTrouble
{
    /// <summary>The source asks to wait; for everybody.</summary>
    Throttled,

    /// <summary>May work later.</summary>
    Transient,

    /// <summary>The source does not accept us at all: a wrong or ended secret, a consent that is missing. For everybody.</summary>
    Unauthorized,

    /// <summary>This one calendar may not be read, by the administrator's policy.</summary>
    Forbidden,

    /// <summary>The person has no calendar there.</summary>
    NoCalendar,

    /// <summary>The answer was not what the source's description says.</summary>
    Invalid,
}

/// <summary>How a reading ended.</summary>
public abstract record CalendarSync
{
    private CalendarSync() { }

    /// <param name="Reading">Everything within the window (<see cref="CalendarReading.WholeSeries"/> null), or what changed since the cursor.</param>
    /// <param name="Cursor">To continue from; null where the source has no such thing and reads everything each time.</param>
    /// <param name="Full">Whether it is a full reading of the window; also where a cursor was given and the source no longer took it.</param>
    public sealed record Done(CalendarReading Reading, string? Cursor, bool Full) : CalendarSync;

    /// <summary>Nothing changed since the cursor.</summary>
    public sealed record Same(string? Cursor) : CalendarSync;

    /// <param name="Word">The source's error word or status, for the operator; never a text of the calendar.</param>
    public sealed record Failed(CalendarTrouble Trouble, string Word, Duration? RetryAfter = null) : CalendarSync;
}

/// <summary>A source of calendars over the network; implementations never throw for what the source answers.</summary>
public interface ICalendar
{
    /// <summary>At most 16 characters: `graph`, `google`, `feed`.</summary>
    string Source { get; }

    /// <summary>Whether this source has a calendar for the person at all, such as a feed that was set for them.</summary>
    bool Has(Person owner);

    /// <param name="cursor">What the last reading gave; null for a full one.</param>
    /// <param name="window">For a full reading: events that touch it. With a cursor it is the window of the reading that the cursor came from.</param>
    Task<CalendarSync> Read(Person owner, string? cursor, Interval window, CancellationToken ct);
}
