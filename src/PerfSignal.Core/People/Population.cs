namespace PerfSignal.Core.People;

/// <summary>The people that somebody is HR of: everyone, those of some departments, or nobody.</summary>
public sealed record Population
{
    private readonly bool everyone;
    private readonly IReadOnlyList<string> departments;

    private Population(bool everyone, IReadOnlyList<string> departments) => (this.everyone, this.departments) = (everyone, departments);

    public static Population Nobody { get; } = new(false, []);

    /// <param name="departments">One for each role of HR; null for everyone.</param>
    public static Population Of(IReadOnlyCollection<string?> departments) =>
        departments.Contains(null) ? new(true, []) : new(false, [.. departments.OfType<string>().Distinct(StringComparer.Ordinal)]);

    /// <summary>Empty for everyone, and for nobody.</summary>
    public IReadOnlyList<string> Departments => departments;

    public bool IsNobody => !everyone && departments.Count == 0;

    /// <summary>Whether all of the other are in it; of nobody, only who has everyone can say so, since it is not known who they were.</summary>
    public bool Covers(Population other) =>
        everyone || (!other.everyone && !other.IsNobody && other.departments.All(department => departments.Contains(department)));

    public IQueryable<Person> Among(IQueryable<Person> people) =>
        everyone ? people : people.Where(person => departments.Contains(person.Department));
}
