using Microsoft.EntityFrameworkCore;
using NodaTime;
using PerfSignal.Core.Data;

namespace PerfSignal.Core.Signals;

/// <summary>The metrics and profiles of the organisation in all their versions; the shipped ones while the database has none.</summary>
public sealed class Catalog(IEnumerable<MetricDefinition> metrics, IEnumerable<RoleProfile> profiles)
{
    private readonly ILookup<string, MetricDefinition> metrics = metrics.OrderBy(row => row.Version).ToLookup(row => row.Key);
    private readonly ILookup<string, RoleProfile> profiles = profiles.OrderBy(row => row.Version).ToLookup(row => row.RoleFamily);

    public static async Task<Catalog> Load(PerfSignalData data, CancellationToken ct)
    {
        var definitions = await data.Set<MetricDefinition>().AsNoTracking().ToListAsync(ct);
        return definitions.Count == 0
            ? ShippedProfiles.Catalog
            : new Catalog(definitions, await data.Set<RoleProfile>().AsNoTracking().ToListAsync(ct));
    }

    /// <summary>The newest version of each metric, by key.</summary>
    public IEnumerable<MetricDefinition> Metrics =>
        metrics.Select(versions => versions.Last()).OrderBy(row => row.Key, StringComparer.Ordinal);

    /// <summary>The newest version of each profile, by role family.</summary>
    public IEnumerable<RoleProfile> Profiles =>
        profiles.Select(versions => versions.Last()).OrderBy(row => row.RoleFamily, StringComparer.Ordinal);

    /// <summary>The version that stood at an instant; the first one for any earlier instant.</summary>
    public MetricDefinition? Metric(string key, Instant at) =>
        metrics[key].LastOrDefault(row => row.CreatedAt <= at) ?? metrics[key].FirstOrDefault();

    /// <summary>The newest version that holds on a day; null where the role family has none then.</summary>
    public RoleProfile? ProfileOf(string roleFamily, LocalDate day) => profiles[roleFamily].LastOrDefault(row => row.From <= day);
}
