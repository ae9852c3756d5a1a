using PerfSignal.Core.People;

namespace PerfSignal.Core.Signals;

/// <summary>The share of one type of metric in a profile beside the one proposed for a level; shares are 0 to 1.</summary>
public sealed record BalanceLine(MetricType Type, decimal Share, decimal Proposed)
{
    public decimal Difference => Share - Proposed;
}

/// <summary>Compares a profile's weights with the balance proposed for a level; a note beside the profile, never a rule.</summary>
public static class ProfileBalance
{
    public static IReadOnlyList<BalanceLine> Of(RoleProfile profile, Catalog catalog, Level level)
    {
        var types = catalog.Metrics.ToDictionary(row => row.Key, row => row.Metric.Type);
        var shares = profile
            .Metrics.Where(choice => types.ContainsKey(choice.Metric))
            .ToLookup(choice => types[choice.Metric], choice => choice.Weight);
        return
        [
            .. Enum.GetValues<MetricType>().Zip(Proposed(level), (type, proposed) => new BalanceLine(type, shares[type].Sum(), proposed)),
        ];
    }

    /// <summary>Output, quality, efficiency, impact.</summary>
    private static decimal[] Proposed(Level level) =>
        level switch
        {
            Level.Individual => [.35m, .30m, .25m, .10m],
            Level.Manager => [.25m, .25m, .20m, .30m],
            _ => [.15m, .20m, .15m, .50m],
        };
}
