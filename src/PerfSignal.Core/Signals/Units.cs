namespace PerfSignal.Core.Signals;

/// <summary>The words of <see cref="Figure.Unit"/>.</summary>
public static class Units
{
    public const string Count = "count";

    /// <summary>A fraction of 1.</summary>
    public const string Percent = "percent";
    public const string Points = "points";
    public const string Days = "days";
    public const string Hours = "hours";
    public const string Minutes = "minutes";
    public const string Score = "score";
    public const string Money = "money";

    public static IReadOnlyList<string> All { get; } = [Count, Percent, Points, Days, Hours, Minutes, Score, Money];

    public static bool IsDuration(string unit) => unit is Days or Hours or Minutes;
}
