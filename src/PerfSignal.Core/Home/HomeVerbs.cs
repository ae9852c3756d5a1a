using PerfSignal.Core.Conversing;

namespace PerfSignal.Core.Home;

public static class HomeVerbs
{
    public static IReadOnlyList<Verb> All { get; } = [new(ShowHome.Name, typeof(ShowHome), ["home", "übersicht"])];
}
