using Microsoft.EntityFrameworkCore;
using PerfSignal.Core.Calendar;
using PerfSignal.Core.Data;
using PerfSignal.Core.Governance;
using PerfSignal.Core.Imports;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Core.People;

/// <summary>The end of an import of people.</summary>
/// <param name="Warnings">What was imported all the same and should be looked at.</param>
public sealed record PeopleImported(ImportResult Result, IReadOnlyList<ImportProblem> Warnings);

/// <summary>Reads people.csv: checks every line first, then writes all of it or nothing. Doing it again changes nothing.</summary>
public sealed class PeopleImport(PerfSignalData data, Access access, Audit audit, Organization organization, TimeProvider clock)
{
    /// <param name="profiled">Role families that have a profile; others are warned about.</param>
    public async Task<PeopleImported> Run(TextReader file, IReadOnlySet<string> profiled, CancellationToken ct)
    {
        using var table = CsvTable.Open(file, PersonRowReader.Columns, PersonRowReader.Optional);
        var rows = table.Rows().Select(PersonRowReader.Read).OfType<PersonRow>().ToList();
        var stored = await StoredPeople.Load(data, access, ct);
        List<ImportProblem> problems = [.. table.Problems];
        // Checks over lines need all of them: with a line left out, its reports would seem to have no manager.
        if (problems.Count == 0)
        {
            problems.AddRange(new PeopleChecks(rows, stored).Run());
        }

        if (problems.Count > 0)
        {
            return new PeopleImported(ImportResult.Refused(problems), []);
        }

        var writer = new PeopleWriter(data, stored, clock, clock.Today(Zones.Of(organization.TimeZone)));
        writer.Write(rows);
        if (writer.Problems.Count > 0)
        {
            data.ChangeTracker.Clear();
            return new PeopleImported(ImportResult.Refused(writer.Problems), []);
        }

        if (writer.Added + writer.Changed > 0)
        {
            await audit.Add(null, "imported", "people", ct: ct);
        }

        await ReadAgain(writer.NewlyPaired, ct);
        await data.SaveChangesAsync(ct);
        var missing = writer.MissingFrom(rows);
        var warnings = new PeopleWarnings(rows, stored, profiled).Find();
        return new PeopleImported(
            ImportResult.Written(writer.Added, writer.Changed, rows.Count - writer.Added - writer.Changed, missing),
            warnings
        );
    }

    /// <summary>What two people had in their calendars before one reported to the other was not kept: their calendars are read anew.</summary>
    private async Task ReadAgain(IReadOnlySet<Guid> people, CancellationToken ct)
    {
        var now = clock.Now();
        foreach (var some in people.Chunk(500))
        {
            foreach (var link in await data.Set<CalendarLink>().Where(link => some.Contains(link.PersonId)).ToListAsync(ct))
            {
                (link.Cursor, link.NextAt) = (null, now);
            }
        }
    }
}
