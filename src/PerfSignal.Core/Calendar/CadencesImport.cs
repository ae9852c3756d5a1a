using Microsoft.EntityFrameworkCore;
using PerfSignal.Core.Data;
using PerfSignal.Core.Governance;
using PerfSignal.Core.Imports;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Core.Calendar;

/// <summary>Reads cadences.csv: checks every line first, then writes all of it or nothing. Doing it again changes nothing.</summary>
public sealed class CadencesImport(PerfSignalData data, Audit audit, TimeProvider clock)
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

        var stored = await data.Cadences.ToDictionaryAsync(row => (row.ManagerId, row.ReportId), ct);
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
        var emails = people.ToDictionary(person => person.Value, person => person.Key);
        return ImportResult.Written(
            added,
            changed,
            rows.Count - added - changed,
            [.. stored.Keys.Select(pair => $"{emails[pair.ManagerId]} with {emails[pair.ReportId]}").Order(StringComparer.Ordinal)]
        );
    }

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
