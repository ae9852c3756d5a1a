using NodaTime;

namespace PerfSignal.Core.Calendar;

/// <summary>When a calendar is read, and how much of it.</summary>
/// <remarks>
/// Ten thousand people make 83 requests a second, spread evenly, mostly empty answers. Microsoft Graph allows an app 10 000 requests in ten
/// minutes for each mailbox and four at once (https://learn.microsoft.com/graph/throttling-limits#outlook-service-limits), of which this is
/// five. Google allows a project 10 000 a minute and 600 for each user
/// (https://developers.google.com/workspace/calendar/api/guides/quota), of which this is half.
/// </remarks>
public static class SyncRules
{
    /// <summary>How often each calendar is read: with the plan made at once, new and moved 1:1s are planned well within five minutes.</summary>
    public static Duration Every { get; } = Duration.FromMinutes(2);

    /// <summary>
    /// A full reading mends what a source's reports of changes left out. It is many requests, so each person has it after five to seven days,
    /// lest all come on the same day.
    /// </summary>
    public static Duration FullEvery { get; } = Duration.FromDays(7);
    private static readonly Duration Spread = Duration.FromDays(2);

    /// <summary>The window of a cursor does not slide; a new one is opened while the planning horizon still fits in twice.</summary>
    public static Duration LeastAhead { get; } = Duration.FromDays(28);
    private static readonly Duration Back = Duration.FromDays(1);
    private static readonly Duration Ahead = Duration.FromDays(60);

    /// <summary>What nobody else may read meanwhile; longer than a round may last.</summary>
    public static Duration Lease { get; } = Duration.FromMinutes(4);

    /// <summary>A source that has not answered by then is tried again later.</summary>
    public static Duration Timeout { get; } = Duration.FromSeconds(45);
    private static readonly Duration Unaccepted = Duration.FromMinutes(15);
    private static readonly Duration LongestBackOff = Duration.FromMinutes(30);
    private static readonly Duration LongestWait = Duration.FromHours(1);

    public static Interval Window(Instant now) => new(now - Back, now + Ahead);

    public static bool NeedsFull(CalendarLink link, Instant now) =>
        link is not { Cursor: not null, WindowStart: { } start, WindowEnd: { } end }
        || end - now < LeastAhead
        || now - (start + Back) >= FullEvery - Spread * (Share(link.PersonId, salt: 1, 1000) / 1000.0);

    /// <summary>The person's own next turn: the same second of every two minutes, so that calendars never come all at once.</summary>
    public static Instant Turn(Guid person, Instant now)
    {
        var every = (long)Every.TotalMilliseconds;
        var passed = now.ToUnixTimeMilliseconds();
        var own = Share(person, salt: 0, (int)every);
        return Instant.FromUnixTimeMilliseconds(((passed - own) / every * every) + own + every);
    }

    /// <summary>When a calendar that could not be read is tried again.</summary>
    /// <param name="failures">How often in a row, with this one.</param>
    public static Instant Again(CalendarTrouble trouble, Guid person, int failures, Instant now) =>
        trouble switch
        {
            CalendarTrouble.Forbidden => Turn(person, now + Duration.FromHours(1)),
            CalendarTrouble.NoCalendar => Turn(person, now + Duration.FromDays(1)),
            _ => now + BackOff(person, failures),
        };

    /// <summary>Until when a source as a whole is left alone; null where only the one calendar is in trouble.</summary>
    public static Instant? Hold(CalendarSync.Failed failed, Instant now) =>
        failed.Trouble switch
        {
            CalendarTrouble.Throttled => now + Duration.Min(failed.RetryAfter ?? Duration.FromSeconds(30), LongestWait),
            CalendarTrouble.Unauthorized => now + Unaccepted,
            _ => null,
        };

    /// <summary>From one minute, doubled each time, up to half an hour; of that between a half and all, by person.</summary>
    private static Duration BackOff(Guid person, int failures)
    {
        var whole = Duration.Min(LongestBackOff, Duration.FromMinutes(Math.Pow(2, Math.Clamp(failures - 1, 0, 10))));
        return whole * 0.5 + whole * (0.5 * Share(person, failures, 1000) / 1000);
    }

    /// <summary>A number below the given one that depends on nothing but person and salt; version 7 ids are random in their last bytes.</summary>
    private static int Share(Guid person, int salt, int below)
    {
        Span<byte> bytes = stackalloc byte[16];
        person.TryWriteBytes(bytes);
        var mixed = (BitConverter.ToUInt32(bytes[12..]) + (uint)salt) * 2_654_435_761u;
        return (int)((mixed >> 4) % (uint)below);
    }
}
