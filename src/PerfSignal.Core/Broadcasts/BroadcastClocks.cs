using Microsoft.EntityFrameworkCore;
using NodaTime;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Governance;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Core.Broadcasts;

/// <summary>When a broadcast leaves for the recipients of one zone.</summary>
/// <param name="People">How many of the audience live by this clock.</param>
public sealed record ZoneTime(string ZoneId, LocalDateTime Local, Instant At, int People);

/// <summary>Tells the time of a broadcast on the clocks of those who get it.</summary>
public sealed class BroadcastClocks(AudienceFinder audience)
{
    /// <summary>One entry for each zone of the audience, by instant and then by local time; empty where it leaves as soon as it may.</summary>
    public async Task<IReadOnlyList<ZoneTime>> Of(Viewer viewer, Broadcast broadcast, DateTimeZone authors, CancellationToken ct)
    {
        if (broadcast.Timing == SendTiming.Now || broadcast.OnDate is not { } date || broadcast.AtTime is not { } time)
        {
            return [];
        }

        var people = await audience.Shown(viewer, broadcast, ct);
        var zones = await people
            .GroupBy(person => person.ChosenTimeZone ?? person.TimeZone)
            .Select(group => new { Id = group.Key, People = group.Count() })
            .ToListAsync(ct);
        var local = date + time;
        var sender = broadcast.Zone is { } kept ? Zones.Of(kept) : authors;
        return
        [
            .. zones
                .Select(zone =>
                {
                    var clock = Zones.Of(zone.Id);
                    var at = (broadcast.Timing == SendTiming.AuthorTime ? sender : clock).ClockReaches(local);
                    return new ZoneTime(zone.Id, at.InZone(clock).LocalDateTime, at, zone.People);
                })
                .OrderBy(zone => zone.At)
                .ThenBy(zone => zone.Local)
                .ThenBy(zone => zone.ZoneId, StringComparer.Ordinal),
        ];
    }

    /// <summary>The other clock's times: the author's where recipients have each their own, else theirs; the first and the last.</summary>
    public static BroadcastFact? Other(Broadcast broadcast, IReadOnlyList<ZoneTime> zones, Reader reader)
    {
        if (zones.Count == 0)
        {
            return null;
        }

        var (first, last) = (zones[0], zones[^1]);
        return broadcast.Timing == SendTiming.RecipientTime
            ? new BroadcastFact(
                reader.Say("nudge_fact_yours"),
                Span(reader.DateAndTime(first.At), first, reader.DateAndTime(last.At), last, reader)
            )
            : new BroadcastFact(
                reader.Say("nudge_fact_theirs"),
                Span(Local(first.Local, reader), first, Local(last.Local, reader), last, reader)
            );
    }

    public static string Local(LocalDateTime local, Reader reader) =>
        $"{reader.Date(local.Date)}, {local.TimeOfDay.ToString("HH:mm", reader.Culture)}";

    private static string Span(string from, ZoneTime first, string to, ZoneTime last, Reader reader) =>
        from == to
            ? reader.Say("nudge_span_one", ("first", from), ("firstZone", first.ZoneId))
            : reader.Say("nudge_span", ("first", from), ("firstZone", first.ZoneId), ("last", to), ("lastZone", last.ZoneId));
}
