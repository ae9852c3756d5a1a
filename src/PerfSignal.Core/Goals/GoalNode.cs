using NodaTime;

namespace PerfSignal.Core.Goals;

/// <summary>A goal as lists and the tree show it.</summary>
/// <param name="Key">Empty where only the title and the progress may be read.</param>
public sealed record GoalNode(
    Guid Id,
    Guid? ParentId,
    Guid OwnerId,
    string Key,
    string Title,
    decimal Progress,
    GoalStatus Status,
    LocalDate? DueOn,
    decimal Weight,
    bool IsKeyResult
)
{
    public static GoalNode Of(Goal goal) =>
        new(
            goal.Id,
            goal.ParentId,
            goal.OwnerId,
            goal.Key,
            goal.Title,
            goal.Progress,
            goal.Status,
            goal.DueOn,
            goal.Weight,
            goal.IsKeyResult
        );

    public static GoalNode Of(GoalTitle part, Guid owner) =>
        new(part.Id, null, owner, "", part.Title, part.Progress, GoalStatus.Open, part.DueOn, 1, false);
}
