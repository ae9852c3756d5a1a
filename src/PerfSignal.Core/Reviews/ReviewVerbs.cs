using PerfSignal.Core.Conversing;

namespace PerfSignal.Core.Reviews;

public static class ReviewVerbs
{
    public static IReadOnlyList<Verb> All { get; } = [];
}
