using Microsoft.EntityFrameworkCore;
using PerfSignal.Core.Data;
using PerfSignal.Core.Governance;
using PerfSignal.Core.Imports;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Core.Signals;

/// <summary>Takes metrics and profiles from a JSON file: a changed one becomes a new version, and nothing is written while anything is wrong.</summary>
public sealed class ProfilesImport(PerfSignalData data, Audit audit, TimeProvider clock)
{
    public async Task<ImportResult> Run(TextReader file, CancellationToken ct)
    {
        var (json, problem) = JsonFile.Parse(await file.ReadToEndAsync(ct));
        if (json is null)
        {
            return ImportResult.Refused([problem!]);
        }

        var catalog = await Catalog.Load(data, ct);
        var read = ProfileFile.Read(json, catalog.Metrics.Select(row => row.Metric));
        if (json.Problems.Count > 0)
        {
            return ImportResult.Refused(json.Problems);
        }

        await AddShippedWhereNone(ct);
        var (added, changed, unchanged) = (0, 0, 0);
        foreach (var state in AddMetrics(read, catalog).Concat(AddProfiles(read, catalog)).ToList())
        {
            (added, changed, unchanged) = (added + (state > 0 ? 1 : 0), changed + (state < 0 ? 1 : 0), unchanged + (state == 0 ? 1 : 0));
        }

        if (added + changed > 0)
        {
            await audit.Add(null, "imported", "profiles", ct: ct);
        }

        await data.SaveChangesAsync(ct);
        return ImportResult.Written(added, changed, unchanged, Missing(read, catalog)) with { Warnings = json.Warnings };
    }

    /// <summary>Writes the shipped metrics and profiles into a database that has none; otherwise does nothing. The caller saves.</summary>
    public async Task AddShippedWhereNone(CancellationToken ct)
    {
        if (await data.Set<MetricDefinition>().AnyAsync(ct))
        {
            return;
        }

        var now = clock.Now();
        var shipped = ShippedProfiles.File;
        data.AddRange(shipped.Metrics.Select(metric => ShippedProfiles.Definition(metric, 1, now, clock.NewId())));
        data.AddRange(shipped.Profiles.Select(profile => ShippedProfiles.Profile(profile, 1, now, clock.NewId())));
    }

    /// <returns>1 for each metric that is new, -1 for each that changed, 0 for each that did not.</returns>
    private IEnumerable<int> AddMetrics(ProfileFile read, Catalog catalog)
    {
        var current = catalog.Metrics.ToDictionary(row => row.Key);
        foreach (var metric in read.Metrics)
        {
            var before = current.GetValueOrDefault(metric.Key);
            if (before?.Content == MetricDefinition.ContentOf(metric))
            {
                yield return 0;
                continue;
            }

            data.Add(ShippedProfiles.Definition(metric, (before?.Version ?? 0) + 1, clock.Now(), clock.NewId()));
            yield return before is null ? 1 : -1;
        }
    }

    private IEnumerable<int> AddProfiles(ProfileFile read, Catalog catalog)
    {
        var current = catalog.Profiles.ToDictionary(row => row.RoleFamily);
        foreach (var profile in read.Profiles)
        {
            var before = current.GetValueOrDefault(profile.RoleFamily);
            if (
                before is not null
                && (before.Content, before.Author, before.From) == (RoleProfile.ContentOf(profile.Metrics), profile.Author, profile.From)
            )
            {
                yield return 0;
                continue;
            }

            data.Add(ShippedProfiles.Profile(profile, (before?.Version ?? 0) + 1, clock.Now(), clock.NewId()));
            yield return before is null ? 1 : -1;
        }
    }

    private static List<string> Missing(ProfileFile read, Catalog catalog) =>
        [
            .. catalog.Metrics.Select(row => row.Key).Except(read.Metrics.Select(metric => metric.Key)).Select(key => $"metric {key}"),
            .. catalog
                .Profiles.Select(row => row.RoleFamily)
                .Except(read.Profiles.Select(profile => profile.RoleFamily))
                .Select(family => $"profile {family}"),
        ];
}
