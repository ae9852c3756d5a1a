using NodaTime;

namespace PerfSignal.Core.Signals;

/// <summary>Makes the figures of one metric from facts that were read before; a pure function of its arguments.</summary>
/// <param name="readings">When each source was last read to its end.</param>
/// <param name="released">Figures that an operator let through.</param>
internal sealed class FigureBuilder(
    Instant at,
    DateTimeZone zone,
    IReadOnlyDictionary<string, Instant> readings,
    IReadOnlyCollection<Released> released
)
{
    /// <summary>Windows of a trend, the figure's own included.</summary>
    private const int TrendPoints = 6;
    private static readonly Duration FreshFor = Duration.FromHours(24);

    /// <summary>One figure, or one for each currency of the window; the target's currency comes first.</summary>
    public IReadOnlyList<Figure> Build(Metric metric, int version, ProfileMetric choice, IEnumerable<Observation> facts)
    {
        var relevant = Formulas.Relevant(metric, facts);
        var spans = Span.Of(metric.Days, at, zone);
        if (!Formulas.PerCurrency(metric))
        {
            return [One(metric, version, choice, relevant, spans, null)];
        }

        var aim = choice.Target is null ? metric.Currency : choice.Currency ?? metric.Currency;
        var currencies = relevant
            .Where(fact => spans[0].Holds(fact.At) && fact is { Amount: not null, Currency: not null })
            .Select(fact => fact.Currency!)
            .Distinct()
            .OrderBy(currency => currency != aim)
            .ThenBy(currency => currency, StringComparer.Ordinal)
            .DefaultIfEmpty(aim ?? relevant.LastOrDefault(fact => fact.Currency is not null)?.Currency ?? "");
        return [.. currencies.Select(currency => One(metric, version, choice, relevant, spans, currency))];
    }

    private Figure One(Metric metric, int version, ProfileMetric choice, Observation[] facts, IReadOnlyList<Span> spans, string? currency)
    {
        var useMedian = choice.Median && metric.Formula.Aggregate == Aggregate.Mean;
        var tallies = spans.Select(span => Formulas.Evaluate(metric, useMedian, facts, span, currency)).ToArray();
        var sources = SourcesOf(metric, facts);
        var fresh = sources.All(source => source.Fresh);
        var now = tallies[0];
        var state = StateOf(metric, now, fresh);
        var firstDay = facts.Length == 0 ? (LocalDate?)null : facts[0].At.InZone(zone).Date;
        var reason = Suspect(metric, state, spans, tallies, firstDay);
        if (released.Any(release => release.Covers(metric.Key, NullIfEmpty(currency), reason, spans[0])))
        {
            reason = null;
        }

        state = reason is null ? state : FigureState.Quarantined;
        var value = state == FigureState.Known ? now.Value : null;
        var target = Target(metric, choice, currency);
        return new Figure
        {
            MetricKey = metric.Key,
            MetricVersion = version,
            Name = metric.Name,
            Measures = metric.Measures,
            Formula = metric.Formula.Words,
            Type = metric.Type,
            Attribution = metric.Attribution,
            Unit = metric.Unit,
            Currency = NullIfEmpty(currency),
            Direction = metric.Direction,
            Weight = choice.Weight,
            BusinessOutcome = metric.BusinessOutcome,
            Influence = metric.Influence,
            State = state,
            Value = value,
            Target = target,
            Range = metric.Range,
            Position = Standing.Of(value, target, metric),
            WindowStart = spans[0].First,
            WindowEnd = spans[0].Last,
            TimeZone = zone.Id,
            Records = now.Records,
            MinimumSample = metric.MinimumSample,
            Excluded = now.Excluded,
            Sources = sources,
            Links = now.Links,
            Trend = Trend(metric, spans, tallies, value, firstDay, LastRead(sources)),
            MedianWhereSkewed = value is not null && IsSkewed(now) ? now.Median : null,
            UsesMedian = useMedian,
            QuarantineReason = reason,
        };
    }

    private static FigureState StateOf(Metric metric, Tally tally, bool fresh)
    {
        if (tally.Records == 0)
        {
            return !fresh && tally.Excluded.Count == 0 ? FigureState.NoData
                : MayBeZero(metric) && fresh ? FigureState.Known
                : FigureState.TooFew;
        }

        return IsEnough(metric, tally) ? FigureState.Known : FigureState.TooFew;
    }

    private static bool IsEnough(Metric metric, Tally tally) => tally.Value is not null && tally.Records >= metric.MinimumSample;

    private static bool MayBeZero(Metric metric) => metric.Formula.Aggregate == Aggregate.Count && metric.MinimumSample == 0;

    /// <summary>Asks the guard where a number would be shown, or where too few are left because the numbers of the records are gone.</summary>
    private static string? Suspect(Metric metric, FigureState state, IReadOnlyList<Span> spans, Tally[] tallies, LocalDate? firstDay)
    {
        Tally[] earlier = [.. tallies.Skip(1).Where((_, position) => firstDay <= spans[position + 1].Last)];
        var reason = AnomalyGuard.Check(tallies[0], earlier, metric.Formula.Aggregate == Aggregate.Count);
        return state == FigureState.Known || reason == AnomalyGuard.Shape ? reason : null;
    }

    private static TrendPoint[] Trend(
        Metric metric,
        IReadOnlyList<Span> spans,
        Tally[] tallies,
        decimal? value,
        LocalDate? firstDay,
        Instant? lastRead
    )
    {
        var points = new TrendPoint[TrendPoints];
        for (var back = 0; back < TrendPoints; back++)
        {
            var (span, tally) = (spans[back], tallies[back]);
            var known =
                tally.Records > 0
                    ? IsEnough(metric, tally)
                    : MayBeZero(metric) && firstDay <= span.Last && span.Until - FreshFor < lastRead;
            var shown =
                back == 0 ? value
                : known ? tally.Value
                : null;
            points[TrendPoints - 1 - back] = new TrendPoint(span.Last, shown, tally.Records);
        }

        return points;
    }

    /// <summary>The sources that bring anything; all that could, where none does.</summary>
    private SourceRead[] SourcesOf(Metric metric, Observation[] facts)
    {
        var used = metric.Sources.Where(source => readings.ContainsKey(source) || facts.Any(fact => fact.Source == source)).ToArray();
        return [.. (used.Length == 0 ? metric.Sources : used).Select(Read)];
    }

    private SourceRead Read(string source) =>
        readings.TryGetValue(source, out var readAt)
            ? new SourceRead(source, readAt, at - readAt < FreshFor)
            : new SourceRead(source, null, false);

    private static Instant? LastRead(SourceRead[] sources) =>
        sources.Any(source => source.FetchedAt is null) ? null : sources.Min(source => source.FetchedAt);

    /// <summary>Money is compared in its own currency; a share of money has the same target in each.</summary>
    private static decimal? Target(Metric metric, ProfileMetric choice, string? currency)
    {
        var (target, its) = choice.Target is null ? (metric.Target, metric.Currency) : (choice.Target, choice.Currency ?? metric.Currency);
        return metric.Unit == Units.Money && its != currency ? null : target;
    }

    /// <summary>By half or more of the median.</summary>
    private static bool IsSkewed(Tally tally) =>
        tally is { Value: { } mean, Median: { } median } && mean != median && Math.Abs(mean - median) >= Math.Abs(median) / 2;

    private static string? NullIfEmpty(string? text) => text is { Length: > 0 } ? text : null;
}
