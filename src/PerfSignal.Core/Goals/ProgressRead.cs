namespace PerfSignal.Core.Goals;

/// <summary>What a report makes of a goal's progress and status.</summary>
/// <param name="Problem">Key of the text that says what is wrong; null where it can be taken.</param>
public readonly record struct ProgressRead(decimal Progress, GoalStatus Status, string? Problem)
{
    private static readonly ProgressRead Wrong = new(0, GoalStatus.Open, "goal_progress_wrong");

    public static ProgressRead Of(Goal goal, ProgressSaid said)
    {
        if (said.Unit.Length > 0 && Measure.Of(goal) is null)
        {
            return Wrong;
        }

        var read = said switch
        {
            { Percent: { } percent } => Share(percent),
            { Value: { } value } when Measure.Of(goal) is { } way => Value(goal, way, value, said),
            { Value: { } value, Of: { } whole } => whole > 0 && value >= 0 && value <= whole
                ? Share(Math.Round(100m * value / whole, 4, MidpointRounding.AwayFromZero))
                : Wrong,
            { Value: { } value } => Share(value),
            _ => new ProgressRead(said.Status == GoalStatus.Done ? 100 : goal.Progress, GoalStatus.Open, null),
        };
        return read with { Status = StatusAfter(goal.Status, read.Progress, said) };
    }

    private static ProgressRead Share(decimal percent) => percent is >= 0 and <= 100 ? new(percent, GoalStatus.Open, null) : Wrong;

    private static ProgressRead Value(Goal goal, Measure way, decimal value, ProgressSaid said) =>
        said.Of is { } whole && whole != way.Target ? Wrong with { Problem = "goal_progress_other_target" }
        : said.Unit.Length > 0 && goal.Unit is { } unit && !IsSameUnit(unit, said.Unit)
            ? Wrong with
            {
                Problem = "goal_progress_other_unit",
            }
        : Share(way.ShareAt(value));

    private static bool IsSameUnit(string one, string other) =>
        one.StartsWith(other, StringComparison.OrdinalIgnoreCase) || other.StartsWith(one, StringComparison.OrdinalIgnoreCase);

    /// <summary>What was said; else a goal at 100 is done, and one that is reported on again below it is open again.</summary>
    private static GoalStatus StatusAfter(GoalStatus before, decimal progress, ProgressSaid said) =>
        said.Status is { } status ? status
        : said.Percent is null && said.Value is null ? before
        : progress >= 100 ? GoalStatus.Done
        : before is GoalStatus.Done or GoalStatus.Dropped ? GoalStatus.Open
        : before;
}
