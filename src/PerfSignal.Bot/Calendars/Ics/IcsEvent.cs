using NodaTime;
using PerfSignal.Core.Calendar;

namespace PerfSignal.Bot.Calendars.Ics;

/// <summary>One VEVENT, reduced to what planning needs: no title, no description, no place, no attachment.</summary>
public sealed record IcsEvent
{
    public required string Uid { get; init; }
    public required IcsTime Start { get; init; }

    /// <summary>The end as a time; null when a duration or nothing was given.</summary>
    public IcsTime? End { get; init; }

    /// <summary>The duration; null when an end or nothing was given.</summary>
    public IcsDuration? Duration { get; init; }
    public RecurrenceRule? Rule { get; init; }
    public IReadOnlyList<IcsTime> ExceptDates { get; init; } = [];
    public IReadOnlyList<IcsExtraDate> ExtraDates { get; init; } = [];

    /// <summary>The original start of the instance that this event replaces; null for a series or a single event.</summary>
    public IcsTime? RecurrenceId { get; init; }

    /// <summary>Whether the replacement holds for all later instances too (RANGE=THISANDFUTURE).</summary>
    public bool ThisAndFuture { get; init; }
    public bool Cancelled { get; init; }
    public int Sequence { get; init; }

    /// <summary>When this version was written (DTSTAMP); the earliest instant when it was not given.</summary>
    public Instant Stamp { get; init; } = Instant.MinValue;

    /// <summary>Lower-case address of the organizer.</summary>
    public string? Organizer { get; init; }

    /// <summary>The participants; one without an e-mail address is kept with the address it has (such as <c>invalid:nomail</c>), so that it counts.</summary>
    public IReadOnlyList<Attendee> Attendees { get; init; } = [];

    /// <summary>The 1-based line on which the event begins.</summary>
    public int Line { get; init; } = 1;
}
