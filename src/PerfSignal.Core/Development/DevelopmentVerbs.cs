using PerfSignal.Core.Conversing;

namespace PerfSignal.Core.Development;

public static class DevelopmentVerbs
{
    public static IReadOnlyList<Verb> All { get; } =
    [
        new(ListCompetencies.Name, typeof(ListCompetencies), ["competencies"]) { Page = "/me", NameIn = Verb.WholeName },
        new(AssessCompetency.Name, typeof(AssessCompetency), []),
        new(ShowCareer.Name, typeof(ShowCareer), ["career"]) { NameIn = Verb.WholeName },
        new(ListPlan.Name, typeof(ListPlan), ["plan"]) { Page = "/me", NameIn = Verb.WholeName },
        new(AddPlanItem.Name, typeof(AddPlanItem), []),
        new(ClosePlanItem.Done, typeof(ClosePlanItem), []),
        new(ClosePlanItem.Drop, typeof(ClosePlanItem), []),
        new(MovePlanItem.Name, typeof(MovePlanItem), []),
    ];
}
