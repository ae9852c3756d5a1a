using PerfSignal.Core.Imports;

namespace PerfSignal.Core.Signals;

/// <summary>Reads a metric from its place in a profiles file and refuses what must not be measured.</summary>
internal static class MetricFile
{
    public static Metric Read(JsonPlace place)
    {
        place.IsObjectOf(
            "key",
            "name",
            "measures",
            "type",
            "layer",
            "sources",
            "formula",
            "unit",
            "currency",
            "direction",
            "window",
            "target",
            "thresholds",
            "range",
            "weight",
            "attribution",
            "minimumSample",
            "businessOutcome",
            "influence",
            "legalBasis",
            "retentionDays",
            "visibleToEmployee",
            "besideQuality"
        );
        var currency = place.Text("currency", 3, required: false);
        var metric = new Metric
        {
            Key = place.Text("key", Metric.MaxKey),
            Name = place.Text("name", 80),
            Measures = place.Text("measures", Metric.MaxWords),
            Type = place.Word<MetricType>("type") ?? default,
            Layer = place.Word<Layer>("layer") ?? default,
            Sources = [.. place.List("sources", required: true).Select(source => source.AsText(32))],
            Formula = Formula(place),
            Unit = place.Text("unit", 16),
            Currency = currency.Length == 0 ? null : currency,
            Direction = place.Word<Direction>("direction") ?? default,
            Window = place.Word<MetricWindow>("window") ?? default,
            Target = place.Number("target"),
            Thresholds = Thresholds(place.At("thresholds")),
            Range = Range(place.At("range")),
            Weight = place.Number("weight", 0, 1) ?? 0,
            Attribution = place.Word<Attribution>("attribution") ?? default,
            MinimumSample = (int)place.RequiredNumber("minimumSample", 0, 10_000),
            BusinessOutcome = place.Text("businessOutcome", Metric.MaxWords, required: false),
            Influence = place.Text("influence", Metric.MaxWords, required: false),
            LegalBasis = place.Text("legalBasis", Metric.MaxWords, required: false) is { Length: > 0 } basis ? basis : null,
            RetentionDays = (int)place.RequiredNumber("retentionDays", 1, 3660),
            VisibleToEmployee = place.Flag("visibleToEmployee", otherwise: false),
            BesideQuality = place.Flag("besideQuality", otherwise: false),
        };
        MetricRules.Check(metric, place);
        return metric;
    }

    private static Formula Formula(JsonPlace metric)
    {
        if (metric.At("formula") is not { } place)
        {
            metric.Report("formula", "There is no formula; give aggregate, of and words.");
            return new Formula
            {
                Aggregate = Aggregate.Count,
                Of = [],
                Words = "",
            };
        }

        place.IsObjectOf("aggregate", "of", "over", "field", "filter", "words");
        return new Formula
        {
            Aggregate = place.Word<Aggregate>("aggregate") ?? default,
            Of = Selectors(place, "of", required: true),
            Over = Selectors(place, "over", required: false),
            Field = place.At("field") is null ? FactField.None : place.Word<FactField>("field") ?? default,
            Filter = Filter(place.At("filter")),
            Words = place.Text("words", Metric.MaxWords),
        };
    }

    private static List<FactSelector> Selectors(JsonPlace formula, string name, bool required)
    {
        List<FactSelector> selectors = [];
        foreach (var place in formula.List(name, required))
        {
            var text = place.AsText(65);
            if (FactSelector.Parse(text) is { } selector)
            {
                selectors.Add(selector);
            }
            else if (BannedKinds.Find(text) is { } banned)
            {
                place.Report(MetricRules.Banned(banned));
            }
            else
            {
                place.Report($"'{CsvRow.Shown(text)}' names no facts; write kind/outcome, such as opportunity/won.");
            }
        }

        return selectors;
    }

    private static AmountFilter? Filter(JsonPlace? place)
    {
        if (place?.IsObjectOf("atLeast", "atMost") != true)
        {
            return null;
        }

        var filter = new AmountFilter(place.Number("atLeast"), place.Number("atMost"));
        if (filter is { AtLeast: null, AtMost: null } || filter.AtLeast > filter.AtMost)
        {
            place.Report("A filter has atLeast, atMost or both, and atLeast is not above atMost.");
        }

        return filter;
    }

    private static Thresholds? Thresholds(JsonPlace? place) =>
        place?.IsObjectOf("exceptional", "strong", "meets", "needsImprovement") == true
            ? new Thresholds(
                place.RequiredNumber("exceptional", decimal.MinValue, decimal.MaxValue),
                place.RequiredNumber("strong", decimal.MinValue, decimal.MaxValue),
                place.RequiredNumber("meets", decimal.MinValue, decimal.MaxValue),
                place.RequiredNumber("needsImprovement", decimal.MinValue, decimal.MaxValue)
            )
            : null;

    private static MetricRange? Range(JsonPlace? place) =>
        place?.IsObjectOf("from", "to") == true
            ? new MetricRange(
                place.RequiredNumber("from", decimal.MinValue, decimal.MaxValue),
                place.RequiredNumber("to", decimal.MinValue, decimal.MaxValue)
            )
            : null;
}
