using PerfSignal.Core.Conversing;

namespace PerfSignal.Core.Goals;

public static class GoalVerbs
{
    public static IReadOnlyList<Verb> All { get; } =
    [
        new(ListGoals.Name, typeof(ListGoals), ["goals", "ziele"])
        {
            SlashCommand = "/goals",
            Page = "/goals",
            PlainWords = typeof(GoalPlainWords),
            OnlyReadsAlone = true,
            NameIn = Verb.WholeName,
        },
        new(SetGoal.Name, typeof(SetGoal), ["goal", "ziel"]),
        new(UpdateProgress.Name, typeof(UpdateProgress), ["progress", "fortschritt"]),
        new(ShowGoal.Name, typeof(ShowGoal), []) { Page = "/goals" },
        new(CommentGoal.Name, typeof(CommentGoal), []),
        new(AgreeGoal.Name, typeof(AgreeGoal), []),
    ];
}
