using PerfSignal.Core.Conversing;

namespace PerfSignal.Core.Goals;

public static class GoalVerbs
{
    public static IReadOnlyList<Verb> All { get; } =
    [
        new(ListGoals.Name, typeof(ListGoals), ["goals"])
        {
            SlashCommand = "/goals",
            Page = "/me",
            OnlyReadsAlone = true,
        },
        new(UpdateProgress.Name, typeof(UpdateProgress), ["progress"]),
    ];
}
