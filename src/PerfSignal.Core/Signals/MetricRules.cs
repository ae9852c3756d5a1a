using PerfSignal.Core.Imports;

namespace PerfSignal.Core.Signals;

/// <summary>What a metric must be to stand in a profile; each breach is reported at the property that mends it.</summary>
internal static class MetricRules
{
    public static string Banned(string what) => $"This would measure {what}, which is never a source. Remove the metric.";

    public static void Check(Metric metric, JsonPlace place)
    {
        if (
            metric.Key.Length > 0
            && !metric.Key.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter is '.' or '_')
        )
        {
            place.Report("key", "A key has lower-case letters, digits, points and underscores only, such as sales.win_rate.");
        }

        CheckPurpose(metric, place);
        CheckFormula(metric, place);
        CheckTarget(metric, place);
    }

    private static void CheckPurpose(Metric metric, JsonPlace place)
    {
        if (metric.BusinessOutcome.Length == 0)
        {
            place.Report("businessOutcome", "There is no business outcome; say which one the metric serves, or leave the metric out.");
        }

        if (metric.Influence.Length == 0)
        {
            place.Report("influence", "There is no influence statement; say how the employee can influence the metric, or leave it out.");
        }

        if (!metric.VisibleToEmployee)
        {
            place.Report(
                "visibleToEmployee",
                "The employee could not see this metric, so it may not be used; set visibleToEmployee to true."
            );
        }

        var selectors = metric.Formula.Of.Concat(metric.Formula.Over).Select(selector => selector.ToString());
        if (
            BannedKinds.Find([metric.Key, metric.Name, metric.Measures, metric.Formula.Words, .. metric.Sources, .. selectors]) is
            { } banned
        )
        {
            place.Report(Banned(banned));
        }
    }

    private static void CheckFormula(Metric metric, JsonPlace place)
    {
        var formula = metric.Formula;
        foreach (var source in metric.Sources.Where(source => source.Length > 0 && !FactKinds.Sources.Contains(source)))
        {
            place.Report("sources", $"Unknown source '{source}'; known are {string.Join(", ", FactKinds.Sources)}.");
        }

        foreach (
            var selector in formula
                .Of.Concat(formula.Over)
                .Where(selector => !metric.Sources.Any(source => FactKinds.Find(source, selector) is not null))
        )
        {
            place.Report(
                "formula",
                $"None of the sources brings '{selector}'; they bring {string.Join(", ", metric.Sources.Select(FactKinds.Allowed))}."
            );
        }

        var needsOver = formula.Aggregate is Aggregate.Ratio or Aggregate.DoneOfCommitted;
        if (needsOver != formula.Over.Count > 0)
        {
            place.Report(
                "formula.over",
                needsOver ? "A share needs a denominator; give over." : "Only a ratio has a denominator; remove over."
            );
        }

        var needsField = formula.Aggregate is Aggregate.Sum or Aggregate.Mean or Aggregate.Median or Aggregate.Latest;
        if (needsField && formula.Field == FactField.None)
        {
            place.Report("formula.field", "This aggregate needs a number of the facts; set field to amount or duration.");
        }

        if (formula.Field != FactField.None && formula.Aggregate is Aggregate.Count or Aggregate.DoneOfCommitted)
        {
            place.Report("formula.field", "This aggregate counts facts; remove field.");
        }

        if (formula is { Aggregate: Aggregate.Ratio, Field: FactField.Duration })
        {
            place.Report("formula.field", "A ratio is of amounts or of numbers of facts; set field to amount or remove it.");
        }

        if (metric.MinimumSample == 0 && formula.Aggregate != Aggregate.Count)
        {
            place.Report("minimumSample", "Only a count may be shown without any record; set minimumSample to 1 or more.");
        }

        CheckUnit(metric, place);
    }

    private static void CheckUnit(Metric metric, JsonPlace place)
    {
        var formula = metric.Formula;
        if (!Units.All.Contains(metric.Unit))
        {
            place.Report("unit", $"Unknown unit; use {string.Join(", ", Units.All)}.");
        }
        else if (formula.Field == FactField.Duration != Units.IsDuration(metric.Unit))
        {
            place.Report("unit", "Days, hours and minutes belong to the field duration, and it to them; change unit or field.");
        }
        else if (metric.Unit == Units.Money != (formula.Aggregate != Aggregate.Ratio && Formulas.PerCurrency(metric)))
        {
            place.Report(
                "unit",
                "Amounts of opportunities, quotas, recurring revenue and cost are money, and nothing else is; change unit."
            );
        }
        else if (metric.Unit == Units.Percent != formula.Aggregate is Aggregate.Ratio or Aggregate.DoneOfCommitted)
        {
            place.Report("unit", "A share has the unit percent, and nothing else has; change unit or aggregate.");
        }
    }

    private static void CheckTarget(Metric metric, JsonPlace place)
    {
        if (metric.Unit == Units.Money && metric.Target is not null != metric.Currency is not null)
        {
            place.Report("currency", "A target in money has a currency, and without a target there is none; give both or neither.");
        }

        if (metric.Currency is { } currency && !Currencies.IsCode(currency))
        {
            place.Report("currency", "A currency has three capital letters (ISO 4217), such as EUR.");
        }

        if (metric.Direction == Direction.InRange != metric.Range is not null || metric.Range?.From > metric.Range?.To)
        {
            place.Report("range", "The direction inRange needs a range whose from is not above its to; other directions have none.");
        }

        if (metric.Thresholds is { } thresholds)
        {
            var sign = metric.Direction == Direction.Lower ? -1 : 1;
            decimal[] order =
            [
                sign * thresholds.Exceptional,
                sign * thresholds.Strong,
                sign * thresholds.Meets,
                sign * thresholds.NeedsImprovement,
            ];
            if (!order.SequenceEqual(order.OrderDescending()) || metric.Direction == Direction.InRange)
            {
                place.Report(
                    "thresholds",
                    "Thresholds go from exceptional down to needs improvement (up where lower is better); put them in order."
                );
            }
        }
    }
}
