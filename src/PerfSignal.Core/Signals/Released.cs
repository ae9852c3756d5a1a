using NodaTime;

namespace PerfSignal.Core.Signals;

/// <summary>A figure that an operator looked at and let through.</summary>
/// <remarks>The same oddity stays in sight until the window has moved past it, so one look is enough for all of these windows.</remarks>
internal sealed record Released(string Metric, string? Currency, string Reason, LocalDate WindowEnd)
{
    public bool Covers(string metric, string? currency, string? reason, Span span) =>
        (metric, currency, reason) == (Metric, Currency, Reason) && span.First <= WindowEnd && WindowEnd <= span.Last;
}
