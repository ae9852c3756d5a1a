using Microsoft.EntityFrameworkCore;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Governance;

namespace PerfSignal.Core.Goals;

/// <summary>`goal.list`: the reader's own goals; with words after it, an update of progress ("goals kr2 60%").</summary>
public sealed class ListGoals(PerfSignalData data, Access access, UpdateProgress update) : IVerb
{
    public const string Name = "goal.list";
    private const int Most = 10;

    public async Task<Reply> Handle(Command command, CancellationToken ct)
    {
        if (command.Text.Length > 0)
        {
            return await update.Handle(command with { Verb = UpdateProgress.Name }, ct);
        }

        var goals = await (await access.Read<Goal>(command.Viewer, command.By.Id, Purpose.OwnData, ct)).ToListAsync(ct);
        await data.SaveChangesAsync(ct);
        var reader = command.Reader;
        return Reply.Show(
            "goal_list",
            new GoalList(
                reader.Say("goal_list_title"),
                [.. InOrder(goals).Take(Most).Select(goal => Line(reader, goal))],
                goals.Count == 0 ? reader.Say("goal_list_empty") : "",
                goals.Count > Most ? reader.Say("goal_list_more", ("count", reader.Number(goals.Count - Most, 0)))
                    : goals.Count > 0 ? reader.Say("goal_list_hint", ("key", goals[0].Key))
                    : ""
            )
        );
    }

    /// <summary>Objectives by due date, each followed by its key results; a key result of somebody else's objective stands by itself.</summary>
    private static IEnumerable<Goal> InOrder(List<Goal> goals)
    {
        var ids = goals.Select(goal => goal.Id).ToHashSet();
        var children = goals.Where(goal => goal.ParentId is { } parent && ids.Contains(parent)).ToLookup(goal => goal.ParentId);
        var tops = goals.Where(goal => goal.ParentId is not { } parent || !ids.Contains(parent));
        return tops.OrderBy(goal => goal.DueOn ?? NodaTime.LocalDate.MaxIsoValue)
            .ThenBy(goal => goal.Key, StringComparer.Ordinal)
            .SelectMany(goal => WithChildren(goal, children));
    }

    private static IEnumerable<Goal> WithChildren(Goal goal, ILookup<Guid?, Goal> children) =>
        children[goal.Id]
            .OrderBy(child => child.Key, StringComparer.Ordinal)
            .SelectMany(child => WithChildren(child, children))
            .Prepend(goal);

    private static GoalLine Line(Reader reader, Goal goal) =>
        new(
            goal.Id.ToString("N"),
            goal.Key,
            goal.Title,
            reader.Number(goal.Progress) + " %",
            new string('█', (int)(goal.Progress / 10)) + new string('░', 10 - (int)(goal.Progress / 10)),
            goal.DueOn is { } due ? reader.Say("goal_due", ("date", reader.Date(due))) : "",
            goal.IsKeyResult,
            CanUpdate: true
        );
}
