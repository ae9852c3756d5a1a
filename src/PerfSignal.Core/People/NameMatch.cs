namespace PerfSignal.Core.People;

/// <summary>Whom typed words name.</summary>
public abstract record NameMatch
{
    private NameMatch() { }

    public sealed record Found(Person Person) : NameMatch;

    /// <summary>More than one; at most ten of them, by name.</summary>
    public sealed record Ambiguous(IReadOnlyList<Person> Candidates) : NameMatch;

    public sealed record Nobody : NameMatch;

    /// <summary>The one person it names, or null.</summary>
    public Person? Single => (this as Found)?.Person;
}
