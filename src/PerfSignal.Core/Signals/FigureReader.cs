using Microsoft.EntityFrameworkCore;
using NodaTime;
using PerfSignal.Core.Data;
using PerfSignal.Core.Governance;
using PerfSignal.Core.People;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Core.Signals;

/// <summary>Reads the figures of people's role profiles, in the profile's order; the caller has asked <see cref="Access"/> before.</summary>
/// <remarks>What the guard sets aside is added as <see cref="Quarantine"/> and saved with the caller's transaction.</remarks>
public sealed class FigureReader(PerfSignalData data, PilotGate pilot, Access access, TimeProvider clock)
{
    private readonly HashSet<(Guid, string, string?, LocalDate)> noted = [];
    private Catalog? catalog;
    private PilotDay? inside;

    public async Task<IReadOnlyList<Figure>> For(Person person, Instant at, CancellationToken ct) =>
        (await ForMany([person], at, ct))[person.Id];

    /// <summary>The figures of several people with a handful of queries for all of them together; best in lots of about a hundred.</summary>
    public async Task<IReadOnlyDictionary<Guid, IReadOnlyList<Figure>>> ForMany(
        IReadOnlyCollection<Person> people,
        Instant at,
        CancellationToken ct
    )
    {
        catalog ??= await Catalog.Load(data, ct);
        var plans = people.DistinctBy(person => person.Id).Select(person => FigurePlan.Of(person, catalog, at)).ToList();
        var facts = await FactsFor.Read(access, plans, at, ct);
        var marks = await Marks.Read(data, access, [.. plans.Select(plan => plan.Person.Id)], at, ct);
        inside = await pilot.Now(ct);
        var figures = new Dictionary<Guid, IReadOnlyList<Figure>>();
        foreach (var plan in plans)
        {
            figures[plan.Person.Id] = Build(plan, facts, marks, at);
        }

        return figures;
    }

    private List<Figure> Build(FigurePlan plan, FactsFor facts, Marks marks, Instant at)
    {
        var person = plan.Person;
        var builder = new FigureBuilder(at, person.Zone, marks.Readings, marks.Released(person.Id));
        List<Figure> figures = [];
        foreach (var (choice, definition) in plan.Metrics)
        {
            var metric = definition.Metric;
            var about = metric.Attribution == Attribution.Team ? facts.OfTeam(person.Department) : facts.OfPerson(person.Id);
            foreach (var figure in builder.Build(metric, definition.Version, choice, about))
            {
                SetAside(person, figure, marks);
                figures.Add(marks.On(person, figure));
            }
        }

        return figures;
    }

    private void SetAside(Person person, Figure figure, Marks marks)
    {
        if (figure.State != FigureState.Quarantined || marks.IsSetAside(person.Id, figure))
        {
            return;
        }

        // Of what is still held of somebody whom the pilot no longer takes in, nothing new is noted.
        if (inside!.Takes(person) && noted.Add((person.Id, figure.MetricKey, figure.Currency, figure.WindowEnd)))
        {
            data.Add(
                new Quarantine
                {
                    Id = clock.NewId(),
                    PersonId = person.Id,
                    MetricKey = figure.MetricKey,
                    Currency = figure.Currency,
                    WindowEnd = figure.WindowEnd,
                    Reason = figure.QuarantineReason!,
                    FoundAt = clock.Now(),
                }
            );
        }
    }
}
