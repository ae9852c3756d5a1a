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
);
