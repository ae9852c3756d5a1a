using NodaTime;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Core.Broadcasts;

/// <summary>When the clock of each zone on earth reaches a local date and time.</summary>
/// <remarks>
/// A time that daylight saving skips counts when the clock shows a later one, a time that comes twice counts once, at the first, and on a date that a
/// zone skipped altogether the moment is when the next one begins.
/// </remarks>
internal sealed class ZoneMoments
{
    private readonly (string Zone, Instant At)[] moments;

    private ZoneMoments(LocalDateTime local) =>
        moments = [
            .. DateTimeZoneProviders
                .Tzdb.Ids.Select(id => (Zone: id, At: DateTimeZoneProviders.Tzdb[id].ClockReaches(local)))
                .OrderBy(moment => moment.At),
        ];

    public static ZoneMoments Of(LocalDateTime local) => new(local);

    /// <summary>After it no clock is to reach the time any more.</summary>
    public Instant Last => moments[^1].At;

    /// <summary>The zones whose clock has reached it.</summary>
    public IReadOnlyList<string> Reached(Instant now) => [.. moments.TakeWhile(moment => moment.At <= now).Select(moment => moment.Zone)];

    /// <summary>When the next zone is to reach it; null where all have.</summary>
    public Instant? Next(Instant now) => Array.Find(moments, moment => moment.At > now) is { Zone: not null } next ? next.At : null;
}
