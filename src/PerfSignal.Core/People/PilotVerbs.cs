using PerfSignal.Core.Conversing;

namespace PerfSignal.Core.People;

public static class PilotVerbs
{
    public static IReadOnlyList<Verb> All { get; } =
    [
        new(ListPilot.Name, typeof(ListPilot), ["pilot"]) { Page = "/governance", WorksOutsidePilot = true },
        new(WritePilot.Name, typeof(WritePilot), [], Audience.Hr) { Page = "/hr/pilot", WorksOutsidePilot = true },
        new(EndPilot.Name, typeof(EndPilot), [], Audience.Hr) { Page = "/hr/pilot", WorksOutsidePilot = true },
    ];
}
