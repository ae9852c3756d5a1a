using NodaTime;

namespace PerfSignal.Core.Briefs;

/// <summary>Questions about goals and their progress.</summary>
internal static class GoalQuestions
{
    private const string Topic = "goals";

    public static IReadOnlyList<Question> All { get; } =
    [
        new("goal_overdue", Topic, 88, evidence => First(evidence, goal => goal.Progress < 100 && goal.DueOn < evidence.Today)),
        new(
            "goal_due_soon",
            Topic,
            81,
            evidence =>
                First(evidence, goal => goal.Progress < 100 && goal.DueOn >= evidence.Today && goal.DueOn <= evidence.Today.PlusDays(14))
        ),
        new("goal_behind", Topic, 78, evidence => First(evidence, goal => Behind(goal, evidence.Today))),
        new("goal_reached", "goal_reached", 73, evidence => First(evidence, goal => goal.Progress >= 100)),
        new("goal_moved", Topic, 62, evidence => First(evidence, goal => goal.ProgressBefore < goal.Progress)),
        new("goal_back", Topic, 77, evidence => First(evidence, goal => goal.ProgressBefore > goal.Progress)),
        new(
            "goal_quiet",
            Topic,
            57,
            evidence => First(evidence, goal => evidence.Since is not null && goal.ProgressBefore is null && goal.Progress < 100)
        ),
        new("goals_many", Topic, 54, evidence => QuestionSubject.If(evidence.Goals.Count(goal => goal.Progress < 100) >= 6)),
        new("goals_none", Topic, 63, evidence => QuestionSubject.If(evidence.Goals.Count == 0)),
        new("goal_undated", Topic, 40, evidence => First(evidence, goal => goal.Progress < 100 && goal.DueOn is null)),
    ];

    private static QuestionSubject? First(Evidence evidence, Func<EvidenceGoal, bool> holds) =>
        QuestionSubject.Of(evidence.Goals.FirstOrDefault(holds));

    /// <summary>A quarter of the way behind the share of time that has passed, for a goal that runs two weeks at least.</summary>
    private static bool Behind(EvidenceGoal goal, LocalDate today)
    {
        if (goal.DueOn is not { } due || due < today || goal.Progress >= 100)
        {
            return false;
        }

        var length = Period.DaysBetween(goal.StartedOn, due);
        return length >= 14 && goal.Progress + 25 <= 100m * Period.DaysBetween(goal.StartedOn, today) / length;
    }
}
