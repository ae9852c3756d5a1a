using PerfSignal.Core.Conversing;

namespace PerfSignal.Core.Reviews;

public static class ReviewVerbs
{
    public static IReadOnlyList<Verb> All { get; } =
    [
        new(ListCycles.Name, typeof(ListCycles), ["reviews", "cycles", "zyklen", "beurteilungen"])
        {
            Page = "/reviews",
            OnlyReadsAlone = true,
            // HR and the works council follow the cycles for their office.
            WorksOutsidePilot = true,
        },
        new(CompleteStep.Done, typeof(CompleteStep), []) { Page = "/reviews" },
        new(CompleteStep.Reopen, typeof(CompleteStep), []) { Page = "/reviews" },
        new(ShowCycle.Name, typeof(ShowCycle), []) { WorksOutsidePilot = true },
        new(WriteCycle.Name, typeof(WriteCycle), ["cycle", "zyklus"], Audience.Hr) { Page = "/hr/cycles" },
        new(OpenCycle.Open, typeof(OpenCycle), [], Audience.Hr),
        new(OpenCycle.Close, typeof(OpenCycle), [], Audience.Hr),
    ];
}
