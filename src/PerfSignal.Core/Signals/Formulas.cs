using NodaTime;

namespace PerfSignal.Core.Signals;

/// <summary>Evaluates a metric's formula over the facts of one window; a pure function of its arguments.</summary>
internal static class Formulas
{
    private const int MaxLinks = 5;

    /// <summary>Values and averages are kept to this many decimals.</summary>
    private const int Decimals = 4;

    /// <summary>The facts that the metric speaks of, oldest first.</summary>
    public static Observation[] Relevant(Metric metric, IEnumerable<Observation> facts)
    {
        var formula = metric.Formula;
        var relevant = facts
            .Where(fact =>
                (formula.Of.Contains(fact.Selector) || formula.Over.Contains(fact.Selector)) && metric.Sources.Contains(fact.Source)
            )
            .ToArray();
        for (var position = 1; position < relevant.Length; position++)
        {
            if (Observation.OldestFirst(relevant[position - 1], relevant[position]) > 0)
            {
                Array.Sort(relevant, Observation.OldestFirst);
                break;
            }
        }

        return relevant;
    }

    /// <summary>Whether the metric has a figure per currency.</summary>
    public static bool PerCurrency(Metric metric) => metric.Formula.Field == FactField.Amount && metric.Formula.Of.Any(FactKinds.IsMoney);

    /// <param name="facts">As <see cref="Relevant"/> gives them.</param>
    /// <param name="currency">Only amounts in it count; null where the metric is not about money.</param>
    public static Tally Evaluate(Metric metric, bool useMedian, Observation[] facts, Span span, string? currency)
    {
        var formula = metric.Formula;
        var usable = new Usable(metric, currency);
        List<Observation> of = [];
        List<Observation> over = [];
        var anyTime = formula.Aggregate == Aggregate.DoneOfCommitted;
        for (
            var position = anyTime ? 0 : FirstFrom(span.From, facts);
            position < facts.Length && facts[position].At < span.Until;
            position++
        )
        {
            var fact = facts[position];
            var isOf = formula.Over.Count == 0 || formula.Of.Contains(fact.Selector);
            if (isOf && anyTime)
            {
                of.Add(fact);
                continue;
            }

            if (fact.At < span.From || !usable.Takes(fact))
            {
                continue;
            }

            if (isOf)
            {
                of.Add(fact);
            }

            if (formula.Over.Contains(fact.Selector))
            {
                over.Add(fact);
            }
        }

        var (value, records, median) = formula.Aggregate switch
        {
            Aggregate.Ratio => (Divide(Total(formula, of), Total(formula, over)), over.Count, null),
            Aggregate.DoneOfCommitted => ShareDone(of, over),
            _ => Single(metric, useMedian ? Aggregate.Median : formula.Aggregate, of),
        };
        return new Tally(
            Round(value),
            records,
            Round(median),
            usable.Excluded(),
            Links(formula.Aggregate == Aggregate.DoneOfCommitted ? over : of)
        );
    }

    /// <summary>Position of the first fact at or after an instant.</summary>
    private static int FirstFrom(Instant from, Observation[] facts)
    {
        var (low, high) = (0, facts.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = facts[middle].At < from ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    private static (decimal? Value, int Records, decimal? Median) Single(Metric metric, Aggregate aggregate, List<Observation> facts)
    {
        if (aggregate == Aggregate.Count)
        {
            return (facts.Count, facts.Count, null);
        }

        if (facts.Count == 0)
        {
            return (null, 0, null);
        }

        var values = facts.Select(fact => Number(metric, fact)).ToArray();
        var latest = values[^1];
        var sum = values.Sum();
        Array.Sort(values);
        return aggregate switch
        {
            Aggregate.Sum => (sum, values.Length, null),
            Aggregate.Latest => (latest, values.Length, null),
            Aggregate.Median => (Middle(values), values.Length, null),
            _ => (sum / values.Length, values.Length, Middle(values)),
        };
    }

    /// <summary>An issue that was carried over is committed in each sprint and counts once.</summary>
    private static (decimal? Value, int Records, decimal? Median) ShareDone(List<Observation> done, List<Observation> committed)
    {
        var keys = committed.Select(fact => Issue(fact.ExternalId)).ToHashSet();
        var finished = done.Select(fact => fact.ExternalId).ToHashSet();
        return (Divide(keys.Count(finished.Contains), keys.Count), keys.Count, null);
    }

    private static string Issue(string committedId) => committedId.LastIndexOf('@') is > 0 and var at ? committedId[..at] : committedId;

    private static decimal Number(Metric metric, Observation fact) =>
        metric.Formula.Field == FactField.Amount
            ? fact.Amount!.Value
            : metric.Unit switch
            {
                Units.Days => fact.DurationHours!.Value / 24,
                Units.Minutes => fact.DurationHours!.Value * 60,
                _ => fact.DurationHours!.Value,
            };

    private static decimal Total(Formula formula, List<Observation> facts) =>
        formula.Field == FactField.Amount ? facts.Sum(fact => fact.Amount!.Value) : facts.Count;

    private static decimal? Divide(decimal of, decimal over) => over == 0 ? null : of / over;

    internal static decimal Middle(decimal[] sorted)
    {
        var half = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }

    private static decimal? Round(decimal? value) =>
        value is { } number ? Math.Round(number, Decimals, MidpointRounding.AwayFromZero) : null;

    private static List<string> Links(List<Observation> facts)
    {
        List<string> links = [];
        for (var position = facts.Count - 1; position >= 0 && links.Count < MaxLinks; position--)
        {
            if (facts[position].Url is { } url && url.StartsWith("https://", StringComparison.OrdinalIgnoreCase) && !links.Contains(url))
            {
                links.Add(url);
            }
        }

        return links;
    }
}
