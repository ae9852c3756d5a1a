using Microsoft.EntityFrameworkCore;
using NodaTime;
using PerfSignal.Core.Data;
using PerfSignal.Core.Governance;
using PerfSignal.Core.Imports;
using PerfSignal.Core.People;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Core.Calendar;

/// <summary>Reads cadences.csv: checks every line first, then writes all of it or nothing. Doing it again changes nothing.</summary>
public sealed class CadencesImport(PerfSignalData data, PilotGate pilot, Audit audit, TimeProvider clock)
{
    public async Task<ImportResult> Run(TextReader file, CancellationToken ct)
    {
        using var table = CsvTable.Open(file, CadenceRow.Columns);
        var rows = table.Rows().Select(CadenceRow.Read).OfType<CadenceRow>().ToList();
        var people = await data
            .People.Select(person => new { person.Email, person.Id })
            .ToDictionaryAsync(person => person.Email, person => person.Id, ct);
        List<ImportProblem> problems = [.. table.Problems, .. Check(rows, people)];
        if (problems.Count > 0)
        {
            return ImportResult.Refused(problems);
        }

        var inside = await pilot.Of([.. rows.SelectMany(row => new[] { people[row.ManagerEmail], people[row.ReportEmail] })], ct);
        var outside = rows.Where(row => !inside.Contains(people[row.ManagerEmail]) || !inside.Contains(people[row.ReportEmail])).ToList();
        rows = [.. rows.Except(outside)];
        var stored = await data.Cadences.ToDictionaryAsync(row => (row.ManagerId, row.ReportId), ct);
        outside.ForEach(row => stored.Remove((people[row.ManagerEmail], people[row.ReportEmail])));
        var (added, changed) = (0, 0);
        foreach (var row in rows)
        {
            var pair = (people[row.ManagerEmail], people[row.ReportEmail]);
            if (stored.Remove(pair, out var cadence))
            {
                changed += Update(cadence, row) ? 1 : 0;
            }
            else
            {
                data.Add(Create(row, pair));
                added++;
            }
        }

        if (added + changed > 0)
        {
            await audit.Add(null, "imported", "cadences", ct: ct);
        }

        await data.SaveChangesAsync(ct);
        var warnings = await NotManaged(rows, people, ct);
        var emails = people.ToDictionary(person => person.Value, person => person.Key);
        return ImportResult.Written(
            added,
            changed,
            rows.Count - added - changed,
            [.. stored.Keys.Select(pair => $"{emails[pair.ManagerId]} with {emails[pair.ReportId]}").Order(StringComparer.Ordinal)]
        ) with
        {
            Warnings = warnings,
            NotInPilot = outside.Count,
        };
    }

    /// <summary>Rhythms that will never give a brief as people.csv stands: most often the two addresses are exchanged.</summary>
    private async Task<List<ImportProblem>> NotManaged(List<CadenceRow> rows, Dictionary<string, Guid> people, CancellationToken ct)
    {
        var lines = (await data.ReportingLines.AsNoTracking().ToListAsync(ct)).ToLookup(line => (line.ManagerId, line.ReportId));
        return
        [
            .. rows.Where(row =>
                    !lines[(people[row.ManagerEmail], people[row.ReportEmail])]
                        .Any(line => line.Until is null || line.Until > LocalDate.Max(row.Starts, Today(row)))
                )
                .Select(row => new ImportProblem(
                    row.Line,
                    "manager_email",
                    $"{row.ManagerEmail} is not the manager of {row.ReportEmail}, so there are no briefs for this pair; correct the line or import people first."
                )),
        ];
    }

    private LocalDate Today(CadenceRow row) => clock.Now().InZone(Zones.Of(row.TimeZone)).Date;

    private static IEnumerable<ImportProblem> Check(List<CadenceRow> rows, Dictionary<string, Guid> people)
    {
        foreach (var row in rows)
        {
            foreach (var (column, email) in new[] { ("manager_email", row.ManagerEmail), ("report_email", row.ReportEmail) })
            {
                if (!people.ContainsKey(email))
                {
                    yield return new ImportProblem(
                        row.Line,
                        column,
                        $"'{CsvRow.Shown(email)}' is not in the directory; import people first or correct the address."
                    );
                }
            }
        }

        foreach (var same in rows.GroupBy(row => (row.ManagerEmail, row.ReportEmail)))
        {
            foreach (var again in same.Skip(1))
            {
                yield return new ImportProblem(
                    again.Line,
                    "report_email",
                    $"This pair already stands in line {same.First().Line}; keep one of the two."
                );
            }
        }
    }

    private Cadence Create(CadenceRow row, (Guid Manager, Guid Report) pair) =>
        new()
        {
            Id = clock.NewId(),
            ManagerId = pair.Manager,
            ReportId = pair.Report,
            Weekday = row.Weekday,
            Time = row.Time,
            TimeZone = row.TimeZone,
            EveryWeeks = row.EveryWeeks,
            Starts = row.Starts,
        };

    private bool Update(Cadence cadence, CadenceRow row)
    {
        cadence.Weekday = row.Weekday;
        cadence.Time = row.Time;
        cadence.TimeZone = row.TimeZone;
        cadence.EveryWeeks = row.EveryWeeks;
        cadence.Starts = row.Starts;
        return data.Entry(cadence).State == EntityState.Modified;
    }
}
