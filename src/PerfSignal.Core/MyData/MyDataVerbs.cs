using PerfSignal.Core.Conversing;

namespace PerfSignal.Core.MyData;

public static class MyDataVerbs
{
    public static IReadOnlyList<Verb> All { get; } =
    [
        new(ShowMyData.Name, typeof(ShowMyData), ["mydata", "meinedaten"])
        {
            SlashCommand = "/mydata",
            Page = "/me",
            WorksOutsidePilot = true,
        },
    ];
}
