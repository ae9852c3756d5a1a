using PerfSignal.Core.Governance;
using PerfSignal.Core.People;

namespace PerfSignal.Core.Reviews;

/// <summary>Whom somebody of HR is responsible for: everyone, or the people of some departments.</summary>
public sealed record HrPopulation(bool Everyone, IReadOnlyList<string> Departments)
{
    public bool Has(string department) => Everyone || Departments.Contains(department, StringComparer.Ordinal);

    /// <summary>Whether a cycle is theirs to set up: it reviews nobody outside.</summary>
    public bool Owns(ReviewCycle cycle) => Everyone || (cycle.Teams.Count > 0 && cycle.Teams.All(Has));

    /// <summary>Whether it reviews anybody of theirs.</summary>
    public bool Sees(ReviewCycle cycle) => Everyone || cycle.Teams.Count == 0 || cycle.Teams.Any(Has);

    public IQueryable<Person> Of(IQueryable<Person> people) =>
        Everyone ? people : people.Where(person => Departments.Contains(person.Department));
}

/// <summary>Finds the population of somebody of HR.</summary>
public sealed class HrPopulations(Relations relations)
{
    /// <summary>Null for somebody who is not HR, or does not work here today.</summary>
    public async Task<HrPopulation?> Of(Viewer viewer, CancellationToken ct)
    {
        var departments = (await relations.PopulationsOf(viewer.PersonId, ct))
            .Where(one => one.Role == Relation.Hr)
            .Select(one => one.Department)
            .ToList();
        if (departments.Count == 0)
        {
            return null;
        }

        return new(departments.Contains(null), [.. departments.OfType<string>().Distinct().Order(StringComparer.Ordinal)]);
    }
}
