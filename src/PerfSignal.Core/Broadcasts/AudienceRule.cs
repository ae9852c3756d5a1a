using System.Text.Json;
using PerfSignal.Core.Conversing;

namespace PerfSignal.Core.Broadcasts;

/// <summary>Who gets a broadcast, by rule: people who work here and meet every condition that is set. None set means everyone.</summary>
/// <remarks>The rule is asked when the messages are made and again right before each leaves; nobody is written down beforehand.</remarks>
public sealed record AudienceRule
{
    /// <summary>Only people who have reports on that day.</summary>
    public bool Managers { get; init; }
    public IReadOnlyList<string> RoleFamilies { get; init; } = [];
    public IReadOnlyList<string> Departments { get; init; } = [];
    public IReadOnlyList<string> Locations { get; init; } = [];

    /// <summary>E-mail addresses in lower case; empty means no list.</summary>
    public IReadOnlyList<string> Emails { get; init; } = [];

    /// <summary>Only people who have something open in this review cycle.</summary>
    public Guid? CycleId { get; init; }

    /// <summary>Of the cycle only this step.</summary>
    public Guid? StepId { get; init; }

    public string ToJson() => JsonSerializer.Serialize(this, CardJson.Options);

    /// <exception cref="JsonException">What is stored is no rule.</exception>
    public static AudienceRule FromJson(string json) =>
        JsonSerializer.Deserialize<AudienceRule>(json, CardJson.Options) ?? throw new JsonException("An empty rule.");
}
