using NodaTime;

namespace PerfSignal.Core.Signals;

/// <summary>A fact as the formulas see it.</summary>
/// <param name="DurationHours">Elapsed hours.</param>
public sealed record Observation(
    string Source,
    FactSelector Selector,
    string ExternalId,
    Instant At,
    decimal? Amount = null,
    decimal? DurationHours = null,
    string? Currency = null,
    string? Url = null
)
{
    /// <summary>By instant, then by id, so that the order of reading never decides anything.</summary>
    public static int OldestFirst(Observation one, Observation other) =>
        one.At.CompareTo(other.At) is not 0 and var order ? order : string.CompareOrdinal(one.ExternalId, other.ExternalId);
}
