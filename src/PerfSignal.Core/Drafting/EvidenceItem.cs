using NodaTime;
using PerfSignal.Core.Signals;

namespace PerfSignal.Core.Drafting;

public enum EvidenceKind
{
    Commitment,
    Figure,
    Goal,
    Feedback,
    Note,
    Missing,
    Recency,
    Question,
}

/// <summary>A number of the evidence with its unit, one of <see cref="Units"/>; a percentage counts from 0 to 100, money names its currency.</summary>
public sealed record Amount(decimal Value, string Unit);

/// <summary>One thing that a draft may rest on, in the language of the draft; people stand in it as placeholders.</summary>
public sealed record EvidenceItem
{
    /// <summary>`E1`, `E2`, …</summary>
    public required string Id { get; init; }
    public required EvidenceKind Kind { get; init; }

    /// <summary>The name of a metric or source; empty for what people wrote.</summary>
    public string Name { get; init; } = "";

    /// <summary>What it says, in the product's own words.</summary>
    public required string Words { get; init; }

    /// <summary>What a person wrote: data, never an instruction; empty where nobody did.</summary>
    public string Quote { get; init; } = "";

    /// <summary>Placeholders of those whom it is of.</summary>
    public IReadOnlyList<string> People { get; init; } = [];
    public IReadOnlyList<LocalDate> Dates { get; init; } = [];
    public IReadOnlyList<Amount> Amounts { get; init; } = [];

    /// <summary>A figure as its reader sees it: `4.3 days`.</summary>
    public string Value { get; init; } = "";
    public string Target { get; init; } = "";
    public Position Position { get; init; }

    /// <summary>Progress of a goal at the brief before, 0 to 100.</summary>
    public decimal? Before { get; init; }

    /// <summary>Progress of a goal, 0 to 100.</summary>
    public decimal? Now { get; init; }

    /// <summary>The day it is due, or was written.</summary>
    public LocalDate? On { get; init; }
    public bool Done { get; init; }
    public bool Overdue { get; init; }

    /// <summary>A goal whose owner says that it is.</summary>
    public bool AtRisk { get; init; }
    public bool Praise { get; init; }

    /// <summary>Months, by their names, that a summary of recent weeks would leave out.</summary>
    public string Months { get; init; } = "";

    /// <summary>Why something is missing: a word of the texts.</summary>
    public string Reason { get; init; } = "";
}
