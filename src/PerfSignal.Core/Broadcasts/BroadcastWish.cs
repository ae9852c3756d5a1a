using NodaTime;

namespace PerfSignal.Core.Broadcasts;

/// <summary>What somebody wants to send, as a form brings it.</summary>
/// <param name="IsGone">Whether something that was chosen for the audience is no longer there; left out it would make the audience larger.</param>
/// <param name="Date">Local date and time of <paramref name="Timing"/>; not asked for <see cref="SendTiming.Now"/>.</param>
public sealed record BroadcastWish(
    string Title,
    string Template,
    string? TextEn,
    string? TextDe,
    string? Link,
    AudienceRule Audience,
    SendTiming Timing,
    LocalDate? Date,
    LocalTime? Time,
    int ExpiresAfterHours = 48,
    bool IsGone = false
);
