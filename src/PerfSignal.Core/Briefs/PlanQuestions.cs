namespace PerfSignal.Core.Briefs;

/// <summary>Questions about the development plan.</summary>
internal static class PlanQuestions
{
    private const string Topic = "plan";

    public static IReadOnlyList<Question> All { get; } =
    [
        new("plan_review", Topic, 84, evidence => First(evidence, item => item.ToReview)),
        new("plan_overdue", Topic, 74, evidence => First(evidence, item => item.Overdue)),
        new("plan_open", Topic, 46, evidence => First(evidence, item => !item.Overdue && !item.ToReview)),
    ];

    private static QuestionSubject? First(Evidence evidence, Func<EvidencePlanItem, bool> holds) =>
        QuestionSubject.Of(evidence.Plan.FirstOrDefault(holds));
}
