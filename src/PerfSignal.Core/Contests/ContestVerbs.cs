using PerfSignal.Core.Conversing;

namespace PerfSignal.Core.Contests;

public static class ContestVerbs
{
    public static IReadOnlyList<Verb> All { get; } =
    [
        new(ContestFigure.Name, typeof(ContestFigure), ["contest", "einspruch"]) { Page = "/me" },
        new(ContestItem.OfFeedback, typeof(ContestItem), []) { Page = "/me" },
        new(ContestItem.OfAssessment, typeof(ContestItem), []),
        new(ContestItem.OfSummary, typeof(ContestItem), []),
        new(ListContests.Name, typeof(ListContests), ["contests", "einsprüche"]) { Page = "/me", WorksOutsidePilot = true },
        new(ShowContest.Name, typeof(ShowContest), []) { WorksOutsidePilot = true },
        new(DecideContest.Name, typeof(DecideContest), []) { WorksOutsidePilot = true },
        new(WithdrawContest.Name, typeof(WithdrawContest), []) { Page = "/me", WorksOutsidePilot = true },
    ];
}
