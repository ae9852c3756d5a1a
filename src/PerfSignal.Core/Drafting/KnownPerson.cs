namespace PerfSignal.Core.Drafting;

/// <summary>Somebody whose name and ids no writer may see.</summary>
/// <param name="Ids">E-mail addresses, names to sign in with, ids on chat platforms.</param>
public sealed record KnownPerson(Guid Id, string Name, IReadOnlyList<string> Ids)
{
    /// <summary>Names that they go by on chat platforms.</summary>
    public IReadOnlyList<string> AlsoCalled { get; init; } = [];
}
