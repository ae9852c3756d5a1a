namespace PerfSignal.Core.Goals;

/// <summary>What somebody said about the progress of a goal, before the goal is known.</summary>
/// <param name="Key">The short name, as typed.</param>
public sealed record ProgressSaid(string Key)
{
    /// <summary>A number with a percent sign: the share of the way.</summary>
    public decimal? Percent { get; init; }

    /// <summary>A number without one: where the measure stands, or the share of the way for a goal without a measure.</summary>
    public decimal? Value { get; init; }

    /// <summary>The 20 of "12 of 20".</summary>
    public decimal? Of { get; init; }

    /// <summary>Words after the number, taken to be the unit.</summary>
    public string Unit { get; init; } = "";
    public GoalStatus? Status { get; init; }
    public string Comment { get; init; } = "";

    /// <summary>Only the short name was typed.</summary>
    public bool IsBare => Percent is null && Value is null && Status is null && Comment.Length == 0;
}
