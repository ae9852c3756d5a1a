using Microsoft.EntityFrameworkCore;
using NodaTime;
using NodaTime.Text;
using PerfSignal.Core.Data;
using PerfSignal.Core.People;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Core.Calendar;

/// <summary>Reads what bears on the 1:1s of some reports in a handful of queries.</summary>
internal sealed class Diaries(PerfSignalData data, Organization organization, PilotDay pilot)
{
    private static readonly InstantPattern Day = InstantPattern.CreateWithInvariantCulture("uuuuMMdd");

    /// <summary>Values in one IN list; three of them stay under the 2 100 parameters that SQL Server allows.</summary>
    private const int Some = 500;

    public async Task<IReadOnlyList<ReportDiary>> Load(Guid[] reports, Instant from, Instant until, CancellationToken ct)
    {
        var lines = (await data.ReportingLines.AsNoTracking().Where(line => reports.Contains(line.ReportId)).ToListAsync(ct)).ToLookup(
            line => line.ReportId
        );
        var cadences = (await data.Cadences.AsNoTracking().Where(row => reports.Contains(row.ReportId)).ToListAsync(ct)).ToLookup(row =>
            row.ReportId
        );
        var known = await data.Occurrences.Where(row => reports.Contains(row.ReportId) && row.Start >= from).ToListAsync(ct);
        var meetings = await Meetings(reports, from, until, known, ct);
        known.AddRange(await KnownBefore(reports, from, meetings, ct));

        var byReport = known.ToLookup(row => row.ReportId);
        var byPerson = meetings
            .Values.SelectMany(row => new[] { (Person: row.OwnerId, Row: row), (Person: row.OtherId, Row: row) })
            .ToLookup(pair => pair.Person, pair => pair.Row);
        var people = await People(
            [
                .. reports,
                .. lines.SelectMany(line => line.Select(row => row.ManagerId)),
                .. cadences.SelectMany(row => row.Select(one => one.ManagerId)),
                .. meetings.Values.SelectMany(row => new[] { row.OwnerId, row.OtherId }),
                .. known.Select(row => row.ManagerId),
            ],
            ct
        );
        return
        [
            .. reports
                .Where(people.ContainsKey)
                .Select(report => new ReportDiary(
                    people[report],
                    [.. lines[report]],
                    [.. byPerson[report]],
                    [.. cadences[report]],
                    byReport[report].ToDictionary(row => (row.ManagerId, row.Key)),
                    people
                )),
        ];
    }

    /// <summary>
    /// Meetings that are, or originally were, in the window, and every copy of what was moved into it or of what an occurrence stands for:
    /// copies of one event may disagree about where it is.
    /// </summary>
    private async Task<Dictionary<Guid, Meeting>> Meetings(
        Guid[] reports,
        Instant from,
        Instant until,
        List<Occurrence> known,
        CancellationToken ct
    )
    {
        // Original starts sort as text; a day more on either side leaves room for zones.
        var (firstDay, lastDay) = (Day.Format(from - Duration.FromDays(1)), Day.Format(until + Duration.FromDays(2)));
        var owned = data.Meetings.AsNoTracking().Where(row => reports.Contains(row.OwnerId));
        var shared = data.Meetings.AsNoTracking().Where(row => reports.Contains(row.OtherId));
        var found = new Dictionary<Guid, Meeting>();
        foreach (var mine in new[] { owned, shared })
        {
#pragma warning disable CA1309 // The database compares; digits sort alike in every collation.
            Keep(
                found,
                await mine.Where(row =>
                        (row.Start >= from && row.Start < until)
                        || (string.Compare(row.OriginalStart, firstDay) >= 0 && string.Compare(row.OriginalStart, lastDay) < 0)
                    )
                    .ToListAsync(ct)
            );
#pragma warning restore CA1309
        }

        var elsewhere = found
            .Values.Select(OccasionKey.Of)
            .Concat(known.Select(row => row.Key).Where(key => !OccasionKey.IsCadence(key)))
            .Where(key =>
                OccasionKey.OriginalStart(key) is var start
                && (string.CompareOrdinal(start, firstDay) < 0 || string.CompareOrdinal(start, lastDay) >= 0)
            )
            .ToHashSet(StringComparer.Ordinal);
        foreach (var keys in elsewhere.Chunk(Some))
        {
            var uids = keys.Select(OccasionKey.Uid).Distinct(StringComparer.Ordinal).ToArray();
            var starts = keys.Select(OccasionKey.OriginalStart).Distinct(StringComparer.Ordinal).ToArray();
            foreach (var mine in new[] { owned, shared })
            {
                var copies = await mine.Where(row => uids.Contains(row.Uid) && starts.Contains(row.OriginalStart)).ToListAsync(ct);
                Keep(found, copies.Where(row => elsewhere.Contains(OccasionKey.Of(row))));
            }
        }

        return found;
    }

    /// <summary>Occurrences of the past whose event was moved into the window: found by key, so that they are not planned a second time.</summary>
    private async Task<List<Occurrence>> KnownBefore(Guid[] reports, Instant from, Dictionary<Guid, Meeting> meetings, CancellationToken ct)
    {
        var older = new List<Occurrence>();
        foreach (var keys in meetings.Values.Where(IsMoved).Select(OccasionKey.Of).Distinct(StringComparer.Ordinal).Chunk(Some))
        {
            older.AddRange(
                await data
                    .Occurrences.Where(row => reports.Contains(row.ReportId) && row.Start < from && keys.Contains(row.Key))
                    .ToListAsync(ct)
            );
        }

        return older;
    }

    private static bool IsMoved(Meeting row) => OccasionKey.Original(row.OriginalStart) != row.Start;

    private static void Keep(Dictionary<Guid, Meeting> found, IEnumerable<Meeting> rows)
    {
        foreach (var row in rows)
        {
            found[row.Id] = row;
        }
    }

    private async Task<Dictionary<Guid, Planned>> People(IEnumerable<Guid> ids, CancellationToken ct)
    {
        var people = new Dictionary<Guid, Planned>();
        foreach (var some in ids.Distinct().Chunk(Some))
        {
            foreach (var person in await data.People.AsNoTracking().Where(row => some.Contains(row.Id)).ToListAsync(ct))
            {
                people[person.Id] = new Planned(person.Id, person.HireDate, person.LastDay, SettingsOf(person), pilot.Takes(person));
            }
        }

        return people;
    }

    private BriefSettings SettingsOf(Person person) => BriefSettings.Of(person, organization);
}
