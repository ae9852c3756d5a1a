using PerfSignal.Core.Conversing;

namespace PerfSignal.Core.Goals;

/// <summary>How goals are written in lists, cards and pages.</summary>
public static class GoalText
{
    public static string Percent(Reader reader, decimal progress) => reader.Say("goal_percent", ("value", reader.Number(progress)));

    /// <summary>Ten blocks.</summary>
    public static string Bar(decimal progress)
    {
        var full = (int)(Math.Clamp(progress, 0, 100) / 10);
        return new string('█', full) + new string('░', 10 - full);
    }

    /// <summary>`at risk`; empty while nothing was said about it.</summary>
    public static string Status(Reader reader, GoalStatus status) => status == GoalStatus.Open ? "" : reader.Say("goal_status_" + status);

    /// <summary>`due Thu 31 Dec`; empty without a date.</summary>
    public static string Due(Reader reader, GoalNode goal) =>
        goal.DueOn is not { } due ? ""
        : due < reader.Today && goal.Progress < 100 && goal.Status is not (GoalStatus.Done or GoalStatus.Dropped)
            ? reader.Say("goal_overdue", ("date", reader.Date(due)))
        : reader.Say("goal_due", ("date", reader.Date(due)));

    /// <summary>What the goals below make: beside the goal's own figure where it reported one.</summary>
    public static string RolledUp(Reader reader, decimal? rolled) =>
        rolled is { } figure ? reader.Say("goal_rolled_up", ("value", reader.Number(figure))) : "";

    /// <summary>What it counts among its siblings; empty for an ordinary one.</summary>
    public static string Weight(Reader reader, GoalNode goal) =>
        goal.Weight == 1 ? "" : reader.Say("goal_weight", ("weight", reader.Number(goal.Weight)));

    public static string Facts(Reader reader, GoalNode goal, decimal? rolled) =>
        string.Join(
            " · ",
            new[]
            {
                rolled is not null && goal.Progress == 0 ? "" : Percent(reader, goal.Progress),
                RolledUp(reader, rolled),
                Status(reader, goal.Status),
                Due(reader, goal),
                Weight(reader, goal),
            }.Where(part => part.Length > 0)
        );

    public static GoalLine Line(Reader reader, GoalBranch branch, bool canUpdate, bool canShow) =>
        new(
            branch.Goal.Id.ToString("N"),
            branch.Goal.Key,
            branch.Goal.Title,
            Bar(branch.Goal.Progress == 0 && branch.RolledUp is { } rolled ? rolled : branch.Goal.Progress),
            Facts(reader, branch.Goal, branch.RolledUp),
            branch.Goal.IsKeyResult,
            canUpdate,
            canShow
        );

    /// <summary>`failed payments: 8 → 5 → 2 per thousand`: the start, where it stands by its progress, the target.</summary>
    public static string Measured(Reader reader, Goal goal) =>
        goal.Metric is null ? ""
        : Measure.Of(goal) is { } way
            ? reader
                .Say(
                    "goal_measured",
                    ("metric", goal.Metric),
                    ("baseline", reader.Number(way.Baseline, 4)),
                    ("now", reader.Number(way.ValueAt(goal.Progress), 2)),
                    ("target", reader.Number(way.Target, 4)),
                    ("unit", string.IsNullOrEmpty(goal.Unit) ? "" : $" {goal.Unit}")
                )
                .TrimEnd()
        : goal.Metric;

    public static string Cut(string text, int most) => text.Length <= most ? text : text[..(most - 1)].TrimEnd() + "…";
}
