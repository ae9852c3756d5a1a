using NodaTime;

namespace PerfSignal.Core.Goals;

/// <summary>A goal with the goals below it, as far as one may see.</summary>
/// <param name="Depth">0 for a goal under which the tree begins.</param>
/// <param name="IsBelowUnseen">Whether it hangs below a goal that is not among those given.</param>
/// <param name="RolledUp">0 to 100; null where no child counts.</param>
public sealed record GoalBranch(GoalNode Goal, int Depth, bool IsBelowUnseen, decimal? RolledUp, IReadOnlyList<GoalBranch> Children)
{
    public IEnumerable<GoalBranch> Flat => Children.SelectMany(child => child.Flat).Prepend(this);
}

/// <summary>Puts goals under their parents.</summary>
public static class GoalTree
{
    /// <summary>Roots in the order of their owners, then the next due first; each child the same way.</summary>
    public static IReadOnlyList<GoalBranch> Of(IReadOnlyCollection<GoalNode> goals, IReadOnlyList<Guid>? owners = null)
    {
        var rank = (owners ?? [])
            .Select((owner, at) => (owner, at))
            .DistinctBy(row => row.owner)
            .ToDictionary(row => row.owner, row => row.at);
        var ids = goals.Select(goal => goal.Id).ToHashSet();
        var rolled = RollUp.Through(goals);
        var children = goals.Where(goal => goal.ParentId is { } parent && ids.Contains(parent)).ToLookup(goal => goal.ParentId!.Value);
        var placed = new HashSet<Guid>();
        return [.. InOrder(goals.Where(goal => goal.ParentId is not { } parent || !ids.Contains(parent))).Select(goal => Branch(goal, 0))];

        GoalBranch Branch(GoalNode goal, int depth)
        {
            placed.Add(goal.Id);
            return new GoalBranch(
                goal,
                depth,
                depth == 0 && goal.ParentId is not null,
                rolled.TryGetValue(goal.Id, out var figure) ? figure : null,
                [.. InOrder(children[goal.Id].Where(child => !placed.Contains(child.Id))).Select(child => Branch(child, depth + 1))]
            );
        }

        IEnumerable<GoalNode> InOrder(IEnumerable<GoalNode> some) =>
            some.OrderBy(goal => rank.GetValueOrDefault(goal.OwnerId, int.MaxValue))
                .ThenBy(goal => goal.IsKeyResult ? 0 : 1)
                .ThenBy(goal => goal.DueOn ?? LocalDate.MaxIsoValue)
                .ThenBy(goal => goal.Key, StringComparer.Ordinal)
                .ThenBy(goal => goal.Id);
    }
}
