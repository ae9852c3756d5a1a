using Microsoft.EntityFrameworkCore;
using NodaTime;
using PerfSignal.Core.Data;
using PerfSignal.Core.Governance;
using PerfSignal.Core.People;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Core.Signals;

/// <summary>A figure that waits for somebody to look at it.</summary>
/// <param name="Number">Its id: eight hexadecimal digits that nobody else has.</param>
public sealed record SetAside(string Number, string Email, string MetricKey, string? Currency, LocalDate WindowEnd, string Reason);

/// <summary>The figures that the anomaly guard set aside, for the operator: what waits, and what was found to be right. The values stay out of sight.</summary>
public sealed class QuarantineReview(PerfSignalData data, Access access, Audit audit, TimeProvider clock)
{
    /// <summary>Older ones are of windows that nobody is shown any more.</summary>
    private static readonly Period Recent = Period.FromDays(30);

    /// <summary>What waits, newest first; of the same oddity seen on several days the newest.</summary>
    public async Task<IReadOnlyList<SetAside>> Waiting(CancellationToken ct)
    {
        var since = clock.Now().InUtc().Date - Recent;
        var rows = await access
            .ForService<Quarantine>()
            .AsNoTracking()
            .Where(row => row.ReleasedAt == null && row.WindowEnd >= since)
            .Join(data.People, row => row.PersonId, person => person.Id, (row, person) => new { Row = row, person.Email })
            .ToListAsync(ct);
        return
        [
            .. rows.GroupBy(pair => (pair.Email, pair.Row.MetricKey, pair.Row.Currency, pair.Row.Reason))
                .Select(group => group.OrderByDescending(pair => pair.Row.WindowEnd).ThenBy(pair => pair.Row.Id).First())
                .OrderByDescending(pair => pair.Row.WindowEnd)
                .ThenBy(pair => pair.Email, StringComparer.Ordinal)
                .ThenBy(pair => pair.Row.MetricKey, StringComparer.Ordinal)
                .Select(pair => new SetAside(
                    Number(pair.Row.Id),
                    pair.Email,
                    pair.Row.MetricKey,
                    pair.Row.Currency,
                    pair.Row.WindowEnd,
                    pair.Row.Reason
                )),
        ];
    }

    /// <summary>Lets a figure through for as long as the oddity lies in its window; the log says who looked at it.</summary>
    /// <returns>The figure, or null where none of this number waits.</returns>
    public async Task<SetAside?> Release(string number, Person by, CancellationToken ct)
    {
        if ((await Waiting(ct)).FirstOrDefault(one => one.Number.Equals(number, StringComparison.OrdinalIgnoreCase)) is not { } found)
        {
            return null;
        }

        var person = await data.People.AsNoTracking().SingleAsync(person => person.Email == found.Email, ct);
        var rows = await access
            .ForService<Quarantine>()
            .Where(row =>
                row.PersonId == person.Id && row.MetricKey == found.MetricKey && row.Reason == found.Reason && row.ReleasedAt == null
            )
            .ToListAsync(ct);
        foreach (var row in rows.Where(row => row.Currency == found.Currency))
        {
            row.Release(by.Id, clock.Now());
        }

        await audit.Add(by.Id, "released", found.MetricKey, person.Id, ct: ct);
        await data.SaveChangesAsync(ct);
        return found;
    }

    /// <summary>The end of the id: its beginning is the time, which rows of one moment share.</summary>
    private static string Number(Guid id) => id.ToString("N")[^8..];
}
