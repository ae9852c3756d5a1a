namespace PerfSignal.Core.Signals;

/// <summary>Decides which facts of a window have what the formula needs, and counts the others by reason.</summary>
internal sealed class Usable(Metric metric, string? currency)
{
    private SortedDictionary<string, int>? excluded;

    public bool Takes(Observation fact)
    {
        if (Lacks(fact) is not { } reason)
        {
            return true;
        }

        excluded ??= new SortedDictionary<string, int>(StringComparer.Ordinal);
        excluded[reason] = excluded.GetValueOrDefault(reason) + 1;
        return false;
    }

    public IReadOnlyList<Exclusion> Excluded() => excluded is null ? [] : [.. excluded.Select(pair => new Exclusion(pair.Key, pair.Value))];

    private string? Lacks(Observation fact) =>
        metric.Formula.Field switch
        {
            FactField.Amount when fact.Amount is null => ExclusionReasons.Amount,
            FactField.Duration when fact.DurationHours is null => ExclusionReasons.Duration,
            FactField.Amount when currency is not null && fact.Currency is null => ExclusionReasons.Currency,
            FactField.Amount when currency is not null && fact.Currency != currency => ExclusionReasons.OtherCurrency,
            _ => Filtered(fact),
        };

    private string? Filtered(Observation fact)
    {
        if (metric.Formula.Filter is not { } filter)
        {
            return null;
        }

        return fact.Amount is not { } amount ? ExclusionReasons.Amount
            : amount < filter.AtLeast || amount > filter.AtMost ? ExclusionReasons.Filter
            : null;
    }
}
