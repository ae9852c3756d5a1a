using PerfSignal.Core.Conversing;

namespace PerfSignal.Core.Development;

public static class DevelopmentVerbs
{
    public static IReadOnlyList<Verb> All { get; } =
    [
        new(ListCompetencies.Name, typeof(ListCompetencies), ["competencies"]) { Page = "/me" },
        new(AssessCompetency.Name, typeof(AssessCompetency), []),
        new(ShowCareer.Name, typeof(ShowCareer), ["career"]),
        new(ListPlan.Name, typeof(ListPlan), ["plan"]) { Page = "/me" },
        new(AddPlanItem.Name, typeof(AddPlanItem), []),
        new(ClosePlanItem.Done, typeof(ClosePlanItem), []),
        new(ClosePlanItem.Drop, typeof(ClosePlanItem), []),
        new(MovePlanItem.Name, typeof(MovePlanItem), []),
    ];
}
