using NodaTime;

namespace PerfSignal.Bot.Calendars.Ics;

/// <summary>The four forms of a time in a calendar (RFC 5545 3.3.4, 3.3.5).</summary>
public enum IcsTimeKind
{
    /// <summary>A date without time: an all-day event.</summary>
    Date,

    /// <summary>A local time of whoever looks at it.</summary>
    Floating,
    Utc,

    /// <summary>A local time in a named zone.</summary>
    Zoned,
}

/// <summary>A time as it stands in a calendar; the zone is set for zoned times only.</summary>
public sealed record IcsTime(LocalDateTime Local, IcsTimeKind Kind, DateTimeZone? Zone = null)
{
    public static IcsTime OnDate(LocalDate date) => new(date.AtMidnight(), IcsTimeKind.Date);

    public static IcsTime At(Instant instant) => new(instant.InUtc().LocalDateTime, IcsTimeKind.Utc);

    public static IcsTime In(DateTimeZone zone, LocalDateTime local) => new(local, IcsTimeKind.Zoned, zone);

    public bool IsDate => Kind == IcsTimeKind.Date;

    /// <summary>The zone in which this time is local; dates and floating times take the one given.</summary>
    public DateTimeZone ZoneOr(DateTimeZone otherwise) => Kind == IcsTimeKind.Utc ? DateTimeZone.Utc : Zone ?? otherwise;

    /// <summary>The instant; dates and floating times are taken in the given zone.</summary>
    public Instant ToInstant(DateTimeZone otherwise) => Map(Local, ZoneOr(otherwise));

    /// <summary>
    /// The instant of a local time: one skipped by a clock change is read with the offset before the gap, one that occurs twice is the
    /// first (RFC 5545 3.3.5, form 3).
    /// </summary>
    public static Instant Map(LocalDateTime local, DateTimeZone zone) => zone.AtLeniently(local).ToInstant();
}

/// <summary>A duration (RFC 5545 3.3.6): days follow the calendar, the rest is exact.</summary>
public sealed record IcsDuration(int Days, Duration Exact)
{
    public Instant EndOf(LocalDateTime local, DateTimeZone zone) => IcsTime.Map(local.PlusDays(Days), zone) + Exact;
}

/// <summary>A further instance (RDATE), with its own end or duration where it was given as a period.</summary>
public sealed record IcsExtraDate(IcsTime Start, IcsTime? End = null, IcsDuration? Duration = null);
