using NodaTime;
using PerfSignal.Core.Imports;

namespace PerfSignal.Core.Signals;

/// <summary>A profile as a file gives it, before it has a version.</summary>
public sealed record ProfileEntry(string RoleFamily, string Author, LocalDate From, IReadOnlyList<ProfileMetric> Metrics);

/// <summary>What a profiles file holds: `{ "metrics": […], "profiles": […] }`, either list may be missing.</summary>
public sealed record ProfileFile(IReadOnlyList<Metric> Metrics, IReadOnlyList<ProfileEntry> Profiles)
{
    /// <param name="known">Metrics that profiles may name besides those of the file.</param>
    public static ProfileFile Read(JsonFile file, IEnumerable<Metric> known)
    {
        file.Root.IsObjectOf("metrics", "profiles");
        var metrics = new Dictionary<string, Metric>();
        foreach (var place in file.Root.List("metrics"))
        {
            var metric = MetricFile.Read(place);
            if (!metrics.TryAdd(metric.Key, metric) && metric.Key.Length > 0)
            {
                place.Report("key", $"The metric '{metric.Key}' is there twice; remove one.");
            }
        }

        var byKey = known.ToDictionary(metric => metric.Key);
        foreach (var metric in metrics.Values)
        {
            byKey[metric.Key] = metric;
        }

        List<ProfileEntry> profiles = [];
        foreach (var place in file.Root.List("profiles"))
        {
            var profile = Profile(place);
            if (profile.RoleFamily.Length > 0 && profiles.Exists(other => other.RoleFamily == profile.RoleFamily))
            {
                place.Report("roleFamily", $"The profile '{profile.RoleFamily}' is there twice; remove one.");
            }

            ProfileRules.Check(profile, byKey, place);
            profiles.Add(profile);
        }

        return new ProfileFile([.. metrics.Values], profiles);
    }

    private static ProfileEntry Profile(JsonPlace place)
    {
        place.IsObjectOf("roleFamily", "author", "from", "metrics");
        return new ProfileEntry(
            place.Text("roleFamily", 64),
            place.Text("author", 100),
            place.Date("from") ?? default,
            [.. place.List("metrics", required: true).Select(Choice)]
        );
    }

    private static ProfileMetric Choice(JsonPlace place)
    {
        place.IsObjectOf("metric", "weight", "target", "currency", "median");
        var currency = place.Text("currency", 3, required: false);
        return new ProfileMetric
        {
            Metric = place.Text("metric", Metric.MaxKey),
            Weight = place.RequiredNumber("weight", 0, 1),
            Target = place.Number("target"),
            Currency = currency.Length == 0 ? null : currency,
            Median = place.Flag("median", otherwise: false),
        };
    }
}
