using Microsoft.EntityFrameworkCore;
using NodaTime;
using PerfSignal.Core.Governance;

namespace PerfSignal.Core.Signals;

/// <summary>The facts that some people's metrics look at, read at once.</summary>
internal sealed class FactsFor
{
    private readonly ILookup<Guid, Observation> byPerson;
    private readonly ILookup<string, Observation> byTeam;

    private FactsFor(List<Row> people, List<Row> teams)
    {
        // Sorted once here, so that no formula has to.
        byPerson = Sorted(people).ToLookup(row => row.Row.PersonId!.Value, row => row.Observation);
        byTeam = Sorted(teams).ToLookup(row => row.Row.Team!, row => row.Observation, StringComparer.Ordinal);
    }

    public IEnumerable<Observation> OfPerson(Guid person) => byPerson[person];

    public IEnumerable<Observation> OfTeam(string department) => byTeam[department];

    private static List<(Row Row, Observation Observation)> Sorted(List<Row> rows)
    {
        var sorted = rows.ConvertAll(row => (Row: row, Observation: row.Observation()));
        sorted.Sort((one, other) => Observation.OldestFirst(one.Observation, other.Observation));
        return sorted;
    }

    public static async Task<FactsFor> Read(Access access, IReadOnlyList<FigurePlan> plans, Instant at, CancellationToken ct)
    {
        var own = plans.Where(plan => Attributed(plan, Attribution.Person).Any()).ToList();
        var team = plans.Where(plan => Attributed(plan, Attribution.Team).Any()).ToList();
        var ids = own.Select(plan => (Guid?)plan.Person.Id).ToList();
        var departments = team.Select(plan => plan.Person.Department).Distinct().ToList();
        var facts = access.ForService<Fact>();
        return new FactsFor(
            ids.Count == 0 ? [] : await Rows(facts.Where(fact => ids.Contains(fact.PersonId)), own, Attribution.Person, at, ct),
            departments.Count == 0 ? [] : await Rows(facts.Where(fact => departments.Contains(fact.Team!)), team, Attribution.Team, at, ct)
        );
    }

    private static Task<List<Row>> Rows(
        IQueryable<Fact> facts,
        List<FigurePlan> plans,
        Attribution attribution,
        Instant at,
        CancellationToken ct
    )
    {
        var from = plans.Min(plan => plan.LookBack(at));
        // Links are shown from the figure's own window only: at most 90 days and one of 25 hours.
        var linksFrom = at - Duration.FromDays(92);
        var kinds = plans
            .SelectMany(plan => Attributed(plan, attribution))
            .SelectMany(metric => metric.Formula.Of.Concat(metric.Formula.Over))
            .Select(selector => selector.Kind)
            .Distinct()
            .ToList();
        return facts
            .Where(fact => fact.At >= from && fact.At <= at && kinds.Contains(fact.Kind))
            .Select(fact => new Row(
                fact.PersonId,
                fact.Team,
                fact.Source,
                fact.Kind,
                fact.Outcome,
                fact.ExternalId,
                fact.At,
                fact.Amount,
                fact.DurationHours,
                fact.Currency,
                fact.At >= linksFrom ? fact.Url : null
            ))
            .ToListAsync(ct);
    }

    private static IEnumerable<Metric> Attributed(FigurePlan plan, Attribution attribution) =>
        plan.Metrics.Select(entry => entry.Definition.Metric).Where(metric => metric.Attribution == attribution);

    private sealed record Row(
        Guid? PersonId,
        string? Team,
        string Source,
        string Kind,
        string Outcome,
        string ExternalId,
        Instant At,
        decimal? Amount,
        decimal? DurationHours,
        string? Currency,
        string? Url
    )
    {
        public Observation Observation() =>
            new(Source, new FactSelector(Kind, Outcome), ExternalId, At, Amount, DurationHours, Currency, Url);
    }
}
