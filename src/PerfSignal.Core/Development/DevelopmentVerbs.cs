using PerfSignal.Core.Conversing;

namespace PerfSignal.Core.Development;

public static class DevelopmentVerbs
{
    public static IReadOnlyList<Verb> All { get; } = [];
}
