using Microsoft.EntityFrameworkCore;
using NodaTime;
using PerfSignal.Core.Data;

namespace PerfSignal.Core.People;

/// <summary>A manager and their report on a date.</summary>
public sealed record Pair(Person Manager, Person Report)
{
    public Person Other(Guid one) => one == Manager.Id ? Report : Manager;

    /// <summary>The pair that two people are on a date, whichever of them manages; null where neither manages the other.</summary>
    public static async Task<Pair?> Of(PerfSignalData data, Guid one, Guid other, LocalDate date, CancellationToken ct)
    {
        var line = await data.ReportingLines.FirstOrDefaultAsync(
            row =>
                ((row.ManagerId == one && row.ReportId == other) || (row.ManagerId == other && row.ReportId == one))
                && row.From <= date
                && (row.Until == null || row.Until > date),
            ct
        );
        if (line is null)
        {
            return null;
        }

        var people = await data.People.Where(person => person.Id == one || person.Id == other).ToDictionaryAsync(person => person.Id, ct);
        var pair = new Pair(people[line.ManagerId], people[line.ReportId]);
        return pair.Manager.WorksOn(date) && pair.Report.WorksOn(date) ? pair : null;
    }

    /// <summary>Every pair that a person is in on a date: their manager first, then their reports by name.</summary>
    public static async Task<IReadOnlyList<Pair>> AllOf(PerfSignalData data, Person person, LocalDate date, CancellationToken ct)
    {
        var id = person.Id;
        var lines = await data
            .ReportingLines.Where(row =>
                (row.ManagerId == id || row.ReportId == id) && row.From <= date && (row.Until == null || row.Until > date)
            )
            .Join(data.People, row => row.ManagerId, manager => manager.Id, (row, manager) => new { row.ReportId, Manager = manager })
            .Join(data.People, row => row.ReportId, report => report.Id, (row, report) => new { row.Manager, Report = report })
            .ToListAsync(ct);
        return
        [
            .. lines
                .Select(line => new Pair(line.Manager, line.Report))
                .Where(pair => pair.Manager.WorksOn(date) && pair.Report.WorksOn(date))
                .OrderBy(pair => pair.Report.Id == person.Id ? 0 : 1)
                .ThenBy(pair => pair.Report.Name, StringComparer.Ordinal),
        ];
    }
}
