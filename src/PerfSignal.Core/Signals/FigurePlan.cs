using NodaTime;
using PerfSignal.Core.People;

namespace PerfSignal.Core.Signals;

/// <summary>Which metrics a person's profile asks for at an instant.</summary>
internal sealed record FigurePlan(Person Person, IReadOnlyList<(ProfileMetric Choice, MetricDefinition Definition)> Metrics)
{
    public static FigurePlan Of(Person person, Catalog catalog, Instant at)
    {
        List<(ProfileMetric, MetricDefinition)> metrics = [];
        foreach (var choice in catalog.ProfileOf(person.RoleFamily, at.InZone(person.Zone).Date)?.Metrics ?? [])
        {
            // What the employee cannot see is not used, and a project's number is nobody's figure.
            if (
                catalog.Metric(choice.Metric, at) is
                { Metric: { VisibleToEmployee: true, Attribution: not Attribution.Project } } definition
            )
            {
                metrics.Add((choice, definition));
            }
        }

        return new FigurePlan(person, metrics);
    }

    /// <summary>Start of the oldest window that any of the metrics looks at: the longer the window, the further back.</summary>
    public Instant LookBack(Instant at) =>
        Metrics.Count == 0 ? at : Span.Of(Metrics.Max(entry => entry.Definition.Metric.Days), at, Person.Zone)[^1].From;
}
