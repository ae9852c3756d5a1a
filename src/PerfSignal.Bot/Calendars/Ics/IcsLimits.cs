namespace PerfSignal.Bot.Calendars.Ics;

/// <summary>How much of a calendar text is read and expanded before it is refused, so that a hostile file costs little.</summary>
public sealed record IcsLimits
{
    public static IcsLimits Default { get; } = new();

    /// <summary>Bytes of the whole text; the check runs while reading.</summary>
    public long MaxBytes { get; init; } = 20 * 1024 * 1024;

    /// <summary>Bytes of one unfolded line that is kept; lines that are not kept (descriptions, attachments) may be longer.</summary>
    public int MaxLineBytes { get; init; } = 64 * 1024;

    /// <summary>Components (BEGIN lines) of all kinds.</summary>
    public int MaxComponents { get; init; } = 100_000;

    /// <summary>Components within components.</summary>
    public int MaxDepth { get; init; } = 5;

    /// <summary>Problems collected before reading stops.</summary>
    public int MaxProblems { get; init; } = 100;

    /// <summary>Instances of one event in the window asked for.</summary>
    public int MaxInstancesPerEvent { get; init; } = 20_000;

    /// <summary>Days or times looked at while expanding one event.</summary>
    public int MaxStepsPerEvent { get; init; } = 1_000_000;

    /// <summary>Days or times looked at while expanding one calendar.</summary>
    public long MaxSteps { get; init; } = 100_000_000;
}
