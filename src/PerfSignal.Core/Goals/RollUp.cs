namespace PerfSignal.Core.Goals;

/// <summary>What a goal reaches by the goals below it.</summary>
/// <remarks>
/// The weighted mean of the children's figures, where a child that has children itself counts with its own rolled-up figure. Dropped children
/// and those of weight 0 do not count; with none left there is no figure. Decimal arithmetic; each level is rounded to four decimals, half
/// away from zero, so that the order of the children never matters.
/// </remarks>
public static class RollUp
{
    /// <summary>The figure of one child.</summary>
    /// <param name="Progress">0 to 100: reported, or rolled up.</param>
    public readonly record struct Part(decimal Progress, decimal Weight, GoalStatus Status);

    /// <summary>0 to 100; null where nothing counts.</summary>
    public static decimal? Of(IEnumerable<Part> parts)
    {
        decimal sum = 0;
        decimal weights = 0;
        foreach (var part in parts.Where(part => part.Status != GoalStatus.Dropped && part.Weight > 0))
        {
            sum += part.Progress * part.Weight;
            weights += part.Weight;
        }

        return weights == 0 ? null : Math.Round(sum / weights, 4, MidpointRounding.AwayFromZero);
    }

    /// <summary>The rolled-up figure of each goal that has counting children among those given.</summary>
    public static IReadOnlyDictionary<Guid, decimal> Through(IReadOnlyCollection<GoalNode> goals)
    {
        var children = goals.Where(goal => goal.ParentId is not null).ToLookup(goal => goal.ParentId!.Value);
        var found = new Dictionary<Guid, decimal>();
        var open = new HashSet<Guid>();
        foreach (var goal in goals)
        {
            Figure(goal);
        }

        return found;

        decimal Figure(GoalNode goal)
        {
            if (found.TryGetValue(goal.Id, out var known))
            {
                return known;
            }

            // A circle cannot be stored; if one ever was, it ends here instead of never.
            if (!open.Add(goal.Id))
            {
                return goal.Progress;
            }

            var rolled = Of(children[goal.Id].Select(child => new Part(Figure(child), child.Weight, child.Status)));
            if (rolled is { } figure)
            {
                found[goal.Id] = figure;
            }

            return rolled ?? goal.Progress;
        }
    }
}
