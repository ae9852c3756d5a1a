using System.Globalization;
using PerfSignal.Core.Imports;

namespace PerfSignal.Core.Signals;

/// <summary>What a profile must be; each breach is reported at the place that mends it.</summary>
internal static class ProfileRules
{
    public const int MaxMetrics = 7;

    /// <summary>Fewer say too little about a role.</summary>
    public const int FewMetrics = 5;

    public static void Check(ProfileEntry profile, IReadOnlyDictionary<string, Metric> metrics, JsonPlace place)
    {
        if (profile.Metrics.Count > MaxMetrics)
        {
            place.Report("metrics", $"There are {profile.Metrics.Count} metrics; a profile has at most {MaxMetrics}. Remove some.");
        }
        else if (profile.Metrics.Count < FewMetrics)
        {
            place.Warn($"The profile '{profile.RoleFamily}' has {profile.Metrics.Count} metrics; five to seven give a fuller picture.");
        }

        var sum = profile.Metrics.Sum(choice => choice.Weight);
        if (Math.Abs(sum - 1) > .001m)
        {
            place.Report("metrics", string.Create(CultureInfo.InvariantCulture, $"The weights add up to {sum}; make them add up to 1."));
        }

        foreach (var (position, choice) in profile.Metrics.Index())
        {
            var at = $"metrics[{position}]";
            if (choice.Metric.Length > 0 && profile.Metrics.Take(position).Any(other => other.Metric == choice.Metric))
            {
                place.Report($"{at}.metric", $"The metric '{choice.Metric}' is there twice; remove one.");
            }
            else if (metrics.TryGetValue(choice.Metric, out var metric))
            {
                CheckChoice(choice, metric, at, place);
            }
            else if (choice.Metric.Length > 0)
            {
                place.Report($"{at}.metric", $"There is no metric '{choice.Metric}'; define it under metrics or correct the key.");
            }
        }

        CheckQuality(profile, metrics, place);
    }

    private static void CheckChoice(ProfileMetric choice, Metric metric, string at, JsonPlace place)
    {
        if (metric.Attribution == Attribution.Project)
        {
            place.Report(
                $"{at}.metric",
                $"'{metric.Key}' is a project's number and nobody's own; it cannot stand beside a person. Remove it."
            );
        }

        if (choice.Median && metric.Formula.Aggregate != Aggregate.Mean)
        {
            place.Report($"{at}.median", $"'{metric.Key}' is no mean, so there is no median to choose; remove median.");
        }

        if (choice.Currency is { } currency && (metric.Unit != Units.Money || choice.Target is null || !Currencies.IsCode(currency)))
        {
            place.Report(
                $"{at}.currency",
                "A currency stands beside a target in money and has three capital letters; correct or remove it."
            );
        }

        if (metric.Unit == Units.Money && choice.Target is not null && (choice.Currency ?? metric.Currency) is null)
        {
            place.Report($"{at}.currency", $"The target of '{metric.Key}' is money; say in which currency.");
        }
    }

    private static void CheckQuality(ProfileEntry profile, IReadOnlyDictionary<string, Metric> metrics, JsonPlace place)
    {
        var weighed = profile
            .Metrics.Where(choice => choice.Weight > 0)
            .Select(choice => metrics.GetValueOrDefault(choice.Metric))
            .ToList();
        if (
            weighed.Find(metric => metric?.BesideQuality == true) is { } alone
            && !weighed.Exists(metric => metric?.Type == MetricType.Quality)
        )
        {
            place.Report("metrics", $"'{alone.Key}' misleads without a metric of type quality beside it; add one with a weight.");
        }
    }
}
