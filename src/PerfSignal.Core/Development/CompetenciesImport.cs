using Microsoft.EntityFrameworkCore;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Governance;
using PerfSignal.Core.Imports;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Core.Development;

/// <summary>Takes competencies and career paths from a JSON file; nothing is written while anything in it is wrong.</summary>
/// <remarks>
/// The first import brings the shipped ones along, so that a file may hold only what differs. What a path no longer asks for is no longer
/// shown; assessments of it stay with the person.
/// </remarks>
public sealed class CompetenciesImport(PerfSignalData data, Audit audit, TimeProvider clock)
{
    public async Task<ImportResult> Run(TextReader file, CancellationToken ct)
    {
        var (json, problem) = JsonFile.Parse(await file.ReadToEndAsync(ct));
        if (json is null)
        {
            return ImportResult.Refused([problem!]);
        }

        var competencies = await data.Set<Competency>().ToDictionaryAsync(row => row.Key, StringComparer.Ordinal, ct);
        var paths = await data.Set<CareerPath>().ToDictionaryAsync(row => row.RoleFamily, StringComparer.Ordinal, ct);
        var first = competencies.Count == 0;
        var read = CompetencyFile.Read(json, (await CompetencyLibrary.Load(data, ct)).Competencies);
        if (json.Problems.Count > 0)
        {
            return ImportResult.Refused(json.Problems);
        }

        if (first)
        {
            foreach (var shipped in ShippedCompetencies.File.Competencies)
            {
                Put(competencies, shipped);
            }

            foreach (var shipped in ShippedCompetencies.File.Paths)
            {
                Put(paths, shipped);
            }
        }

        var states = read.Competencies.Select(one => Put(competencies, one)).Concat(read.Paths.Select(one => Put(paths, one))).ToList();
        if (states.Exists(state => state != 0))
        {
            await audit.Add(null, "imported", "competencies", ct: ct);
        }

        await data.SaveChangesAsync(ct);
        List<string> missing =
        [
            .. competencies
                .Keys.Except(read.Competencies.Select(one => one.Key))
                .Order(StringComparer.Ordinal)
                .Select(key => $"competency {key}"),
            .. paths.Keys.Except(read.Paths.Select(one => one.RoleFamily)).Order(StringComparer.Ordinal).Select(family => $"path {family}"),
        ];
        return ImportResult.Written(
            states.Count(state => state > 0),
            states.Count(state => state < 0),
            states.Count(state => state == 0),
            missing
        ) with
        {
            Warnings = json.Warnings,
        };
    }

    /// <returns>1 where it is new, -1 where it changed, 0 where it did not.</returns>
    private int Put(Dictionary<string, Competency> stored, CompetencyEntry entry)
    {
        var definition = CardJson.Write(entry);
        if (!stored.TryGetValue(entry.Key, out var row))
        {
            stored[entry.Key] = data.Add(
                new Competency
                {
                    Key = entry.Key,
                    Definition = definition,
                    UpdatedAt = clock.Now(),
                }
            ).Entity;
            return 1;
        }

        if (row.Definition == definition)
        {
            return 0;
        }

        (row.Definition, row.UpdatedAt) = (definition, clock.Now());
        return -1;
    }

    private int Put(Dictionary<string, CareerPath> stored, PathEntry entry)
    {
        var definition = CardJson.Write(entry);
        if (!stored.TryGetValue(entry.RoleFamily, out var row))
        {
            stored[entry.RoleFamily] = data.Add(
                new CareerPath
                {
                    RoleFamily = entry.RoleFamily,
                    Definition = definition,
                    UpdatedAt = clock.Now(),
                }
            ).Entity;
            return 1;
        }

        if (row.Definition == definition)
        {
            return 0;
        }

        (row.Definition, row.UpdatedAt) = (definition, clock.Now());
        return -1;
    }
}
