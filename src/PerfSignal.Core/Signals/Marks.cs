using Microsoft.EntityFrameworkCore;
using NodaTime;
using PerfSignal.Core.Contests;
using PerfSignal.Core.Data;
using PerfSignal.Core.Governance;
using PerfSignal.Core.People;

namespace PerfSignal.Core.Signals;

/// <summary>What stands beside people's figures: readings of sources, contests, context notes and quarantines.</summary>
internal sealed class Marks
{
    public required IReadOnlyDictionary<string, Instant> Readings { get; init; }
    private ILookup<Guid, Contest> Contests { get; init; } = null!;
    private ILookup<Guid, ContextNote> Notes { get; init; } = null!;
    private ILookup<Guid, Quarantine> Quarantines { get; init; } = null!;

    /// <summary>Days of the longest window: a release holds as long as the windows share a day.</summary>
    private const int LongestWindow = 90;

    public static async Task<Marks> Read(PerfSignalData data, Access access, IReadOnlyList<Guid> people, Instant at, CancellationToken ct)
    {
        // A window ends with the day of the instant in the person's zone, which is at most a day from the one in UTC.
        var today = at.InUtc().Date;
        var (from, to) = (today.PlusDays(-1 - LongestWindow), today.PlusDays(1));
        return new Marks
        {
            Readings = await data.Set<SourceReading>().AsNoTracking().ToDictionaryAsync(row => row.Source, row => row.ReadAt, ct),
            Contests = (
                await access
                    .ForService<Contest>()
                    .AsNoTracking()
                    .Where(row => people.Contains(row.PersonId))
                    .Where(Contest.Stands)
                    .ToListAsync(ct)
            ).ToLookup(row => row.PersonId),
            Notes = (
                await access
                    .ForService<ContextNote>()
                    .AsNoTracking()
                    .Where(row => people.Contains(row.PersonId) && row.MetricKey != null)
                    .ToListAsync(ct)
            ).ToLookup(row => row.PersonId),
            Quarantines = (
                await access
                    .ForService<Quarantine>()
                    .AsNoTracking()
                    .Where(row => people.Contains(row.PersonId) && row.WindowEnd >= from && row.WindowEnd <= to)
                    .ToListAsync(ct)
            ).ToLookup(row => row.PersonId),
        };
    }

    public IReadOnlyCollection<Released> Released(Guid person) =>
        [
            .. Quarantines[person]
                .Where(row => row.ReleasedAt is not null)
                .Select(row => new Released(row.MetricKey, row.Currency, row.Reason, row.WindowEnd)),
        ];

    public bool IsSetAside(Guid person, Figure figure) =>
        Quarantines[person]
            .Any(row => (row.MetricKey, row.Currency, row.WindowEnd) == (figure.MetricKey, figure.Currency, figure.WindowEnd));

    /// <summary>The figure marked as contested while a contest is open and after it was upheld, with the newest note of its window.</summary>
    public Figure On(Person person, Figure figure)
    {
        var since = person.Zone.AtStartOfDay(figure.WindowStart).ToInstant();
        return figure with
        {
            Contested = Contests[person.Id].Any(row => row.MetricKey == figure.MetricKey),
            ContextNote = Notes[person.Id].Where(row => row.MetricKey == figure.MetricKey && row.At >= since).MaxBy(row => row.At)?.Text,
        };
    }
}
