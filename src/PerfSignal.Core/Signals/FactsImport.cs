using Microsoft.EntityFrameworkCore;
using NodaTime;
using PerfSignal.Core.Data;
using PerfSignal.Core.Governance;
using PerfSignal.Core.Imports;
using PerfSignal.Core.People;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Core.Signals;

/// <summary>Takes facts from facts.csv: one per source, kind, external id and outcome; nothing is written while any line is wrong.</summary>
/// <remarks>Changes are saved in lots and let go of, so that the memory needed does not grow with the database; use a context of its own.</remarks>
public sealed class FactsImport(PerfSignalData data, PilotGate pilot, Access access, Audit audit, TimeProvider clock)
{
    private const int Lot = 2000;

    /// <summary>More missing rows are counted, not listed.</summary>
    private const int MaxMissing = 100;
    private static readonly string[] Columns =
    [
        "source",
        "kind",
        "external_id",
        "person_email",
        "at",
        "amount",
        "duration_hours",
        "outcome",
        "url",
    ];

    public async Task<ImportResult> Run(TextReader file, CancellationToken ct)
    {
        var people = await data
            .People.AsNoTracking()
            .Select(person => new
            {
                person.Email,
                person.Id,
                person.Department,
            })
            .ToListAsync(ct);
        using var table = CsvTable.Open(file, Columns, ["currency"]);
        var rows = Read(
            table,
            people.ToDictionary(person => person.Email, person => person.Id),
            people.Select(person => person.Department).ToHashSet()
        );
        if (table.Problems.Count > 0)
        {
            return ImportResult.Refused(table.Problems);
        }

        var named = rows.Select(row => row.Key).ToHashSet();
        var sources = rows.Select(row => row.Source).Distinct().ToList();
        var outside = await TakeOutside(rows, ct);
        await using var transaction = data.Database.CurrentTransaction is null ? await data.Database.BeginTransactionAsync(ct) : null;
        var (added, changed) = (0, 0);
        foreach (var lot in rows.GroupBy(row => (row.Source, row.Kind, row.Outcome)).SelectMany(kind => kind.Chunk(Lot)))
        {
            var (lotAdded, lotChanged) = await Write(lot, ct);
            (added, changed) = (added + lotAdded, changed + lotChanged);
        }

        var missing = await Missing(rows, named, ct);
        await Finish(sources, ct);
        await (transaction?.CommitAsync(ct) ?? Task.CompletedTask);
        return ImportResult.Written(added, changed, rows.Count - added - changed, missing) with { NotInPilot = outside };
    }

    /// <summary>Takes out what is about people whom no pilot wave takes in, or about a department none of whose people is.</summary>
    private async Task<int> TakeOutside(List<FactRow> rows, CancellationToken ct)
    {
        if (!await pilot.IsOn(ct))
        {
            return 0;
        }

        var people = await pilot.Of([.. rows.Select(row => row.PersonId).OfType<Guid>().Distinct()], ct);
        var teams = new HashSet<string>(StringComparer.Ordinal);
        foreach (var team in rows.Select(row => row.Team).OfType<string>().Distinct(StringComparer.Ordinal))
        {
            if (await pilot.HasTeam(team, ct))
            {
                teams.Add(team);
            }
        }

        return rows.RemoveAll(row => row.PersonId is { } person ? !people.Contains(person) : !teams.Contains(row.Team!));
    }

    private static List<FactRow> Read(CsvTable table, Dictionary<string, Guid> people, HashSet<string> departments)
    {
        List<FactRow> rows = [];
        var lines = new Dictionary<(string, string, string, string), int>();
        foreach (var line in table.Rows())
        {
            if (FactRow.Read(line, people, departments) is not { } row)
            {
                continue;
            }

            if (lines.TryAdd(row.Key, row.Line))
            {
                rows.Add(row);
            }
            else
            {
                line.Report("external_id", $"Line {lines[row.Key]} is the same source, kind, external_id and outcome; keep one of them.");
            }
        }

        return rows;
    }

    private async Task<(int Added, int Changed)> Write(FactRow[] lot, CancellationToken ct)
    {
        var (source, kind, outcome) = (lot[0].Source, lot[0].Kind, lot[0].Outcome);
        var ids = lot.Select(row => row.ExternalId).ToList();
        var stored = await access
            .ForService<Fact>()
            .Where(fact => fact.Source == source && fact.Kind == kind && fact.Outcome == outcome && ids.Contains(fact.ExternalId))
            .ToDictionaryAsync(fact => fact.ExternalId, ct);
        var added = 0;
        List<Fact> fresh = [];
        foreach (var row in lot)
        {
            if (stored.TryGetValue(row.ExternalId, out var fact))
            {
                Update(fact, row);
            }
            else
            {
                fresh.Add(New(row));
                added++;
            }
        }

        var changed = data
            .ChangeTracker.Entries<Fact>()
            .Where(entry => entry.State == EntityState.Modified)
            .Select(entry => entry.Entity)
            .ToList();
        changed.ForEach(fact => fact.FetchedAt = clock.Now());
        data.AddRange(fresh);
        await data.SaveChangesAsync(ct);
        data.ChangeTracker.Clear();
        return (added, changed.Count);
    }

    private Fact New(FactRow row) =>
        new()
        {
            Id = clock.NewId(),
            Source = row.Source,
            Kind = row.Kind,
            ExternalId = row.ExternalId,
            Outcome = row.Outcome,
            PersonId = row.PersonId,
            Team = row.Team,
            At = row.At,
            Amount = row.Amount,
            DurationHours = row.DurationHours,
            Currency = row.Currency,
            Url = row.Url,
            FetchedAt = clock.Now(),
        };

    private static void Update(Fact fact, FactRow row)
    {
        fact.PersonId = row.PersonId;
        fact.Team = row.Team;
        fact.At = row.At;
        fact.Amount = row.Amount;
        fact.DurationHours = row.DurationHours;
        fact.Currency = row.Currency;
        fact.Url = row.Url;
    }

    /// <summary>Facts of the file's sources, within the time that the file speaks of, that it does not name.</summary>
    private async Task<IReadOnlyList<string>> Missing(
        List<FactRow> rows,
        HashSet<(string, string, string, string)> named,
        CancellationToken ct
    )
    {
        List<string> missing = [];
        var more = 0;
        foreach (var source in rows.GroupBy(row => row.Source))
        {
            Instant from = source.Min(row => row.At),
                to = source.Max(row => row.At);
            var stored = access
                .ForService<Fact>()
                .Where(fact => fact.Source == source.Key && fact.At >= from && fact.At <= to)
                .Select(fact => new
                {
                    fact.Source,
                    fact.Kind,
                    fact.ExternalId,
                    fact.Outcome,
                })
                .AsAsyncEnumerable();
            await foreach (var fact in stored.WithCancellation(ct))
            {
                if (named.Contains((fact.Source, fact.Kind, fact.ExternalId, fact.Outcome)))
                {
                    continue;
                }

                if (missing.Count < MaxMissing)
                {
                    missing.Add($"{fact.Source} {fact.Kind} {fact.ExternalId} {fact.Outcome}");
                }
                else
                {
                    more++;
                }
            }
        }

        return more == 0 ? missing : [.. missing, $"and {more} more"];
    }

    private async Task Finish(List<string> sources, CancellationToken ct)
    {
        foreach (var source in sources)
        {
            if (await data.Set<SourceReading>().FindAsync([source], ct) is { } reading)
            {
                reading.ReadAt = clock.Now();
            }
            else
            {
                data.Add(new SourceReading { Source = source, ReadAt = clock.Now() });
            }
        }

        await audit.Add(null, "imported", "facts", ct: ct);
        await data.SaveChangesAsync(ct);
    }
}
