using Microsoft.EntityFrameworkCore;
using PerfSignal.Core.Data;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Core.Calendar;

/// <summary>Gives an event that takes place once, and was moved before it did, the original start under which it is known.</summary>
/// <remarks>
/// One that is over and then dragged to another day is a new occasion: it keeps the start that the file says. What the other of the two people
/// has in their calendar counts too, since the first copy may have been read before the move and the second after it.
/// </remarks>
internal sealed class MovedEvents(PerfSignalData data, TimeProvider clock)
{
    public async Task<CalendarReading> Recognise(Guid ownerId, CalendarReading reading, CancellationToken ct)
    {
        var known = await Ahead(ownerId, [.. reading.Single.Select(CalendarImport.Uid)], ct);
        return known.Count == 0 ? reading : reading with { Instances = [.. reading.Instances.Select(Named)] };

        CalendarInstance Named(CalendarInstance instance) =>
            reading.Single.Contains(instance.Uid) && known.TryGetValue(CalendarImport.Uid(instance.Uid), out var original)
                ? instance with
                {
                    OriginalStart = original,
                }
                : instance;
    }

    /// <summary>Original starts by UID of what is not over yet.</summary>
    private async Task<Dictionary<string, string>> Ahead(Guid ownerId, string[] uids, CancellationToken ct)
    {
        var now = clock.Now();
        var known = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var some in uids.Chunk(500))
        {
            var rows = await data
                .Meetings.Where(row => (row.OwnerId == ownerId || row.OtherId == ownerId) && row.End > now && some.Contains(row.Uid))
                .Select(row => new { row.Uid, row.OriginalStart })
                .ToListAsync(ct);
            // Text in the form of a UTC time: the smallest is the earliest, whichever copy was read first.
            foreach (var same in rows.GroupBy(row => row.Uid, StringComparer.Ordinal))
            {
                known[same.Key] = same.Select(row => row.OriginalStart).Order(StringComparer.Ordinal).First();
            }
        }

        return known;
    }
}
