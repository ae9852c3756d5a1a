using Microsoft.EntityFrameworkCore;
using PerfSignal.Core.Data;
using PerfSignal.Core.Governance;
using PerfSignal.Core.Imports;
using PerfSignal.Core.People;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Core.Goals;

/// <summary>Takes goals and key results from goals.csv; nothing is written while any line is wrong.</summary>
public sealed class GoalsImport(PerfSignalData data, PilotGate pilot, Access access, Audit audit, TimeProvider clock)
{
    private static readonly string[] Columns =
    [
        "id",
        "owner_email",
        "title",
        "metric",
        "baseline",
        "target",
        "unit",
        "due",
        "parent_id",
        "progress",
    ];

    /// <summary>Ids of the file's goals that are not kept, since the pilot does not take in whose they are.</summary>
    private HashSet<string> absent = [];

    public async Task<ImportResult> Run(TextReader file, CancellationToken ct)
    {
        var people = await data.People.AsNoTracking().ToDictionaryAsync(person => person.Email, person => person.Id, ct);
        var stored = await access.ForService<Goal>().ToDictionaryAsync(goal => goal.Key, ct);
        using var table = CsvTable.Open(file, Columns, ["visible"]);
        var rows = Read(table, people);
        foreach (var row in rows.Where(row => stored.ContainsKey(row.Key) && row.OwnerId != Guid.Empty))
        {
            row.CheckSame(stored[row.Key]);
        }

        var keys = stored.Values.ToDictionary(goal => goal.Id, goal => goal.Key);
        var parents = stored.Values.ToDictionary(goal => goal.Key, goal => goal.ParentId is { } parent ? keys[parent] : null);
        GoalRow.CheckParents(rows, parents);
        if (table.Problems.Count > 0)
        {
            return ImportResult.Refused(table.Problems);
        }

        var outside = await TakeOutside(rows, stored, ct);
        var result = Write(rows, stored, await LastBrought(ct), await WithManager(ct)) with { NotInPilot = outside.Count };
        result = result with { MissingRows = [.. result.MissingRows.Except(outside, StringComparer.Ordinal)] };
        if (result.Added + result.Changed > 0)
        {
            await audit.Add(null, "imported", "goals", ct: ct);
        }

        await data.SaveChangesAsync(ct);
        return result;
    }

    /// <summary>Takes out the goals of people whom no pilot wave takes in; one below such a goal stands by itself until it is there.</summary>
    /// <returns>The ids of those that were taken out.</returns>
    private async Task<IReadOnlyList<string>> TakeOutside(List<GoalRow> rows, Dictionary<string, Goal> stored, CancellationToken ct)
    {
        if (!await pilot.IsOn(ct))
        {
            return [];
        }

        var inside = await pilot.Of([.. rows.Select(row => row.OwnerId).Distinct()], ct);
        var outside = rows.Where(row => !inside.Contains(row.OwnerId)).Select(row => row.Key).ToList();
        rows.RemoveAll(row => !inside.Contains(row.OwnerId));
        absent = [.. outside.Where(key => !stored.ContainsKey(key))];
        return outside;
    }

    private static List<GoalRow> Read(CsvTable table, IReadOnlyDictionary<string, Guid> people)
    {
        var rows = new Dictionary<string, GoalRow>();
        foreach (var line in table.Rows())
        {
            var row = GoalRow.Read(line, people);
            if (row.Key.Length > 0 && !rows.TryAdd(row.Key, row))
            {
                line.Report(
                    "id",
                    $"The id '{CsvRow.Shown(row.Key)}' is on line {rows[row.Key].Line.Line} already; give each goal an id of its own."
                );
            }
        }

        return [.. rows.Values];
    }

    /// <summary>The progress that a file brought last, by goal.</summary>
    private async Task<Dictionary<Guid, decimal>> LastBrought(CancellationToken ct)
    {
        var brought = await access.ForService<CheckIn>().Where(row => row.AuthorId == null).OrderBy(row => row.At).ToListAsync(ct);
        return brought.GroupBy(row => row.GoalId).ToDictionary(rows => rows.Key, rows => rows.Last().Progress);
    }

    private async Task<HashSet<Guid>> WithManager(CancellationToken ct) =>
        [.. await data.ReportingLines.Where(line => line.Until == null).Select(line => line.ReportId).Distinct().ToListAsync(ct)];

    private ImportResult Write(
        List<GoalRow> rows,
        Dictionary<string, Goal> stored,
        Dictionary<Guid, decimal> brought,
        HashSet<Guid> withManager
    )
    {
        var known = rows.Select(row => row.Key).ToHashSet();
        var missing = stored.Keys.Where(key => !known.Contains(key)).Order(StringComparer.Ordinal).ToList();
        List<Goal> added = [];
        foreach (var row in rows.Where(row => !stored.ContainsKey(row.Key)))
        {
            var goal = new Goal
            {
                Id = clock.NewId(),
                Key = row.Key,
                OwnerId = row.OwnerId,
                Title = row.Title,
                // The company's goals are those of the one without a manager; everyone is to see what theirs serve.
                VisibleToPeers = !withManager.Contains(row.OwnerId),
                CreatedAt = clock.Now(),
                UpdatedAt = clock.Now(),
            };
            added.Add(goal);
            stored.Add(row.Key, goal);
        }

        foreach (var row in rows)
        {
            var goal = stored[row.Key];
            row.CopyTo(goal, row.ParentKey is null || absent.Contains(row.ParentKey) ? null : stored[row.ParentKey].Id);
            if (row.Progress is { } progress && (!brought.TryGetValue(goal.Id, out var before) || before != progress))
            {
                // Only what is new in the file: the same file again must not undo what people reported since.
                Report(goal, progress);
            }
        }

        var changed = data
            .ChangeTracker.Entries<Goal>()
            .Where(entry => entry.State == EntityState.Modified)
            .Select(entry => entry.Entity)
            .ToList();
        changed.ForEach(goal => goal.UpdatedAt = clock.Now());
        data.AddRange(added);
        return ImportResult.Written(added.Count, changed.Count, rows.Count - added.Count - changed.Count, missing);
    }

    private void Report(Goal goal, decimal progress)
    {
        goal.Progress = progress;
        data.Add(
            new CheckIn
            {
                Id = clock.NewId(),
                GoalId = goal.Id,
                OwnerId = goal.OwnerId,
                Progress = progress,
                At = clock.Now(),
            }
        );
    }
}
